"""Reads an old Excel workbook (xls) in a process of its own: a damaged one can make the library abort, or never end."""

from __future__ import annotations

import io
import os
import pickle
import subprocess
import sys
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from starcase.exchange.tables.grid import Area, Grid, Mark
from starcase.exchange.tables.xls_parts import Inside, look_inside_xls

_SECONDS = 120
_MEMORY = 4_000_000_000
_WHOLE, _LOCKED, _DAMAGED, _TOO_FAR = 0, 3, 4, 5


class Locked(Exception):
    """The workbook asks for a password."""


class Damaged(Exception):
    """The workbook cannot be read."""


class TooFar(Exception):
    """A sheet reaches to very far rows or columns."""


def read_old_workbook(content: bytes, most_cells: int) -> tuple[Grid, ...]:
    """The sheets of an xls workbook; `most_cells` of one sheet are read. Locked, Damaged or TooFar where it cannot be."""
    above = str(Path(__file__).resolve().parents[2])
    try:
        done = subprocess.run(
            [sys.executable, "-m", __name__, str(most_cells)],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=False,
            env={**os.environ, "PYTHONPATH": above, "RUST_BACKTRACE": "0"},
        )
    except subprocess.TimeoutExpired as endless:
        raise Damaged from endless
    if done.returncode == _WHOLE:
        grids: tuple[Grid, ...] = pickle.loads(done.stdout)
        return grids
    raise {_LOCKED: Locked, _TOO_FAR: TooFar}.get(done.returncode, Damaged)


def _read(content: bytes, most_cells: int) -> tuple[Grid, ...]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    looked = look_inside_xls(content)
    grids = []
    for about in book.sheets_metadata:
        if about.typ is not SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(about.name)
        if sheet.total_height * sheet.total_width > most_cells:
            raise TooFar
        areas = tuple(Area(top, left, bottom, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ())
        rows = sheet.to_python(skip_empty_area=False) if sheet.height else ()
        inside = looked.get(about.name, Inside())
        marks = dict.fromkeys(inside.errors, Mark.ERROR)
        is_hidden = about.visible is not SheetVisibleEnum.Visible
        grids.append(Grid(about.name, rows, is_hidden, areas, marks, inside.hidden_rows, is_plain=True))
    return tuple(grids)


def _limit_memory() -> None:
    """Where the system can: more than any workbook needs."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _main() -> int:
    _limit_memory()
    try:
        grids = _read(sys.stdin.buffer.read(), int(sys.argv[1]))
    except PasswordError:
        return _LOCKED
    except CalamineError as damage:
        return _LOCKED if "assword" in str(damage) else _DAMAGED
    except TooFar:
        return _TOO_FAR
    sys.stdout.buffer.write(pickle.dumps(grids))
    return _WHOLE


if __name__ == "__main__":
    sys.exit(_main())
