"""`checklist`: sends the reviewers' list out as a workbook, and takes it back."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path

from starcase.arguments import PROGRAM, UsageMistake
from starcase.commands.chosen import options_of
from starcase.commands.ending import FOUND_ERRORS, NOTHING_PUBLISHED, WHOLE, WRONG_USAGE, fail
from starcase.desk.making import latest_mark
from starcase.exchange.checklists.book import Listed, write_checklist
from starcase.exchange.checklists.returns import Collected, Returned, collect, read_returns
from starcase.exchange.editing.applying import apply_all
from starcase.exchange.editing.edits import edit
from starcase.exchange.editing.manuscript import CannotEdit
from starcase.exchange.editing.yaml_text import Style, entry_lines
from starcase.exchange.tables.archives import marked_name
from starcase.exchange.tables.given import Complaint, Spot, say_complaint
from starcase.exchange.tables.marked import write_marked
from starcase.language import Listing, Words, mark, phrase
from starcase.loading import Loaded
from starcase.model.desk import Desk, Line, Pile
from starcase.model.ids import OrganizationId, RegionId
from starcase.model.review import Review, Tick
from starcase.pipeline import load
from starcase.report import show_progress
from starcase.sources.files import read_steadily
from starcase.sources.text import decode
from starcase.views.parts import say_place
from starcase.views.reviewer.desk import say_level, say_region
from starcase.views.reviewer.lists import say_mark, tell_mark
from starcase.views.reviewer.summaries import by_district

_EXPORT, _COLLECT = "export", "collect"
_CHINESE = {"导出": _EXPORT, "收回": _COLLECT}
_PILES = {word: pile for pile in Pile for word in (pile.value, *pile.zh)}
_HEADER = "# 内部资料：只给工作人员看，不会出现在公开的网站上。"


def run(typed: argparse.Namespace, words: Words) -> int:
    """The exit status."""
    action = _CHINESE.get(typed.action, typed.action)
    if action not in (_EXPORT, _COLLECT):
        raise UsageMistake("checklist 后面要写 export（导出）或 collect（收回）。")
    with show_progress(sys.stderr, words) as progress:
        loaded = load(options_of(typed, audience="review"), progress)
    with closing(loaded.store):
        if loaded.desk is None or loaded.stopped:
            says = mark("资料的设置有错误，现在列不出清单。请先运行 {program} check --audience review。")
            return fail(NOTHING_PUBLISHED, words(says, program=PROGRAM))
        return _export(loaded, loaded.desk, typed, words) if action == _EXPORT else _collect(loaded.desk, typed, words)


# ── Out ──


def _export(loaded: Loaded, desk: Desk, typed: argparse.Namespace, words: Words) -> int:
    piles = (_pile(typed.pile),) if typed.pile else tuple(Pile)
    district = _district(typed.district, desk) if typed.district else None
    lines = [
        line
        for line in desk.lines
        if (district is None or line.district == district)
        and any(line.has(pile) for pile in piles)
        and (typed.all or not line.is_settled)
    ]
    if not lines:
        return fail(WRONG_USAGE, words("没有要核查的组织，没有写清单。已经核查过的也要列出来，请加 --all。"))
    shared = loaded.context.shared
    about = words("、").join(
        (*([say_region(district, shared)] if district else []), *(words(one.zh[0]) for one in piles))
    )
    target = Path(typed.to) if typed.to else Path(f"{words('核查清单')}.xlsx")
    content = write_checklist([_list(line, piles, desk, loaded, words) for line in lines], about, words)
    if target.exists() and target.read_bytes() != content:
        says = mark("“{file}”已经有了，里面可能有填好的内容，没有动它。请用 --to 另起一个名字。")
        return fail(WRONG_USAGE, words(says, file=target))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    print(words("清单写好了：{file}，共 {n} 个组织。", file=target, n=len(lines)))
    return WHOLE


def _list(line: Line, piles: Iterable[Pile], desk: Desk, loaded: Loaded, words: Words) -> Listed:
    shared, noted = loaded.context.shared, desk.notes.get(line.id)
    before = f"{say_mark(line.mark, words).text} {tell_mark(line.mark, words)}" if line.mark else ""
    return Listed(
        line=line,
        district=say_region(line.district, shared),
        place=say_place(line.regions, shared, deepest=1),
        says=tuple(f"{one.kind}：{one.says}" for one in line.work if one.pile in piles),
        level=say_level(line.programme, line.level, shared),
        due=say_level(line.programme, line.earned, shared),
        before=before,
        digest=noted.digest if noted else desk.catalogue.by_id[line.id].digest,
    )


def _pile(typed: str) -> Pile:
    if typed not in _PILES:
        known = Listing(tuple(f"{pile.value}（{pile.zh[0]}）" for pile in Pile), is_quoted=False)
        raise UsageMistake("没有“{typed}”这一堆。可以写：{known}。", typed=typed, known=known)
    return _PILES[typed]


def _district(typed: str, desk: Desk) -> RegionId:
    regions = desk.catalogue.regions
    known = [district for district in by_district(desk.lines, regions) if district]
    found = next((one for one in known if typed in (one, regions[one].name)), None)
    if found is None:
        names = Listing(tuple(regions[one].name for one in known), is_quoted=False)
        raise UsageMistake("没有“{typed}”这个区县。可以写：{known}。", typed=typed, known=names)
    return found


# ── Back ──


def _collect(desk: Desk, typed: argparse.Namespace, words: Words) -> int:
    paths = [Path(file) for file in typed.files]
    if not paths:
        raise UsageMistake("collect 后面要写收回来的文件，可以写几个，也可以写文件夹。")
    if gone := [path for path in paths if not path.exists()]:
        raise UsageMistake("没有“{file}”这个文件。", file=gone[0])
    returned = read_returns(paths)
    reviews = {body: reviewed.review for body, reviewed in desk.reviews.items()}
    collected = collect(returned, _digests(desk), reviews, is_settled=typed.settled)
    root = options_of(typed, audience="review").root
    writes, stuck = _writes(root, collected.ticks, desk)
    apply_all(root, writes)
    written = {body for body in collected.ticks if _path(body, desk) in writes}
    complaints = (*returned.complaints, *collected.complaints, *stuck)
    for line in _tell(returned, collected, complaints, len(written), words):
        print(line)
    _mark_copies(returned, (*complaints, *collected.conflicts), words)
    for line in _progress(desk, {body: collected.ticks[body] for body in written}, words):
        print(line)
    waits = collected.conflicts or any(one.must for one in complaints)
    return FOUND_ERRORS if waits else WHOLE


def _digests(desk: Desk) -> dict[OrganizationId, str]:
    rows = desk.catalogue.by_id
    return {
        line.id: desk.notes[line.id].digest if line.id in desk.notes else rows[line.id].digest for line in desk.lines
    }


def _path(body: OrganizationId, desk: Desk) -> Path:
    kept = desk.reviews.get(body)
    return Path(kept.kept.document.file) if kept else Path("review", "organizations", f"{body}.yaml")


def _writes(
    root: Path, ticks: Mapping[OrganizationId, tuple[Tick, ...]], desk: Desk
) -> tuple[dict[Path, bytes | None], list[Complaint]]:
    """The files as they are to be, and those that cannot be changed without touching anything else."""
    writes: dict[Path, bytes | None] = {}
    stuck: list[Complaint] = []
    for body, new in ticks.items():
        path, entries = _path(body, desk), [_entry(tick) for tick in new]
        place = root / path
        if not place.is_file():
            lines = entry_lines("checked", entries, 0, Style())
            writes[path] = ("\n".join((_HEADER, *lines)) + "\n").encode()
            continue
        try:
            writes[path] = _with_ticks(read_steadily(str(place)), entries, desk, body)
        except CannotEdit:
            wrong = phrase("这个文件写得特别，程序不敢改")
            stuck.append(
                Complaint(Spot(path.as_posix()), "", "", wrong, phrase("请打开它，照别的文件的样子重新写一遍。"))
            )
    return writes, stuck


def _with_ticks(content: bytes, entries: list[dict[str, str]], desk: Desk, body: OrganizationId) -> bytes:
    text, _ = decode(content, "")
    if text is None or (body not in desk.reviews and text.strip()):
        raise CannotEdit("cannot be read")
    if body not in desk.reviews:
        return (text + "\n".join(entry_lines("checked", entries, 0, Style())) + "\n").encode()
    known = len(desk.reviews[body].review.checked)
    if not known:
        return edit(text, 0, {("checked",): entries}, kind=Review).encode()
    return edit(text, 0, {("checked", known + number): one for number, one in enumerate(entries)}, kind=Review).encode()


def _entry(tick: Tick) -> dict[str, str]:
    values = {
        "date": tick.date.isoformat(),
        "by": tick.by,
        "result": tick.result.zh[0],
        "remark": tick.remark,
        "digest": tick.digest,
    }
    return {name: value for name, value in values.items() if value}


def _tell(
    returned: Returned, collected: Collected, complaints: Iterable[Complaint], written: int, words: Words
) -> Iterator[str]:
    """What came of it, then what has to be settled."""
    says = mark("收下 {written} 个组织的核查结果；早已记下的 {repeated} 条；还没有填的 {empty} 行。")
    yield words(says, written=written, repeated=collected.repeated, empty=returned.empty)
    if collected.conflicts:
        yield words("几个人写的不一样，都没有记，等商量：")
        yield from (f"  {say_complaint(one, words)}" for one in collected.conflicts)
    if complaints := tuple(complaints):
        yield words("要改的地方：")
        yield from (f"  {say_complaint(one, words)}" for one in complaints)


def _mark_copies(returned: Returned, complaints: tuple[Complaint, ...], words: Words) -> None:
    """A marked copy beside each file in which something waits."""
    for source in returned.sources:
        if source.inside is None and any(one.must and one.spot.file == source.file for one in complaints):
            target = source.path.with_name(marked_name(source))
            if write_marked(source, complaints, target, words):
                print(words("标出来的副本：{file}", file=target))


def _progress(desk: Desk, ticks: Mapping[OrganizationId, tuple[Tick, ...]], words: Words) -> Iterator[str]:
    """How far each district is, with what was just recorded."""
    digests = _digests(desk)

    def is_settled(line: Line) -> bool:
        if line.id not in ticks:
            return line.is_settled
        made = latest_mark(Review(checked=ticks[line.id]), digests[line.id])
        return made is not None and made.is_settled

    yield words("各区县进度：")
    for district, lines in by_district(desk.lines, desk.catalogue.regions).items():
        to_check = [line for line in lines if line.work]
        name = desk.catalogue.regions[district].name if district else words("（没有写地区）")
        done = sum(map(is_settled, to_check))
        yield words("  {district} 已核查 {done} / {all}", district=name, done=done, all=len(to_check))
