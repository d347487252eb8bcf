"""How one programme rates: what is looked at, how points add up, what each level asks for, which rules hold."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from starcase.language import Words, say_number
from starcase.model.ids import ProgrammeId
from starcase.model.programme import Level, Programme
from starcase.model.rubric import Aspect, Check, EvidenceNeed, Extra, ExtraItem, Item, Needs, Rubric
from starcase.views import urls
from starcase.views.badges import Badge
from starcase.views.frame import Frame, Link, frame_page
from starcase.views.needs import Rule, say_needs, say_rules
from starcase.views.parts import LevelMark, draw_level
from starcase.views.public.badge import BadgesView, view_badges
from starcase.views.public.documents import DocumentView, make_documents
from starcase.views.public.labelled import Labelled, given, label_links, label_text
from starcase.views.scheme import (
    Scheme,
    is_checklist,
    rates_bodies,
    say_adding_up,
    say_authority,
    say_cadence,
    say_publicity,
    say_scheme,
    say_validity,
    scheme_of,
)
from starcase.views.shared import Shared

LevelsAndNeeds = tuple[tuple[Level, Needs], ...]


class ItemView(Struct, frozen=True):
    """`points` is empty in a checklist; `notes` say whether evidence is asked for and whether it may not apply."""

    name: str
    points: str
    guidance: str
    checks: tuple[str, ...]
    notes: tuple[str, ...]


class AspectView(Struct, frozen=True):
    name: str
    points: str
    items: tuple[ItemView, ...]


class LevelNeedsView(Struct, frozen=True):
    mark: LevelMark
    href: str
    needs: tuple[str, ...]


class RubricView(Struct, frozen=True):
    """One version of the rubric; `levels` and `rules` only where it has its own."""

    heading: str
    illustrative: str
    about: str
    aspects: tuple[AspectView, ...]
    adding_up: tuple[str, ...]
    levels: tuple[LevelNeedsView, ...]
    rules: tuple[Rule, ...]


class HowProgrammeView(Struct, frozen=True):
    """`unknown` is what has not been published; empty where all is known."""

    frame: Frame
    title: str
    lead: str
    programme: Link
    facts: tuple[Labelled, ...]
    unknown: str
    rubrics: tuple[RubricView, ...]
    levels_heading: str
    levels: tuple[LevelNeedsView, ...]
    rules: tuple[Rule, ...]
    badges: BadgesView | None
    sources: tuple[DocumentView, ...]


def project_how_programme(
    shared: Shared, url: str, programme_id: ProgrammeId, badges: tuple[Badge, ...] = ()
) -> HowProgrammeView:
    """The page that explains a programme's scheme, made from its rubrics, levels and rules."""
    programme, words = shared.programmes[programme_id], shared.words
    title = words("{programme}：怎么评", programme=programme.name)
    scheme = say_scheme(programme, shared)
    return HowProgrammeView(
        frame=frame_page(
            shared, url, title, here=programme.name, crumbs=((words("怎么评的"), urls.HOW),), description=scheme
        ),
        title=title,
        lead=scheme,
        programme=Link(words("看这个项目和它的组织"), urls.relative(url, urls.programme_url(programme_id))),
        facts=given(*_view_facts(programme, url, shared)),
        unknown=_say_unknown(programme, words),
        rubrics=tuple(_view_rubric(rubric, programme, url, shared) for rubric in programme.rubrics),
        levels_heading=words("各{level_word}的条件", level_word=programme.level_word),
        levels=_view_levels(_needs_of(programme.known_levels), programme, programme.rubrics, url, shared),
        rules=say_rules(programme.rules, programme, programme.rubrics, shared) if programme.rules else (),
        badges=view_badges(badges, programme, url, shared),
        sources=make_documents(programme.sources, (), url, shared),
    )


def _view_facts(programme: Programme, url: str, shared: Shared) -> Iterator[Labelled | None]:
    words = shared.words
    yield label_text(words("谁来评"), say_authority(programme, words))
    yield label_text(words("多久评"), say_cadence(programme.cadence, words) if programme.cadence else "")
    yield label_text(words("有效期"), say_validity(programme.validity, words) if programme.validity else "")
    yield label_text(words("公示"), say_publicity(programme, words))
    source = shared.programmes.get(programme.built_from) if programme.built_from else None
    if source:
        yield label_links(words("依据"), (Link(source.name, urls.relative(url, urls.programme_url(source.id))),))


def _say_unknown(programme: Programme, words: Words) -> str:
    """What nobody has published, so that silence is not taken for an answer."""
    if scheme_of(programme) in (Scheme.UNPUBLISHED, Scheme.DECLARED) and not programme.rubrics:
        return words("评分内容和各级的条件没有公布，本站不作推测。")
    if rates_bodies(programme) and not _has_needs(programme) and not programme.built_from:
        return words("各级的分数线没有公布，本站不作推测。")
    return ""


def _has_needs(programme: Programme) -> bool:
    return any(level.needs for level in programme.known_levels) or any(rubric.needs for rubric in programme.rubrics)


def _needs_of(levels: tuple[Level, ...]) -> LevelsAndNeeds:
    return tuple((level, level.needs) for level in levels if level.needs)


def _view_levels(
    needs: LevelsAndNeeds, programme: Programme, rubrics: tuple[Rubric, ...], url: str, shared: Shared
) -> tuple[LevelNeedsView, ...]:
    return tuple(
        LevelNeedsView(
            mark=draw_level(level, programme),
            href=urls.relative(url, urls.level_url(programme.id, level.id)),
            needs=say_needs(asked, programme, rubrics, shared),
        )
        for level, asked in needs
    )


def _view_rubric(rubric: Rubric, programme: Programme, url: str, shared: Shared) -> RubricView:
    words, checklist = shared.words, is_checklist(rubric)
    own = {entry.level: entry.needs for entry in rubric.needs}
    needs = tuple((level, own[level.id]) for level in programme.known_levels if level.id in own)
    return RubricView(
        heading=_name_rubric(rubric, programme, words),
        illustrative=words("这里的评价内容和分值是示例，没有公开的来源。") if rubric.illustrative else "",
        about=_say_about(rubric, programme, words),
        aspects=(
            *(_view_aspect(aspect, words, checklist=checklist) for aspect in rubric.aspects),
            *_view_extra(words("加分项"), rubric.bonus, words),
            *_view_extra(words("扣分项"), rubric.deductions, words),
        ),
        adding_up=() if checklist else say_adding_up(rubric, words),
        levels=_view_levels(needs, programme, (rubric,), url, shared),
        rules=say_rules(rubric.rules, programme, (rubric,), shared) if rubric.rules else (),
    )


def _name_rubric(rubric: Rubric, programme: Programme, words: Words) -> str:
    """The rubric's own name; without one its id where there are several."""
    if rubric.name:
        return rubric.name
    if len(programme.rubrics) > 1:
        return words("评分标准“{rubric}”", rubric=rubric.id)
    return words("清单") if is_checklist(rubric) else words("看什么，各多少分")


def _say_about(rubric: Rubric, programme: Programme, words: Words) -> str:
    kinds = words("、").join(kind.name for kind in programme.types if kind.id in rubric.types)
    return words("用于{types}。", types=kinds) if kinds else ""


def _view_aspect(aspect: Aspect, words: Words, *, checklist: bool) -> AspectView:
    items = tuple(_view_item(item, words, checklist=checklist) for item in aspect.items)
    if checklist:
        return AspectView(aspect.name, words("{n}项", n=len(items)), items)
    full = say_number(sum((item.max for item in aspect.items), Decimal(0)))
    if aspect.weight == 1:
        return AspectView(aspect.name, words("{n}分", n=full), items)
    return AspectView(aspect.name, words("{n}分，权重{weight}", n=full, weight=say_number(aspect.weight)), items)


def _view_item(item: Item, words: Words, *, checklist: bool) -> ItemView:
    notes = (
        words("要有佐证材料") if item.evidence is EvidenceNeed.REQUIRED else "",
        words("可以不适用") if item.may_be_n_a else "",
    )
    return ItemView(
        name=item.name,
        points="" if checklist else words("{n}分", n=say_number(item.max)),
        guidance=item.guidance or "",
        checks=tuple(_say_check(check, words) for check in item.checks),
        notes=tuple(note for note in notes if note),
    )


def _say_check(check: Check, words: Words) -> str:
    name = words("{name}（{n}分）", name=check.name, n=say_number(check.max)) if check.max is not None else check.name
    return words("{name}：{guidance}", name=name, guidance=check.guidance) if check.guidance else name


def _view_extra(name: str, extra: Extra | None, words: Words) -> Iterator[AspectView]:
    if extra:
        most = words("最多{n}分", n=say_number(extra.max)) if extra.max is not None else ""
        yield AspectView(name, most, tuple(_view_extra_item(item, words) for item in extra.items))


def _view_extra_item(item: ExtraItem, words: Words) -> ItemView:
    most = words("最多{n}分", n=say_number(item.max)) if item.max is not None else ""
    return ItemView(item.name, most, item.guidance or "", (), ())
