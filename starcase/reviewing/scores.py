"""The scores of one group in one region as a CSV file: `scores/<group>/<region>.csv`."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping

from starcase.language import Phrase
from starcase.model.ids import OrganizationId
from starcase.model.programme import Programme
from starcase.model.rounds import Round, ScoreRow
from starcase.problems import DocumentId, Problem, problem, rule
from starcase.reviewing.cells import Value, Wrong, cell_of, make_row, read_cell
from starcase.reviewing.columns import ORGANIZATION, SheetColumn, columns_of, rubrics_of

SCORE_CELL = rule(
    "round-score",
    says="“{field}”写的是“{got}”，{wrong}。",
    mend="请改正这一格；不用评的，清空它。",
)
SCORE_HEADER = rule(
    "round-score-column",
    says="第一行的“{got}”不是评分表的列。",
    mend="请改成评分标准里的编号，或者删去这一列。",
)
NO_BODY = rule(
    "round-score-nobody",
    says="这一行没有写组织编号。",
    mend="请在“organization”一列补上编号，或者删去这一行。",
)

_FORMULA = ("=", "+", "-", "@")


def write_scores(rows: Iterable[ScoreRow], columns: Iterable[SheetColumn]) -> bytes:
    """The file: one row a body in the order given; Excel opens it as UTF-8."""
    columns = tuple(columns)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow((ORGANIZATION, *(column.key for column in columns)))
    writer.writerows((row.organization, *(_guarded(cell_of(row, column)) for column in columns)) for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _guarded(text: str) -> str:
    """A text that a spreadsheet would take for a formula, with an apostrophe before it."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def read_scores(
    text: str, file: str, programme: Programme, round_: Round
) -> tuple[tuple[ScoreRow, ...], tuple[Problem, ...]]:
    """The rows of a file, and what is wrong in it; a cell that means nothing is left out.

    Reports: round-score, round-score-column, round-score-nobody.
    """
    document, problems = DocumentId(file), list[Problem]()
    lines = csv.reader(io.StringIO(text, newline=""))
    known = {column.key: column for column in columns_of(rubrics_of(round_, programme))}
    by_name = {column.name: column for column in known.values()}
    columns: dict[int, SheetColumn] = {}
    body = 0
    for at, word in enumerate(next(lines, [])):
        if word.strip() in (ORGANIZATION, "组织", "编号"):
            body = at
        elif (column := known.get(word.strip()) or by_name.get(word.strip())) is not None:
            columns[at] = column
        elif word.strip():
            problems.append(problem(SCORE_HEADER, document, at=(1, at + 1), got=word.strip()))
    rows = []
    for line in lines:
        cells = {at: _unguarded(cell.strip()) for at, cell in enumerate(line) if cell.strip()}
        if not cells:
            continue
        if body not in cells:
            problems.append(problem(NO_BODY, document, at=(lines.line_num, 1)))
            continue
        read = list(_cells(cells, columns, programme, document, lines.line_num, problems))
        rows.append(make_row(OrganizationId(cells[body]), read))
    return tuple(rows), tuple(problems)


def _unguarded(text: str) -> str:
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text


def _cells(
    cells: Mapping[int, str],
    columns: Mapping[int, SheetColumn],
    programme: Programme,
    document: DocumentId,
    line: int,
    problems: list[Problem],
) -> Iterator[tuple[SheetColumn, Value]]:
    for at, column in columns.items():
        if at not in cells:
            continue
        try:
            yield column, read_cell(column, cells[at], programme)
        except Wrong as fault:
            place, field = (line, at + 1), Phrase(column.name)
            problems.append(problem(SCORE_CELL, document, at=place, field=field, got=cells[at], wrong=fault.wrong))
