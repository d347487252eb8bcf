"""The commands, by what they are for; each runs in a module of its own."""

from __future__ import annotations

from starcase.arguments import Command
from starcase.commands.declared import content, reviewing, site, upkeep
from starcase.language import mark

GROUPS: tuple[tuple[str, tuple[Command, ...]], ...] = (
    (mark("网站"), site.COMMANDS),
    (mark("资料"), content.COMMANDS),
    (mark("评审"), reviewing.COMMANDS),
    (mark("维护"), upkeep.COMMANDS),
)
COMMANDS: tuple[Command, ...] = tuple(command for _, commands in GROUPS for command in commands)
