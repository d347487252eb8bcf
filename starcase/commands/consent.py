"""`consent`: who agreed to be shown: `list`, `add`, `withdraw`, and the `form` to be signed."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from starcase.arguments import UsageMistake
from starcase.clock import today
from starcase.commands.ending import FOUND_ERRORS, WHOLE
from starcase.commands.folders import content_root
from starcase.consents.comparing import compare_consents
from starcase.consents.form import consent_form
from starcase.consents.register import Consent, read_register, with_consent, with_withdrawal
from starcase.consents.withdrawal import Told, Withdrawal, plan_withdrawal
from starcase.exchange.editing.applying import apply_all
from starcase.exchange.editing.manuscript import CannotEdit
from starcase.exchange.records.private_parts import review_file
from starcase.exchange.records.shelf import Shelf, read_shelf
from starcase.language import Words, mark

_ALSO = mark("网站里还有这个名字，直到重新生成：请运行 build，再上传。上一次生成的网站里也有，不要用 rollback 退回去。")


def run(typed: argparse.Namespace, words: Words) -> int:
    """The exit status."""
    root = content_root(typed)
    match typed.action:
        case "list" | None:
            return _list(root, typed.organization, words)
        case "form":
            return _write_form(root, typed, words)
        case "add":
            return _add(root, typed, words)
    return _withdraw(root, typed, words)


def _withdraw(root: Path, typed: argparse.Namespace, words: Words) -> int:
    person = _person(typed)
    shelf = read_shelf(root)
    body = _body(shelf, typed.organization)
    plan = plan_withdrawal(root, person, body)
    registered = {one.organization for one in read_register(root)[0] if one.person == person and not one.withdrawn}
    bodies = {*plan.bodies, *registered} if body is None else {body}
    if not (plan.writes or plan.undecided or registered):
        print(words("资料里和登记里都没有“{person}”。请核对姓名有没有写错。", person=person))
        return FOUND_ERRORS
    day = today(shelf.settings.config.time_zone)
    _note_withdrawal(root, plan, person, bodies, day)
    apply_all(root, plan.writes)
    _tell(plan, person, words)
    return WHOLE


def _note_withdrawal(root: Path, plan: Withdrawal, person: str, bodies: set[str], day: date) -> None:
    for body in sorted(bodies):
        place = root / review_file(body)
        try:
            plan.writes[place] = with_withdrawal(_content(place), person, day)
        except (CannotEdit, UnicodeDecodeError) as error:
            raise UsageMistake(
                mark("{file} 读不了，没有登记，什么都没有改。请改好这个文件，再运行一次。"),
                file=place.relative_to(root).as_posix(),
            ) from error


def _tell(plan: Withdrawal, person: str, words: Words) -> None:
    for title, told in (
        (mark("已改好 {n} 处："), plan.changed),
        (mark("还有 {n} 处要请您自己看："), plan.undecided),
    ):
        if told:
            print(words(title, n=len(told)))
        for one in told:
            print("  " + _at(one, words))
    print(words("已登记：“{person}”撤回同意。", person=person))
    print(words(_ALSO))


def _at(told: Told, words: Words) -> str:
    place = f"{told.file}:{told.line}" if told.line else told.file
    return f"{place}  {told.says.said(words)}"


def _add(root: Path, typed: argparse.Namespace, words: Words) -> int:
    person, shelf = _person(typed), read_shelf(root)
    body = _body(shelf, typed.organization)
    if body is None:
        raise UsageMistake(mark("请用 --organization 写明是哪个组织（编号）。"))
    place, day = root / review_file(body), today(shelf.settings.config.time_zone)
    try:
        content = with_consent(_content(place), person, typed.scope, day)
    except (CannotEdit, UnicodeDecodeError) as error:
        says = mark("{file} 读不了，没有登记，什么都没有改。请改好这个文件，再运行一次。")
        raise UsageMistake(says, file=place.relative_to(root).as_posix()) from error
    apply_all(root, {place: content})
    print(words("已登记：“{person}”同意在“{name}”的页面上公开。", person=person, name=shelf.by_id[body].name))
    return WHOLE


def _list(root: Path, organization: str | None, words: Words) -> int:
    shelf = read_shelf(root)
    body = _body(shelf, organization)
    consents, unreadable = read_register(root)
    shown = [one for one in consents if body in (None, one.organization)]
    for one in shown:
        print(_line(one, shelf, words))
    print(words("一共登记了 {n} 条。", n=len(shown)))
    differences = [one for one in compare_consents(shelf, consents) if body in (None, one.organization)]
    for difference in differences:
        print(f"{difference.file}:{difference.line}  {difference.says.said(words)}")
    for file in unreadable:
        print(words("{file} 读不了。请用记事本打开，改好再看。", file=file))
    return FOUND_ERRORS if differences or unreadable else WHOLE


def _line(one: Consent, shelf: Shelf, words: Words) -> str:
    record = shelf.by_id.get(one.organization)
    return words("，").join(_parts(one, record.name if record else one.organization, words))


def _parts(one: Consent, name: str, words: Words) -> Iterator[str]:
    yield words("{name}：{person}", name=name, person=one.person)
    if one.scope:
        yield words("范围 {scope}", scope=one.scope)
    yield words("{day} 同意", day=one.given) if one.given else words("没有写哪一天同意")
    if one.withdrawn:
        yield words("{day} 撤回", day=one.withdrawn)


def _write_form(root: Path, typed: argparse.Namespace, words: Words) -> int:
    shelf = read_shelf(root)
    body = _body(shelf, typed.organization)
    target = Path(typed.to or "同意书.docx")
    target.write_bytes(consent_form(shelf.settings.config, shelf.by_id[body].name if body else None, words))
    print(words("已写好同意书：{file}。打印出来，请本人签名，收好。", file=target))
    return WHOLE


def _person(typed: argparse.Namespace) -> str:
    person = (
        "".join((typed.person or "").split()) if not (typed.person or "").isascii() else (typed.person or "").strip()
    )
    if len(person) < 2:
        raise UsageMistake(mark("请写上姓名，例如：consent withdraw 张三"))
    return person


def _body(shelf: Shelf, organization: str | None) -> str | None:
    """The id that was typed, or that of the only body of that name."""
    if organization is None or organization in shelf.by_id:
        return organization
    called = [record.id for record in shelf.records if record.name == organization]
    if len(called) != 1:
        raise UsageMistake(mark("没有编号是“{organization}”的组织。请核对编号。"), organization=organization)
    return called[0]


def _content(place: Path) -> bytes | None:
    return place.read_bytes() if place.is_file() else None
