"""Programmes and bodies for tests, as reading would give them: written facts in their final types."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from starcase.model.organization import Decision, DecisionKind, Evaluation, ItemPoints, ItemScore, Organization
from starcase.model.programme import Level, Programme
from starcase.model.rubric import Aspect, Extra, Item, Rubric
from starcase.model.values import PartialDate, Period
from starcase.problems import DocumentId, Problem

LEVELS = (
    Level(id="gold", name="金牌", honour=True, counts_as="star5"),
    Level(id="star5", name="五星级", stars=5),
    Level(id="star4", name="四星级", stars=4),
    Level(id="star3", name="三星级", stars=3),
)
DOCUMENT = DocumentId("content/organizations/shouwang.yaml")


def day(text: str) -> date:
    """`2022-11-30`"""
    return date.fromisoformat(text)


def period(text: str) -> Period:
    """`2022`, `2022-H1`, `2022-07`"""
    year, _, part = text.partition("-")
    return Period(int(year), part)


def partial(text: str) -> PartialDate:
    """`2018`, `2018-03`, `2018-03-05`"""
    return PartialDate(*map(int, text.split("-")))


def programme(**facts: object) -> Programme:
    """示例星级评定, with four levels unless others are given."""
    return Programme(**{"id": "stars", "name": "示例星级评定", "levels": LEVELS, **facts})


def body(**facts: object) -> Organization:
    return Organization(**{"id": "shouwang", "name": "守望邻里志愿服务队", "programme": "stars", **facts})


def evaluation(when: str, **facts: object) -> Evaluation:
    """An evaluation of a period; `decided` and `valid_until` may be given as text."""
    days = {name: day(str(facts.pop(name))) for name in ("decided", "valid_until") if name in facts}
    return Evaluation(period=period(when), **days, **facts)


def decision(when: str, kind: str, **levels: str) -> Decision:
    """A decision of a day; `before` and `after` are its levels."""
    return Decision(
        date=day(when), kind=DecisionKind(kind), from_level=levels.get("before"), to_level=levels.get("after")
    )


def rubric(aspects: dict[str, dict[str, str]], **facts: object) -> Rubric:
    """A rubric of `{aspect: {item: max}}`; an aspect written `team*0.5` has that weight."""
    built = []
    for written, items in aspects.items():
        aspect, _, weight = written.partition("*")
        made = tuple(
            Item(id=item, name=f"{item}项", max=Decimal(most), may_be_n_a=True) for item, most in items.items()
        )
        built.append(Aspect(id=aspect, name=f"{aspect}方面", weight=Decimal(weight or "1"), items=made))
    limits = {name: Extra(max=Decimal(str(facts.pop(name)))) for name in ("bonus", "deductions") if name in facts}
    return Rubric(**{"id": "2022", **facts}, **limits, aspects=tuple(built))


def scored(scores: dict[str, str], **facts: object) -> Evaluation:
    """An evaluation of 2022 with points by item, `n/a` where one does not apply; bonus and deductions likewise."""
    points = {name: _points(facts.pop(name)) for name in ("bonus", "deductions") if name in facts}
    items = tuple(
        ItemScore(item=item, points=None if given == "n/a" else Decimal(given)) for item, given in scores.items()
    )
    return evaluation("2022", scores=items, **points, **facts)


def _points(given: object) -> tuple[ItemPoints, ...]:
    assert isinstance(given, dict)
    return tuple(ItemPoints(item=item, points=Decimal(points)) for item, points in given.items())


def said(problems: object) -> list[str]:
    """Problems as `rule path`, in their order."""
    return [f"{one.rule.id} {'.'.join(map(str, one.spot.path))}".strip() for one in _listed(problems)]


def _listed(problems: object) -> list[Problem]:
    return list(problems)  # type: ignore[call-overload]
