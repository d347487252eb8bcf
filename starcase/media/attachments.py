"""Says what must be mended in a file that is published as it is, before it is."""

from __future__ import annotations

from collections.abc import Iterator

from starcase.language import Listing, Phrase, mark, phrase
from starcase.media.looking import Looked
from starcase.model.personal import PersonalKind
from starcase.privacy.attachments import Sort, Trace, Unit, digest_of_value
from starcase.privacy.guard import Guard, allowances_at
from starcase.problems import DocumentId, Path, Problem, Severity, problem, rule

ATTACHMENT_PERSONAL = rule(
    "attachment-personal-data",
    says="附件“{file}”里有 {count} 处个人信息，不能公布：{shown}。",
    mend="请在附件里删去这些内容，保存后替换这个文件。",
    in_drafts=True,
)
ATTACHMENT_AUTHOR = rule(
    "attachment-author",
    says="附件“{file}”的文件属性里记着姓名“{covered}”，下载的人看得到。",
    mend="请用 Word 或 WPS 打开它，在“文件—信息—检查文档”里删去个人信息，再保存。",
    severity=Severity.WARNING,
)
ATTACHMENT_HIDDEN = rule(
    "attachment-hidden-content",
    says="附件“{file}”里有藏着的内容，下载的人看得到：{shown}。",
    mend="请让它们显示出来，删去不该公布的，再保存。",
    severity=Severity.WARNING,
)

_MOST_SHOWN = 3
_PLACES = {
    Unit.PARAGRAPH: mark("第 {place} 段的{kind}“{covered}”"),
    Unit.LINE: mark("第 {place} 行的{kind}“{covered}”"),
    Unit.PAGE: mark("第 {place} 页的{kind}“{covered}”"),
}
_HIDDEN = {
    Sort.SHEET: mark("隐藏的工作表“{sheet}”"),
    Sort.COLUMNS: mark("工作表“{sheet}”里隐藏的列"),
    Sort.ROWS: mark("工作表“{sheet}”里隐藏的行"),
    Sort.REMARKS: mark("批注"),
    Sort.CHANGES: mark("修订痕迹"),
}


def check_attachment(seen: Looked, document: DocumentId, written: str, path: Path, guard: Guard) -> Iterator[Problem]:
    """Reports: attachment-personal-data, attachment-author, attachment-hidden-content."""
    allowed = {digest_of_value(one.value) for one in allowances_at(guard, document)}
    traces = [trace for trace in seen.traces if trace.value not in allowed]
    if numbers := [trace for trace in traces if trace.sort is Sort.NUMBER]:
        shown = Listing(tuple(map(_number, numbers[:_MOST_SHOWN])), False, len(numbers) > _MOST_SHOWN)
        yield problem(ATTACHMENT_PERSONAL, document, path, file=written, count=len(numbers), shown=shown)
    for trace in traces:
        if trace.sort is Sort.AUTHOR:
            yield problem(ATTACHMENT_AUTHOR, document, path, file=written, covered=trace.shown)
    if hidden := [trace for trace in traces if trace.sort in _HIDDEN]:
        shown = Listing(
            tuple(phrase(_HIDDEN[trace.sort], sheet=trace.sheet) for trace in hidden[:_MOST_SHOWN]),
            False,
            len(hidden) > _MOST_SHOWN,
        )
        yield problem(ATTACHMENT_HIDDEN, document, path, file=written, shown=shown)


def _number(trace: Trace) -> Phrase:
    kind = PersonalKind(trace.kind).label
    if trace.sheet:
        return phrase(
            "表“{sheet}”{place} 的{kind}“{covered}”",
            sheet=trace.sheet,
            place=trace.place,
            kind=kind,
            covered=trace.shown,
        )
    return phrase(_PLACES[trace.unit], place=trace.place, kind=kind, covered=trace.shown)
