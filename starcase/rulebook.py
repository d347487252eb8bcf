"""Every rule that the program can report, gathered for the documentation and its tests."""

from __future__ import annotations

import importlib
import pkgutil

import starcase
from starcase.problems import Rule


def all_rules() -> tuple[Rule, ...]:
    """The rules declared anywhere in the package, by id."""
    rules: dict[str, Rule] = {}
    for module in pkgutil.walk_packages(starcase.__path__, "starcase."):
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, Rule) and rules.setdefault(value.id, value) is not value:
                raise ValueError(f"two rules are called {value.id}")
    return tuple(rules[identifier] for identifier in sorted(rules))
