"""What changed, told to people line by line and to programs as one object."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from starcase.comparing.changes import Changed, Comparison, FieldChange, Named
from starcase.comparing.facts import Fact, Kind, Way, say_way
from starcase.language import Words, mark
from starcase.report import Line

_RECORDS: Mapping[Kind, str] = {
    Kind.ORGANIZATION: mark("组织“{name}”（{id}）"),
    Kind.STORY: mark("故事“{name}”（{id}）"),
    Kind.NOTICE: mark("公示公告“{name}”（{id}）"),
    Kind.PAGE: mark("本站页面“{name}”（{id}）"),
    Kind.PROGRAMME: mark("项目“{name}”（{id}）"),
    Kind.REGION: mark("地区“{name}”（{id}）"),
    Kind.REDIRECT: mark("转址“{name}”"),
    Kind.CONFIG: mark("设置“{name}”"),
}
_LONGEST = 80
"""Of a text that is told in a line, so many characters at most."""
_BEFORE = 12
"""So many characters are told before the place at which two texts part."""


def tell_changes(comparison: Comparison, words: Words) -> Iterator[Line]:
    """For people: what changed in each record, what is new, what is gone; last how many of each."""
    for changed in comparison.changed:
        yield _say_record(changed, words), "bold"
        yield from ((f"  {line}", "") for line in say_fields(changed.fields, words))
    yield from ((words("新增{record}", record=_say_record(one, words)), "green") for one in comparison.added)
    yield from ((words("减少{record}", record=_say_record(one, words)), "red") for one in comparison.removed)
    for one in comparison.held_back:
        yield words("没有比较{record}：资料里有错误，请先运行 check 查看。", record=_say_record(one, words)), "yellow"
    if comparison.is_empty:
        yield words("两边没有不同。"), "green"
    else:
        counts = {"changed": len(comparison.changed), "n": len(comparison.added), "removed": len(comparison.removed)}
        yield words("共有 {changed} 份改动，{n} 份新增，{removed} 份减少。", **counts), "bold"


def _say_record(one: Changed | Named, words: Words) -> str:
    return words(_RECORDS[one.kind], name=one.name, id=one.id)


def say_fields(fields: tuple[FieldChange, ...], words: Words) -> Iterator[str]:
    """A line for each field; one for all of an entry that is new or gone."""
    for (entry, is_new), some in groupby(fields, key=lambda change: (change.entry, change.old is None)):
        if entry is None:
            yield from (_say_change(change, words) for change in some)
        else:
            inside = words("；").join(_say_inside(change, entry, words) for change in some)
            says = mark("{way}：新增（{inside}）") if is_new else mark("{way}：去掉（{inside}）")
            yield words(says, way=say_labels(entry, words), inside=shorten(inside))


def _say_change(change: FieldChange, words: Words) -> str:
    old, new = say_values(change)
    nothing = words("没有写")
    return words("{way}：{old} → {new}", way=say_labels(change.way, words), old=old or nothing, new=new or nothing)


def say_values(change: FieldChange) -> tuple[str | None, str | None]:
    """The old and the new value, each fit for a line; of two long texts the part that begins where they differ."""
    old, new = (" ".join(fact.said.split()) if fact else None for fact in (change.old, change.new))
    if old is None or new is None or max(len(old), len(new)) <= _LONGEST:
        return (shorten(old) if old else old), (shorten(new) if new else new)
    start = max(0, _shared(old, new) - _BEFORE)
    before = "…" if start else ""
    return before + shorten(old[start:]), before + shorten(new[start:])


def _shared(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    parted = (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
    return next(parted, min(len(one), len(other)))


def _say_inside(change: FieldChange, entry: Way, words: Words) -> str:
    fact = change.new or change.old
    said = fact.said if fact else ""
    rest = change.way[len(entry) :]
    return words("{way}：{value}", way=say_labels(rest, words), value=said) if rest else said


def say_labels(way: Way, words: Words) -> str:
    """`评定记录 2025 · 得分 · 负责人作用`: an entry stands behind the key whose list it is in."""
    said = ""
    for step in way:
        said += f"{' ' if step.is_entry else ' · '}{step.label.said(words)}"
    return said.removeprefix(" · ").strip()


def shorten(text: str) -> str:
    """As much of a text as fits a line; its line breaks become blanks."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def describe(comparison: Comparison, words: Words) -> dict[str, object]:
    """For programs: values as they are written, and as people are told them."""
    return {
        "changed": [
            {**_identify(one), "fields": [_describe_field(field, words) for field in one.fields]}
            for one in comparison.changed
        ],
        "added": [_identify(one) for one in comparison.added],
        "removed": [_identify(one) for one in comparison.removed],
        "not_compared": [_identify(one) for one in comparison.held_back],
    }


def _identify(one: Changed | Named) -> dict[str, object]:
    return {"kind": one.kind.value, "id": one.id, "name": one.name}


def _describe_field(change: FieldChange, words: Words) -> dict[str, object]:
    return {
        "field": say_way(change.way),
        "title": say_labels(change.way, words),
        **_describe_fact("old", change.old),
        **_describe_fact("new", change.new),
    }


def _describe_fact(side: str, fact: Fact | None) -> dict[str, object]:
    return {side: fact.value if fact else None, f"{side}_said": fact.said if fact else None}
