"""A scorecard as it is shown: aspects with their subtotals, items with points, guidance and evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import lru_cache, partial

from msgspec import Struct
from msgspec.structs import replace

from starcase.language import Words, mark, say_number
from starcase.model.config import Depth
from starcase.model.ids import ItemId
from starcase.model.organization import Evaluation, ItemPoints
from starcase.model.rubric import Aspect, Check, Extra, ExtraItem, Item, Rubric
from starcase.model.same import Same
from starcase.model.scorecard import AspectResult, Scorecard
from starcase.views.parts import say_period
from starcase.views.public.documents import DocumentView, Files, make_documents
from starcase.views.shared import Shared

Evidence = Mapping[ItemId, tuple[DocumentView, ...]]

_NOT_APPLICABLE = mark("不适用")


class ItemView(Struct, frozen=True):
    """`points` is a number or 不适用; `max` is None for a bonus or deduction item without one."""

    name: str
    points: str
    max: str | None
    guidance: str | None
    checks: tuple[str, ...]
    evidence: tuple[DocumentView, ...]


class AspectView(Struct, frozen=True):
    """An aspect, or bonus or deductions.

    `share` is the bar's length, 0 to 100, None where there is none to draw; `items` are empty where not published.
    """

    name: str
    points: str
    max: str | None
    share: float | None
    notes: tuple[str, ...]
    items_label: str
    items: tuple[ItemView, ...]


class ScorecardView(Struct, frozen=True):
    """`total` is None where too much does not apply to be added up; `extras` are bonus and deductions."""

    caption: str
    total: str | None
    max: str
    notes: tuple[str, ...]
    aspects: tuple[AspectView, ...]
    extras: tuple[AspectView, ...]


def project_scorecard(
    card: Scorecard, rubric: Rubric, evaluation: Evaluation, files: Files, url: str, shared: Shared
) -> ScorecardView | None:
    """The scorecard as deep as the site publishes it; None where only levels are published.

    Source: FORMAT.md section 5, `publish`.
    """
    depth, words = shared.config.publish.scores, shared.words
    if depth is Depth.LEVEL:
        return None
    evidence = {each.item: make_documents(each.documents, files, url, shared) for each in evaluation.evidence}
    shows_aspects, shows_items = depth in (Depth.ASPECTS, Depth.ITEMS), depth is Depth.ITEMS
    return ScorecardView(
        caption=words("{period}评分表", period=say_period(evaluation.period, words)),
        total=say_number(card.total) if card.total is not None else None,
        max=say_number(card.max),
        notes=_note_card(card, rubric, words),
        aspects=tuple(
            _view_aspect(result, aspect, evidence if shows_items else None, words)
            for result, aspect in zip(card.aspects, rubric.aspects, strict=True)
        )
        if shows_aspects
        else (),
        extras=_view_extras(card, rubric, evaluation, shows_items, words) if shows_aspects else (),
    )


def _note_card(card: Scorecard, rubric: Rubric, words: Words) -> tuple[str, ...]:
    is_partly_gone = any(aspect.points is None for aspect in card.aspects)
    notes = (
        words("评价内容的名称和分值没有公布过，这里是为展示而编写的示例。") if rubric.illustrative else None,
        words("不适用的内容超过一半，不计总分。") if card.total is None else None,
        words("有的方面不适用，总分按其余方面折算。") if is_partly_gone and card.total is not None else None,
    )
    return tuple(note for note in notes if note)


def _view_aspect(result: AspectResult, aspect: Aspect, evidence: Evidence | None, words: Words) -> AspectView:
    """An aspect; `evidence` is None where items are not published."""
    items = _view_items(result, aspect, evidence, words) if evidence is not None else ()
    return AspectView(
        name=result.name,
        points=_say_points(result.points, words),
        max=say_number(result.max),
        share=_share(result.points, result.max),
        notes=_note_aspect(result, aspect, words),
        items_label=words("{aspect}的{n}项评价内容", aspect=result.name, n=len(items)),
        items=items,
    )


def _note_aspect(result: AspectResult, aspect: Aspect, words: Words) -> tuple[str, ...]:
    if result.points is None:
        return (words("各项都不适用，这一方面不计分。"),)
    is_weighted, is_scaled = aspect.weight != 1, any(points is None for points in result.items)
    if not (is_weighted or is_scaled):
        return ()
    notes = (
        words("各项得分相加后乘以权重{weight}。", weight=say_number(aspect.weight)) if is_weighted else None,
        words("有不适用的内容，按其余内容折算。") if is_scaled else None,
    )
    return tuple(note for note in notes if note)


def _view_items(result: AspectResult, aspect: Aspect, evidence: Evidence, words: Words) -> tuple[ItemView, ...]:
    views = [view(points) for view, points in zip(_item_views(Same(aspect), words), result.items, strict=True)]
    if not evidence:
        return tuple(views)
    return tuple(
        replace(view, evidence=evidence.get(item.id, ())) for view, item in zip(views, aspect.items, strict=True)
    )


@lru_cache(maxsize=512)
def _item_views(aspect: Same[Aspect], words: Words) -> tuple[Callable[[Decimal | None], ItemView], ...]:
    """Each item of an aspect as a function of the points; what it made is kept, for most bodies get one of few numbers."""
    return tuple(lru_cache(maxsize=64)(partial(_view_item, item, words)) for item in aspect.value.items)


def _view_item(item: Item, words: Words, points: Decimal | None) -> ItemView:
    """An item without its evidence."""
    return ItemView(
        name=item.name,
        points=_say_points(points, words),
        max=say_number(item.max),
        guidance=item.guidance,
        checks=tuple(_say_check(check, words) for check in item.checks),
        evidence=(),
    )


def _say_check(check: Check, words: Words) -> str:
    most = say_number(check.max) if check.max is not None else None
    name = words("{name}（{max}分）", name=check.name, max=most) if most else check.name
    return words("{name}：{guidance}", name=name, guidance=check.guidance) if check.guidance else name


def _view_extras(
    card: Scorecard, rubric: Rubric, evaluation: Evaluation, shows_items: bool, words: Words
) -> tuple[AspectView, ...]:
    """Bonus and deductions that were given."""
    kinds = (
        (mark("加分"), "+", card.bonus, evaluation.bonus, rubric.bonus),
        (mark("扣分"), "−", card.deductions, evaluation.deductions, rubric.deductions),
    )
    return tuple(
        _view_extra(words(name), sign, counted, given, extra if shows_items else None, words)
        for name, sign, counted, given, extra in kinds
        if given
    )


def _view_extra(
    name: str, sign: str, counted: Decimal, given: Iterable[ItemPoints], extra: Extra | None, words: Words
) -> AspectView:
    """The points that count; `extra` names the items, None where they are not published."""
    given = tuple(given)
    added = sum((one.points for one in given), Decimal(0))
    limit = words("各项合计{added}分，按上限计{counted}分。", added=say_number(added), counted=say_number(counted))
    known = {ItemId(item.id or item.name): item for item in extra.items} if extra else {}
    items = tuple(_view_extra_item(one, known[one.item], sign) for one in given if one.item in known)
    return AspectView(
        name=name,
        points=f"{sign}{say_number(counted)}",
        max=None,
        share=None,
        notes=(limit,) if added > counted else (),
        items_label=words("{name}的{n}项内容", name=name, n=len(items)),
        items=items,
    )


def _view_extra_item(given: ItemPoints, item: ExtraItem, sign: str) -> ItemView:
    most = say_number(item.max) if item.max is not None else None
    return ItemView(item.name, f"{sign}{say_number(given.points)}", most, item.guidance, (), ())


def _say_points(points: Decimal | None, words: Words) -> str:
    return words(_NOT_APPLICABLE) if points is None else say_number(points)


@lru_cache(maxsize=4096)
def _share(points: Decimal | None, most: Decimal) -> float | None:
    if points is None:
        return None
    return float(round(points / most * 100, 2)) if most else 0.0
