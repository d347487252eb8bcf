"""The visible tables of reading: which type of value is read how, and which values are names of what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeAlias

from starcase.model.base import Choice, Model
from starcase.model.config import Config, Portal
from starcase.model.ids import (
    AspectId,
    GroupId,
    IndicatorId,
    ItemId,
    LevelId,
    OrganizationId,
    ProgrammeId,
    RegionId,
    RubricId,
    TypeId,
)
from starcase.model.notice import Listed, Notice
from starcase.model.organization import Evaluation, ItemScore, Organization, Photo
from starcase.model.page import ContentPage
from starcase.model.programme import Claim, Level, Programme, Type
from starcase.model.redirect import Redirect
from starcase.model.region import Region
from starcase.model.rubric import Bound, When
from starcase.model.source import Source
from starcase.model.story import Story
from starcase.model.values import PartialDate, Period
from starcase.problems import DocumentId, rule
from starcase.read.dates import parse_day, parse_partial_date, parse_period
from starcase.read.formats import (
    parse_base_url,
    parse_file,
    parse_language,
    parse_region_code,
    parse_site_folder,
    parse_time_zone,
    parse_url,
    parse_uscc,
)
from starcase.read.names import Role
from starcase.read.scalars import Fault, Parsed, Understood, narrow, parse_number, parse_whole_number, parse_yes_or_no
from starcase.read.words import is_chinese, offers

UNKNOWN_WORD = rule(
    "unknown-word",
    says="“{field}”写的“{got}”，不是规定的写法。",
    mend="请改成 {offers}。",
)

SCALARS: Mapping[Any, Callable[[str], Parsed[Any]]] = {
    Decimal: parse_number,
    int: parse_whole_number,
    bool: parse_yes_or_no,
    date: parse_day,
    PartialDate: parse_partial_date,
    Period: parse_period,
}

ROLES: Mapping[Any, Role] = {
    ProgrammeId: Role.PROGRAMME,
    TypeId: Role.TYPE,
    LevelId: Role.LEVEL,
    RubricId: Role.RUBRIC,
    AspectId: Role.ASPECT,
    ItemId: Role.ITEM,
    IndicatorId: Role.INDICATOR,
    RegionId: Role.REGION,
    OrganizationId: Role.ORGANIZATION,
    GroupId: Role.GROUP,
}

NAMED: Mapping[tuple[type[Model], str], Role | None] = {
    (Evaluation, "bonus"): Role.BONUS,
    (Evaluation, "deductions"): Role.DEDUCTION,
    (Evaluation, "vetoes"): Role.VETO,
    (Claim, "of"): Role.CLAIM,
    (Claim, "parts"): Role.CLAIM_PART,
    (Claim, "source"): Role.SOURCE,
    (When, "indicator"): Role.CONDITION,
    (Listed, "id"): None,  # a body's id, not one that is given here
}
"""Fields whose type does not say what they name; None: nothing that can be looked up here."""

HAVE_PAGES = frozenset((Organization, Programme, Type, Level, Region, Story, Notice, ContentPage))

Form: TypeAlias = Callable[[str, DocumentId], Parsed[str]]

FORMS: Mapping[tuple[type[Model], str], Form] = {
    (Organization, "uscc"): lambda text, _: parse_uscc(text),
    (Source, "url"): lambda text, _: parse_url(text),
    (Source, "file"): parse_file,
    (Photo, "file"): parse_file,
    (Region, "code"): lambda text, _: parse_region_code(text),
    (Portal, "url"): lambda text, _: parse_url(text),
    (Config, "base_url"): lambda text, _: parse_base_url(text),
    (Config, "time_zone"): lambda text, _: parse_time_zone(text),
    (Config, "language"): lambda text, _: parse_language(text),
    (Config, "languages"): lambda text, _: parse_language(text),
    (Redirect, "from_address"): lambda text, _: parse_site_folder(text),
    (Redirect, "to"): lambda text, _: parse_site_folder(text),
}
"""Texts that must have a certain form."""

MAY_BE_N_A = frozenset(((ItemScore, "points"),))

RANGES: Mapping[type[Model], tuple[str, str]] = {Bound: ("at_least", "at_most")}
"""Models that a list of two values stands for: `total: [901, 950]`."""


@lru_cache(maxsize=1024)
def parse_choice(choices: type[Choice], text: str) -> Parsed[Choice]:
    """A fixed value by its English or a Chinese word; width and case are understood. Reports: unknown-word."""
    for choice in choices:
        if text == choice.value or text in choice.zh:
            return choice
    plain = narrow(text).casefold()
    for choice in choices:
        if plain == choice.value or plain in choice.zh:
            return Understood(choice, plain)
    return Fault(UNKNOWN_WORD, (("offers", offers(text, _words(choices, text))),))


def _words(choices: type[Choice], text: str) -> list[str]:
    """The words to offer: in the language in which the text was typed, where they have one."""
    if is_chinese(text):
        return [word for choice in choices for word in (choice.zh or (choice.value,))]
    return [choice.value for choice in choices]
