"""`round publicity`: drafts the publicity notice of a round, with its days counted."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from starcase.arguments import UsageMistake
from starcase.commands.ending import WHOLE
from starcase.commands.rounds.decide import draft, is_up_to_date
from starcase.commands.rounds.desk import Seat, open_desk, take_seat
from starcase.exchange.editing.applying import apply_all
from starcase.exchange.editing.yaml_text import bracket_text, scalar_text
from starcase.exchange.rounds.files import change_decisions, with_status
from starcase.language import Words, mark, say_day
from starcase.model.programme import Programme
from starcase.model.rounds import RoundDecision, Stage
from starcase.rating.publicity import last_day_of
from starcase.rating.terms import place_of
from starcase.report import print_lines
from starcase.reviewing.folders import paths_of
from starcase.reviewing.publishing import notice_id
from starcase.views.parts import say_period

_DAY = timedelta(days=1)


def run(typed: argparse.Namespace, words: Words) -> int:
    """The exit status."""
    with open_desk(typed, words) as desk:
        seat = take_seat(desk, typed.words)
        file = f"content/notices/{notice_id(seat.folder)}.md"
        if seat.folder.round.status is Stage.PUBLISHED:
            raise UsageMistake("这一批已经公布，不用再公示。")
        if (desk.root / file).exists():
            raise UsageMistake("公示已经起草过：{file}。要重新起草的，先删去它。", file=file)
        opens = typed.opens or desk.day
        closes = _closing_day(opens, seat.programme)
        decisions = seat.folder.decisions
        decided = max(decisions.decided, closes + _DAY) if decisions else None
        if decisions is None or decided is None or not is_up_to_date(draft(seat, decided)):
            raise UsageMistake("评分或者审定结果还有变动，请先运行 round decide。")
        paths = paths_of(seat.folder.programme, seat.folder.period)
        round_text = (desk.root / paths.round).read_bytes().decode()
        notice = "\n".join(_notice(seat, opens, closes)) + "\n"
        written = (desk.root / paths.decisions).read_bytes().decode()
        known = {one.organization: one for one in decisions.decisions}
        apply_all(
            desk.root,
            {
                Path(file): notice.encode(),
                Path(paths.round): with_status(round_text, Stage.PUBLICITY).encode(),
                Path(paths.decisions): change_decisions(written, decisions, known, decided).encode(),
            },
        )
        says = mark(
            "公示已起草：{file}，{opens}起，到{closes}；评定日期是{decided}。核对后删去 draft 一行，再生成网站。"
        )
        print_lines(
            [
                (
                    words(
                        says,
                        file=file,
                        opens=say_day(opens, words),
                        closes=say_day(closes, words),
                        decided=say_day(decided, words),
                    ),
                    "green",
                )
            ],
            sys.stdout,
        )
    return WHOLE


def _closing_day(opens: date, programme: Programme) -> date:
    """The last day for objections. UsageMistake where nobody says how long, or which days are working days."""
    if programme.publicity is None:
        raise UsageMistake("项目文件没有写公示期。请先写上，例如 publicity: {{working_days: 5}}。")
    closes = last_day_of(opens, programme.publicity)
    if closes is None:
        raise UsageMistake("还不知道{year}年放假调休的安排，算不出工作日。请在公示里自己写 closes。", year=opens.year)
    return closes


def _notice(seat: Seat, opens: date, closes: date) -> Iterator[str]:
    words, programme, folder = seat.desk.words, seat.programme, seat.folder
    listed = _listed(seat)
    title = words(
        "{programme}{period}拟评定名单公示", programme=programme.name, period=say_period(folder.period, words)
    )
    contact = seat.desk.settings.config.identity.contact
    yield "---"
    yield f"title: {scalar_text(title)}"
    yield f"date: {opens.isoformat()}"
    yield "kind: 公示"
    yield f"programme: {programme.id}"
    yield f"period: {folder.period}"
    if programme.authority:
        yield f"issuer: {scalar_text(programme.authority[0].name)}"
    yield f"opens: {opens.isoformat()}"
    yield f"closes: {closes.isoformat()}"
    reach = words("，").join(filter(None, (contact.phone, contact.email, contact.address))) if contact else ""
    yield f"contact: {scalar_text(reach)}" if reach else words("contact:            # 受理异议的电话、邮箱或地址")
    yield words("draft: true         # 核对后删去这一行，就会公布")
    yield "list:"
    yield from (f"  - {bracket_text({'id': one.organization, 'level': one.level})}" for one in listed)
    yield "---"
    yield ""
    groups = words("、").join(group.name for group in folder.round.groups)
    says = mark("经{groups}评审，拟评定{n}{measure}（名单附后）。现予公示，时间从{opens}到{closes}。")
    yield words(
        says,
        groups=groups,
        n=len(listed),
        measure=programme.measure_word,
        opens=say_day(opens, words),
        closes=say_day(closes, words),
    )
    yield ""
    yield words("对名单有异议的，请在公示期内写明理由，向受理单位反映。")


def _listed(seat: Seat) -> list[RoundDecision]:
    """Those who are to have a level, the best first."""
    decisions = seat.folder.decisions.decisions if seat.folder.decisions else ()
    order = {row.id: row.order for row in seat.roster.rows}
    rated = [one for one in decisions if one.level and one.organization in order]
    return sorted(rated, key=lambda one: (place_of(one.level, seat.programme), order[one.organization]))
