"""Finds what a name or id means: a type, level, region, item, indicator … may be written by either (FORMAT.md section 1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Protocol, TypeAlias

from msgspec import Struct, field

from starcase.language import Listing
from starcase.model.base import Choice
from starcase.model.ids import ProgrammeId, RegionId
from starcase.model.programme import Programme
from starcase.model.region_tree import RegionNode, RegionTree
from starcase.model.rubric import Extra, Rubric
from starcase.model.same import Same
from starcase.problems import rule
from starcase.read.scalars import Fault, Parsed, Understood
from starcase.read.words import closest, folded, is_chinese, offers, quoted


class Role(Choice):
    """What a name can stand for."""

    PROGRAMME = "programme", "项目"
    TYPE = "type", "类型"
    LEVEL = "level", "等级"
    RUBRIC = "rubric", "评分标准"
    ASPECT = "aspect", "方面"
    ITEM = "item", "评价内容"
    BONUS = "bonus", "加分项"
    DEDUCTION = "deduction", "扣分项"
    INDICATOR = "indicator", "统计项"
    VETO = "veto", "否决情形"
    REGION = "region", "地区"
    CLAIM = "claim", "公布数据"
    CLAIM_PART = "claim or type", "公布数据"
    SOURCE = "source", "资料来源"
    CONDITION = "indicator of a condition", "统计项"
    ORGANIZATION = "organization", "组织"
    GROUP = "group", "评审组"


_A_REGION = ("role", Role.REGION.label)

UNKNOWN_NAME = rule(
    "unknown-name",
    says="“{field}”写了“{got}”，没有叫这个名称或编号的{role}。",
    mend="请改成 {offers}；确实是新的，先在项目文件或地区文件里补上。",
)
AMBIGUOUS_NAME = rule(
    "ambiguous-name",
    says="“{field}”写了“{got}”，叫这个名称的{role}不止一个。",
    mend="请写清楚是哪一个：{offers}。",
)
NOTHING_TO_NAME = rule(
    "nothing-to-name",
    says="“{field}”写了“{got}”，但是还没有列出任何{role}。",
    mend="请先在它所属的项目或地区文件里列出{role}，或者删去这里的“{got}”。",
)


class Lookup(Protocol):
    """Finds the id that a text means."""

    def find(self, text: str) -> Parsed[str]: ...


Names: TypeAlias = Mapping[Role, Lookup]
"""What names mean in one place; a role that is not in it is not looked up: its text is taken as an id."""


class Index(Struct, frozen=True):
    """The things of one role that can be named in one place; `shown` are their ids and names.

    `ids` gives the id of every unambiguous spelling: an id, or a name that only one of them has.

    `is_open`: a name that is not among them is taken as it stands.
    """

    role: Role
    ids: Mapping[str, str] = field(default_factory=dict)
    by_name: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    shown: tuple[tuple[str, str], ...] = ()
    is_open: bool = False

    def find(self, text: str) -> Parsed[str]:
        """The id that a text means, or why none; an id wins over a name, and width, case and spaces are understood.

        Reports: unknown-name, ambiguous-name, nothing-to-name.
        """
        if (known := self.ids.get(text)) is not None:
            return known
        wanted = folded(text)
        if (known := self.ids.get(wanted)) is not None:
            return Understood(known, known)
        if named := self.by_name.get(wanted):
            return Fault(AMBIGUOUS_NAME, (("role", self.role.label), ("offers", quoted(named))))
        return text if self.is_open else self._unknown(text)

    def _unknown(self, text: str) -> Fault:
        role = ("role", self.role.label)
        if not self.ids:
            return Fault(NOTHING_TO_NAME, (role,))
        words = [word for pair in self.shown for word in pair]
        same_language = [name if is_chinese(text) else identifier for identifier, name in self.shown]
        near = closest(text, words) or list(dict.fromkeys(same_language))
        return Fault(UNKNOWN_NAME, (role, ("offers", quoted(near))))


def index(role: Role, things: Iterable[tuple[str | None, str | None]], *, is_open: bool = False) -> Index:
    """An index of (id, name) pairs; a thing without an id goes by its name."""
    known = [(given or name or "", name or given or "") for given, name in things if given or name]
    by_name: dict[str, tuple[str, ...]] = {}
    for identifier, name in known:
        others = by_name.get(folded(name), ())
        by_name[folded(name)] = others if identifier in others else (*others, identifier)
    ids = {word: named[0] for word, named in by_name.items() if len(named) == 1}
    ids |= {name: by_name[folded(name)][0] for _, name in known if len(by_name[folded(name)]) == 1}
    ids |= {word: identifier for identifier, _ in known for word in (folded(identifier), identifier)}
    return Index(role, ids, by_name, tuple(known), is_open)


class RegionIndex(Struct, frozen=True):
    """Regions by id, name, or a path of names such as 桥头街道/安居社区."""

    tree: RegionTree
    ids: Mapping[str, RegionId]
    by_name: Mapping[str, tuple[RegionId, ...]]

    def find(self, text: str) -> Parsed[str]:
        """The id of the one region that a text means. Reports: unknown-name, ambiguous-name, nothing-to-name."""
        if (known := self.ids.get(text)) is not None:
            return known
        *above, last = (folded(part) for part in text.replace("／", "/").strip("/").split("/"))
        if not above and last in self.ids:
            return self.ids[last]
        named = [region for region in self.by_name.get(last, ()) if self._lies_below(region, above)]
        if len(named) == 1:
            return named[0]
        if named:
            return Fault(AMBIGUOUS_NAME, (_A_REGION, ("offers", quoted([self._path(region) for region in named]))))
        if not self.ids:
            return Fault(NOTHING_TO_NAME, (_A_REGION,))
        return Fault(UNKNOWN_NAME, (_A_REGION, ("offers", self._offers(text, last))))

    def _lies_below(self, region: RegionId, above: list[str]) -> bool:
        """Whether the ancestors named stand above a region, in this order; steps between may be left out."""
        ancestors = iter(self.tree.path(region)[:-1])
        return all(any(wanted in (folded(node.name), folded(node.id)) for node in ancestors) for wanted in above)

    def _path(self, region: RegionId) -> str:
        return "/".join(node.name for node in self.tree.path(region))

    def _offers(self, text: str, last: str) -> Listing:
        if same := self.by_name.get(last):
            return quoted([self._path(region) for region in same])
        words = [word for node in self.tree.nodes.values() for word in (node.name, node.id)]
        return offers(text.rpartition("/")[2], words)


class ProgrammeIndex(Struct, frozen=True):
    """Programmes by id or name; there are few, and records mostly write the id."""

    programmes: Mapping[ProgrammeId, Programme]

    def find(self, text: str) -> Parsed[str]:
        """The id of the programme that a text means. Reports: unknown-name, ambiguous-name, nothing-to-name."""
        if text in self.programmes:
            return text
        return index(Role.PROGRAMME, ((one.id, one.name) for one in self.programmes.values())).find(text)


def names_of_programmes(programmes: Mapping[ProgrammeId, Programme]) -> Names:
    """Names and ids of the programmes themselves."""
    return {Role.PROGRAMME: ProgrammeIndex(programmes)}


def names_of_regions(regions: RegionTree) -> Names:
    """Names, ids and paths of the regions."""
    return _names_of_regions(Same(regions))


def names_of_programme(programme: Programme) -> Names:
    """What types, levels, rubrics and indicators are called in a programme."""
    return _names_of_programme(Same(programme))


def names_of_rubric(programme: Programme, rubric: Rubric) -> Names:
    """What aspects, items, bonus and deduction items and vetoes are called where this rubric is used."""
    return _names_of_rubric(Same(programme), Same(rubric))


@lru_cache(maxsize=8)
def _names_of_regions(regions: Same[RegionTree]) -> Names:
    return {Role.REGION: region_index(regions.value)}


def region_index(tree: RegionTree) -> RegionIndex:
    """An index of all regions of a tree."""
    by_name: dict[str, tuple[RegionId, ...]] = {}
    for node in tree.nodes.values():
        by_name[folded(node.name)] = (*by_name.get(folded(node.name), ()), node.id)
    return RegionIndex(tree, {spelled: node.id for node in tree.nodes.values() for spelled in _spelled(node)}, by_name)


def _spelled(node: RegionNode) -> tuple[str, str]:
    return folded(node.id), node.id


@lru_cache(maxsize=1024)
def _names_of_programme(programme: Same[Programme]) -> Names:
    one = programme.value
    vetoes = one.rules.vetoes if one.rules else ()
    return {
        Role.TYPE: index(Role.TYPE, ((kind.id, kind.name) for kind in one.types)),
        Role.LEVEL: index(Role.LEVEL, ((level.id, level.name) for level in one.known_levels)),
        Role.RUBRIC: index(Role.RUBRIC, ((rubric.id, rubric.name) for rubric in one.rubrics)),
        Role.INDICATOR: index(Role.INDICATOR, ((indicator.id, indicator.name) for indicator in one.indicators)),
        Role.VETO: index(Role.VETO, ((veto.id, veto.name) for veto in vetoes)),
    }


@lru_cache(maxsize=1024)
def _names_of_rubric(programme: Same[Programme], rubric: Same[Rubric]) -> Names:
    one = rubric.value
    rules = one.rules or programme.value.rules
    return {
        Role.ASPECT: index(Role.ASPECT, ((aspect.id, aspect.name) for aspect in one.aspects)),
        Role.ITEM: index(Role.ITEM, ((item.id, item.name) for item in one.items)),
        Role.BONUS: _extra_index(Role.BONUS, one.bonus),
        Role.DEDUCTION: _extra_index(Role.DEDUCTION, one.deductions),
        Role.VETO: index(Role.VETO, ((veto.id, veto.name) for veto in rules.vetoes) if rules else ()),
    }


def _extra_index(role: Role, extra: Extra | None) -> Index:
    return index(role, ((item.id, item.name) for item in extra.items) if extra else ())


def look_up(names: Names, role: Role, text: str) -> Parsed[str]:
    """What a text means in a role; itself where the role is not looked up here."""
    lookup = names.get(role)
    return text if lookup is None else lookup.find(text)


def known_id(names: Names, role: Role, text: str | None) -> str | None:
    """The id that a text means in a role; None where there is no text, or it means nothing there."""
    found = look_up(names, role, text) if text is not None else None
    if found is None or isinstance(found, str):
        return found
    return found.value if isinstance(found, Understood) else None
