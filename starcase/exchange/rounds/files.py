"""The files of a round as text: written whole where they are new, changed by the smallest difference where people may have written in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from starcase.exchange.editing.edits import edit
from starcase.exchange.editing.wanted import REMOVE, Changes
from starcase.exchange.editing.yaml_text import bracket_text
from starcase.language import Words
from starcase.model.base import Model, written_key
from starcase.model.ids import OrganizationId
from starcase.model.organization import Reason
from starcase.model.rounds import (
    Aggregate,
    Everybody,
    Objection,
    Return,
    Round,
    RoundDecision,
    RoundDecisions,
    RoundGroup,
    Stage,
)


def write_round(round_: Round, names: Mapping[OrganizationId, str], words: Words) -> str:
    """A new round.yaml, with a word on each key and the name of each body."""
    lines = [
        f"status: {round_.status.value}".ljust(32)
        + words("# 阶段：applying 申报中，scoring 评分中，deciding 审定中，publicity 公示中，published 已公布"),
        *([f"rubric: {bracket_text(round_.rubric)}".ljust(32) + words("# 评分标准")] if round_.rubric else ()),
        *([f"opens: {round_.opens.isoformat()}"] if round_.opens else ()),
        "groups:".ljust(32)
        + words("# 评审组，按先后；weight 是权重，0 只作参考；decides 是由它审定的等级；until 是交表的最后一天"),
        *(f"  - {bracket_text(fields_of(group))}" for group in round_.groups),
        f"aggregate: {round_.aggregate.value}".ljust(32)
        + words("# 汇总：mean 平均，median 中位数，weighted_mean 加权平均，last 以末组为准"),
        *_bodies(round_, names, words),
    ]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _bodies(round_: Round, names: Mapping[OrganizationId, str], words: Words) -> Iterator[str]:
    if isinstance(round_.bodies, Everybody):
        yield "bodies: all".ljust(32) + words("# 项目的全部组织；只评一部分的，写成编号的列表")
    else:
        says = words("# 参评的组织，共 {n} 个；不参评的移到下面去，写上原因", n=len(round_.bodies))
        yield f"{'bodies:':<32}{says}"
        yield from (f"  - {bracket_text(body):<28}# {names.get(body, '')}" for body in round_.bodies)
    if round_.not_taking_part:
        yield "not_taking_part:".ljust(32) + words("# 不参评的：编号和原因")
        for one in round_.not_taking_part:
            yield f"  {one.organization}: {bracket_text(one.reason)}".ljust(32) + f"# {names.get(one.organization, '')}"
    else:
        yield words("# not_taking_part:             # 不参评的：编号和原因，例如 shouwang: 正在换届")


def with_status(text: str, status: Stage) -> str:
    """A round.yaml with another status. Raises CannotEdit."""
    return edit(text, 0, {("status",): status.value}, kind=Round)


def write_ledger(entries: Sequence[Return], words: Words) -> str:
    """The whole ledger: one line a version."""
    head = words("# 收表台账，由 round collect 记录，请勿手改。")
    return "\n".join((head, *(f"- {bracket_text(fields_of(entry))}" for entry in entries))) + "\n"


def write_decisions(decisions: RoundDecisions, words: Words) -> str:
    """A new decisions.yaml: one line a body."""
    head = words(
        "# 审定结果，由 round decide 起草。要改哪个组织的等级，改 level，并写 reason，例如 reason: {text: 说明, basis: 依据}；\n"
        "# 改过的不会被再起草覆盖。没有评上的写 outcome: not_rated，暂缓的写 outcome: suspended。computed 和 total 是算出来的，不用改。"
    )
    lines = (f"  - {bracket_text(fields_of(one))}" for one in decisions.decisions)
    return "\n".join((head, f"decided: {decisions.decided.isoformat()}", "decisions:", *lines)) + "\n"


def change_decisions(
    text: str, before: RoundDecisions, after: Mapping[OrganizationId, RoundDecision], decided: date
) -> str:
    """A decisions.yaml in which some entries are other ones; new ones are added, those that are missing go. Raises CannotEdit."""
    changes: dict[tuple[str | int, ...], object] = {} if decided == before.decided else {("decided",): decided}
    known = set()
    for at, one in enumerate(before.decisions):
        known.add(one.organization)
        wanted = after.get(one.organization)
        if wanted is None:
            changes["decisions", at] = REMOVE
        elif wanted != one:
            changes |= _differences(("decisions", at), fields_of(one), fields_of(wanted))
    added = [fields_of(one) for body, one in after.items() if body not in known]
    changes |= {("decisions", len(before.decisions) + at): one for at, one in enumerate(added)}
    return edit(text, 0, changes, kind=RoundDecisions) if changes else text


def _differences(path: tuple[str | int, ...], before: Mapping[str, object], after: Mapping[str, object]) -> Changes:
    return {
        (*path, key): after.get(key, REMOVE)
        for key in dict.fromkeys((*before, *after))
        if before.get(key) != after.get(key)
    }


def add_objection(text: str, number: int, objection: Objection) -> str:
    """An objections.yaml with one more entry behind the `number` that are there. Raises CannotEdit."""
    entry = f"- {bracket_text(fields_of(objection))}\n"
    if not number:
        return text + ("" if text.endswith("\n") or not text else "\n") + entry
    return edit(text, 0, {(number,): fields_of(objection)}, kind=Objection)


def answer_objection(text: str, number: int, objection: Objection) -> str:
    """An objections.yaml in which the entry at a place, from 0, is answered. Raises CannotEdit."""
    fields = fields_of(objection)
    return edit(
        text, 0, {(number, key): fields[key] for key in ("answered", "answer") if key in fields}, kind=Objection
    )


def fields_of(record: Model) -> dict[str, object]:
    """What is written of a record: English keys in the model's order, blanks and what is as usual left out."""
    found: dict[str, object] = {}
    for field, about in type(record).model_fields.items():
        value = getattr(record, field)
        if value is None or value == () or (value == about.default and field not in _ALWAYS.get(type(record), ())):
            continue
        found[written_key(type(record), field)] = _plain(value)
    return found


_ALWAYS: Mapping[type[Model], Iterable[str]] = {RoundGroup: ("weight",), Return: ("state", "rows")}
"""What is written also where it is as usual, so that people see it."""


def _plain(value: object) -> object:
    match value:
        case Reason():
            fields = fields_of(value)
            return fields["text"] if fields.keys() == {"text"} else fields
        case Model():
            return fields_of(value)
        case tuple():
            return [_plain(one) for one in value]
        case Stage() | Aggregate():
            return value.value
        case _:
            return getattr(value, "value", value)
