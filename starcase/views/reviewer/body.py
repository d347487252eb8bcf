"""A body as reviewers see it: what is to be done, what was found, how its level came about, what only they know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct

from starcase.language import Words, mark, say_day
from starcase.model.contest import Placed
from starcase.model.desk import Line, Scores, Work
from starcase.model.ids import RegionId
from starcase.model.organization import Organization
from starcase.model.programme import Programme
from starcase.model.review import Review
from starcase.model.row import Row
from starcase.model.values import PartialDate
from starcase.views import urls
from starcase.views.frame import Frame, Link
from starcase.views.parts import say_count, say_date, say_period
from starcase.views.public.documents import Files
from starcase.views.public.known_body import read_body
from starcase.views.public.labelled import Labelled, given, label_links, label_text
from starcase.views.public.ratings import RatingsView, project_ratings
from starcase.views.reviewer import addresses
from starcase.views.reviewer.desk import (
    SECRET,
    Cell,
    Column,
    Kind,
    Section,
    Table,
    frame,
    number_cell,
    say_level,
    say_region,
)
from starcase.views.reviewer.lists import say_mark, say_state, tell_mark
from starcase.views.shared import Shared

_UNREADABLE = mark("资料有错误，读不出来；下面只有从清单里知道的内容。请按上面列出的地方改正。")
_HELD_BACK = mark("公开网站上这家组织暂时只有名称和联系方式，等错误改正后才会显示全部内容。")


class WorkView(Struct, frozen=True):
    """One thing to do; `other` leads to the body with which it has to do."""

    pile: str
    tone: str
    kind: str
    says: str
    mend: str
    where: str
    other: Link | None


class TickView(Struct, frozen=True):
    """How far the body has been checked; `cell` is the result, `said` who and when."""

    cell: Cell
    said: str


class BodyView(Struct, frozen=True):
    frame: Frame
    secret: str
    name: str
    number: str
    notes: tuple[str, ...]
    work: tuple[WorkView, ...]
    tick: TickView
    facts: tuple[Labelled, ...]
    groups: Table | None
    ratings: tuple[RatingsView, ...]
    services: Table | None
    inside: tuple[Section, ...]
    """What only reviewers know."""


def project_body(
    shared: Shared,
    url: str,
    record: bytes | None,
    review: bytes | None,
    row: Row,
    line: Line,
    files: Files,
    placed: tuple[Placed, ...],
    scores: tuple[Scores, ...],
) -> BodyView:
    """The page of a body. `record` is None where it cannot be read; `scores` are those of the groups in each round."""
    words = shared.words
    body = read_body(record) if record is not None else None
    kept = Review.model_validate_json(review) if review is not None else Review()
    district = say_region(line.district, shared)
    programme = shared.programmes.get(line.programme) if line.programme else None
    above = ((words("组织"), addresses.BODIES), (district, addresses.district_url(line.district)))
    return BodyView(
        frame=frame(shared, url, line.name, above),
        secret=words(SECRET),
        name=line.name,
        number=line.id,
        notes=tuple(words(text) for text in _notes(body, line)),
        work=tuple(_view_work(one, url, words) for one in line.work),
        tick=TickView(say_mark(line.mark, words), tell_mark(line.mark, words) if line.mark else ""),
        facts=_facts(body, row, line, url, shared),
        groups=_groups(scores, shared),
        ratings=project_ratings(body, row.standing, placed, files, url, shared) if body else (),
        services=_services(body, programme, shared) if body else None,
        inside=tuple(_inside(kept, words)),
    )


def _notes(body: Organization | None, line: Line) -> Iterator[str]:
    if body is None:
        yield _UNREADABLE
    if line.is_held_back:
        yield _HELD_BACK


def _view_work(one: Work, url: str, words: Words) -> WorkView:
    other = Link(one.other, urls.relative(url, addresses.body_url(one.other))) if one.other else None
    return WorkView(words(one.pile.zh[0]), one.pile.value, one.kind, one.says, one.mend, one.where, other)


# ── Facts ──


def _facts(body: Organization | None, row: Row, line: Line, url: str, shared: Shared) -> tuple[Labelled, ...]:
    words = shared.words
    programme = shared.programmes.get(line.programme) if line.programme else None
    kind = programme.type(line.type) if programme else None
    district = Link(say_region(line.district, shared), urls.relative(url, addresses.district_url(line.district)))
    places = words("、").join(_say_path(region, shared) for region in row.regions if region in shared.regions)
    return given(
        label_links(words("区县"), (district,)),
        label_text(words("地点"), places or None),
        label_text(words("项目"), programme.name if programme else None),
        label_text(words("类型"), kind.name if kind else None),
        label_text(words("组织状态"), words(row.status.zh[0])),
        label_text(words("评定等级"), say_level(line.programme, line.level, shared) or None),
        label_text(words("公开显示"), say_state(line, words)),
        label_text(words("有效期至"), say_day(row.standing.valid_until, words) if row.standing.valid_until else None),
        label_text(words("电话"), row.phone),
        label_text(words("地址"), row.address),
        label_text(words("资料文件"), row.document.file),
        *(_written(body, words) if body else ()),
    )


def _say_path(region: RegionId, shared: Shared) -> str:
    return " ".join(node.name for node in shared.regions.path(region))


def _written(body: Organization, words: Words) -> Iterator[Labelled | None]:
    people = body.people
    yield label_text(words("成立时间"), say_date(body.founded, words) if body.founded else None)
    yield label_text(words("统一社会信用代码"), body.uscc)
    yield label_text(words("曾用名"), words("、").join(body.former_names) or None)
    yield label_text(words("负责人"), people.leader.name if people and people.leader else None)
    yield label_text(words("成员人数"), people.members.text if people and people.members else None)
    yield label_text(words("党员人数"), people.party_members.text if people and people.party_members else None)
    yield label_text(words("服务内容"), words("、").join(body.offers) or None)
    yield label_text(words("简介"), body.summary)


def _services(body: Organization, programme: Programme | None, shared: Shared) -> Table | None:
    """Every figure by period; a column for each indicator."""
    services, words = body.services, shared.words
    if services is None or not services.periods or programme is None:
        return None
    used = {count.indicator for period in services.periods for count in period.counts}
    indicators = [one for one in programme.indicators if one.id in used]
    rows = []
    for period in sorted(services.periods, key=lambda one: one.period.first_day, reverse=True):
        counts = {count.indicator: count.count for count in period.counts}
        cells = (say_count(counts[one.id], one.unit, words) if one.id in counts else "" for one in indicators)
        rows.append((Cell(say_period(period.period, words)), *map(Cell, cells)))
    return Table((Column(words("期次")), *(Column(one.name, Kind.NUMBER) for one in indicators)), tuple(rows))


# ── The groups side by side ──


def _groups(scores: tuple[Scores, ...], shared: Shared) -> Table | None:
    """A row for each item of the latest round, a column for each group."""
    if not scores:
        return None
    words, latest = shared.words, scores[0]
    some = [one for one in scores if (one.programme, one.period) == (latest.programme, latest.period)]
    items = tuple(dict.fromkeys(name for one in some for name, _ in one.points))
    points = [dict(one.points) for one in some]
    rows = [
        (Cell(item), *(Cell(given.get(item, ""), tone=_differs(item, points)) for given in points)) for item in items
    ]
    rows.append((Cell(words("总分")), *(number_cell(one.total) for one in some)))
    for label, levels in (
        (words("申报等级"), [one.claimed for one in some]),
        (words("推荐等级"), [one.recommended for one in some]),
    ):
        if any(levels):
            rows.append((Cell(label), *(Cell(say_level(latest.programme, level, shared)) for level in levels)))
    if any(one.remark for one in some):
        rows.append((Cell(words("评语")), *(Cell(one.remark or "") for one in some)))
    return Table((Column(words("评价内容")), *(Column(one.name, Kind.NUMBER) for one in some)), tuple(rows))


def _differs(item: str, points: list[dict[str, str]]) -> str:
    return "look" if len({given[item] for given in points if given.get(item)}) > 1 else ""


# ── What only reviewers know ──


def _inside(review: Review, words: Words) -> Iterator[Section]:
    def section(
        name: str, heading: str, columns: Iterable[str], rows: Iterable[tuple[object, ...]]
    ) -> Iterator[Section]:
        filled = tuple(tuple(_cell(value, words) for value in row) for row in rows)
        if filled:
            yield Section(name, words(heading), Table(tuple(Column(words(one)) for one in columns), filled))

    yield from section(
        "ticks",
        mark("核查记录"),
        (mark("日期"), mark("核查人"), mark("结果"), mark("备注")),
        ((one.date, one.by, words(one.result.zh[0]), one.remark) for one in reversed(review.checked)),
    )
    yield from section(
        "notes",
        mark("内部备注"),
        (mark("日期"), mark("经办人"), mark("内容")),
        ((one.date, one.by, one.text) for one in review.notes),
    )
    yield from section(
        "complaints",
        mark("投诉"),
        (mark("日期"), mark("来源"), mark("内容"), mark("答复"), mark("答复日期")),
        ((one.date, one.complainant, one.text, one.answer, one.answered) for one in review.complaints),
    )
    yield from section(
        "follow-ups",
        mark("跟进事项"),
        (mark("日期"), mark("经办人"), mark("内容"), mark("期限"), mark("办结日期")),
        ((one.date, one.by, one.text, one.due, one.done) for one in review.follow_ups),
    )
    yield from section(
        "contacts",
        mark("内部联系人"),
        (mark("姓名"), mark("身份"), mark("电话"), mark("身份证号"), mark("地址"), mark("说明")),
        ((one.name, one.role, one.phone, one.id_number, one.address, one.note) for one in review.contacts),
    )
    yield from section(
        "consents",
        mark("同意记录"),
        (mark("姓名"), mark("范围"), mark("同意日期"), mark("撤回日期")),
        (
            (one.person, one.scope, _partial(one.given, words), _partial(one.withdrawn, words))
            for one in review.consents
        ),
    )


def _partial(when: PartialDate | None, words: Words) -> str:
    return say_date(when, words) if when else ""


def _cell(value: object, words: Words) -> Cell:
    if value is None:
        return Cell("")
    return Cell(say_day(value, words) if isinstance(value, date) else str(value))
