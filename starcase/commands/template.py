"""`template`: writes a workbook that people fill in about the bodies of a programme."""

from __future__ import annotations

import argparse
from datetime import date
from functools import partial
from pathlib import Path

from starcase.arguments import UsageMistake
from starcase.clock import today
from starcase.commands.ending import NOTHING_PUBLISHED, WHOLE, WRONG_USAGE, fail
from starcase.commands.folders import content_root
from starcase.exchange.tables.columns import TO_DATE, say_period, table_columns
from starcase.exchange.tables.fill_in import FillIn, everyday, part_of, write_fill_in
from starcase.language import Listing, Words, mark
from starcase.loading import read_text
from starcase.model.ids import ProgrammeId
from starcase.model.programme import Programme, Rates
from starcase.read.dates import parse_period
from starcase.read.scalars import Fault, Understood
from starcase.settings import Settings, read_settings
from starcase.sources.discover import discover_sources

_FIRST_HALF = 6


def run(typed: argparse.Namespace, words: Words) -> int:
    """The exit status. A file that is there already, and is another, stays: somebody may have filled it in."""
    root = content_root(typed)
    sources, _ = discover_sources(root)
    settings, problems = read_settings(sources, partial(read_text, root))
    if any(problem.is_error for problem in problems):
        says = words("config.yaml、项目或地区的文件里有错误，列不出可以选的内容。请先运行 check，改正以后再来。")
        return fail(NOTHING_PUBLISHED, says)
    programme = _programme(typed.programme, settings)
    periods = _periods(typed.period) if typed.period else _usual(typed.as_of or today(settings.config.time_zone))
    regions = part_of(settings.regions, programme.region)
    columns = everyday(table_columns(programme, regions, periods), regions)
    content = write_fill_in(FillIn(words(mark("填报表")), columns, regions, has_example=True), words)
    target = Path(typed.to) if typed.to else Path(f"{words(mark('填报表'))}-{programme.name}.xlsx")
    if target.exists() and target.read_bytes() != content:
        says = mark("“{file}”已经有了，里面可能有填好的内容，没有动它。请用 --to 另起一个名字。")
        return fail(WRONG_USAGE, words(says, file=target))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    shown = Listing(tuple(say_period(period) for period in periods), is_quoted=False)
    print(words("填报表写好了：{file}", file=target))
    if programme.indicators:
        print(words("里面有 {periods} 的服务数据各列；要别的年份，请加 --period。", periods=shown))
    return WHOLE


def _programme(named: str | None, settings: Settings) -> Programme:
    """The programme that was named by id or name; else the only one that has bodies of its own."""
    known = [one for one in settings.programmes.values() if one.rates is Rates.BODIES and one.built_from is None]
    wanted = [one for one in known if named is None or named in (one.id, one.name)]
    if len(wanted) == 1:
        return wanted[0]
    offers = Listing(tuple(f"{one.id}（{one.name}）" for one in known), is_quoted=False)
    if named is None:
        raise UsageMistake("这里有几个项目。请用 --programme 写明是哪一个：{offers}。", offers=offers)
    raise UsageMistake("没有“{named}”这个项目。可以写：{offers}。", named=ProgrammeId(named), offers=offers)


def _periods(typed: str) -> tuple[str, ...]:
    """The periods that were typed, with commas between them."""
    found = []
    for text in typed.replace("，", ",").replace("、", ",").split(","):
        parsed = TO_DATE if text.strip() in (TO_DATE, "累计") else parse_period(text.strip())
        if isinstance(parsed, Fault):
            says = mark("“{text}”不是一期。请写成 2025、2025-H1、2025-Q3 或 2025-07，几期之间用逗号分开。")
            raise UsageMistake(says, text=text)
        found.append(str(parsed.value if isinstance(parsed, Understood) else parsed))
    return tuple(dict.fromkeys(found))


def _usual(day: date) -> tuple[str, ...]:
    """The year that figures are mostly gathered for: this one from July on, before that the last."""
    return (str(day.year if day.month > _FIRST_HALF else day.year - 1),)
