"""Small values that people type in many ways and that mean one thing: counts, days, periods."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Annotated

from pydantic import WithJsonSchema

from starcase.model.base import Choice


class Exactness(Choice):
    """How a figure is to be taken (FORMAT.md section 4, approximate figures)."""

    EXACT = "exact", "正好"
    ABOUT = "about", "约"
    AT_LEAST = "at_least", "余", "多"
    UNDER = "under", "近"
    RANGE = "range", "至"


@dataclass(frozen=True, slots=True)
class Count:
    """A figure that may be approximate.

    `value` is the number that was named (for a range its lower end, `high` its upper end); `text` is what stands on the page:
    the figure as it was typed, 万 and 余 included, without its unit.
    """

    value: Decimal
    text: str
    exactness: Exactness = Exactness.EXACT
    high: Decimal | None = None


@lru_cache(maxsize=4096)
def month_length(year: int, month: int) -> int:
    """How many days a month has."""
    return monthrange(year, month)[1]


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day, a month or a year, as precisely as it is known."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def first_day(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> date:
        month = self.month or 12
        return date(self.year, month, self.day or month_length(self.year, month))

    def __str__(self) -> str:
        parts = [f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part)]
        return "-".join(parts)


@dataclass(frozen=True, slots=True)
class Period:
    """A year (`part` is empty), a half (`H1`), a quarter (`Q3`) or a month (`07`)."""

    year: int
    part: str = ""

    @property
    def months(self) -> tuple[int, int]:
        """First and last month, 1 to 12."""
        match self.part[:1]:
            case "":
                return 1, 12
            case "H":
                return int(self.part[1]) * 6 - 5, int(self.part[1]) * 6
            case "Q":
                return int(self.part[1]) * 3 - 2, int(self.part[1]) * 3
            case _:
                return int(self.part), int(self.part)

    @property
    def first_day(self) -> date:
        return _days_of(self.year, self.part)[0]

    @property
    def last_day(self) -> date:
        return _days_of(self.year, self.part)[1]

    @property
    def day_after(self) -> date:
        return self.last_day + timedelta(days=1)

    def contains(self, other: Period) -> bool:
        return self.first_day <= other.first_day and other.last_day <= self.last_day

    def overlaps(self, other: Period) -> bool:
        return self.first_day <= other.last_day and other.first_day <= self.last_day

    def next(self) -> Period:
        """The period of the same length that follows."""
        match self.part[:1]:
            case "":
                return Period(self.year + 1)
            case "H":
                return Period(self.year, "H2") if self.part == "H1" else Period(self.year + 1, "H1")
            case "Q":
                number = int(self.part[1])
                return Period(self.year, f"Q{number + 1}") if number < 4 else Period(self.year + 1, "Q1")
            case _:
                month = int(self.part)
                return Period(self.year, f"{month + 1:02}") if month < 12 else Period(self.year + 1, "01")

    def __str__(self) -> str:
        return f"{self.year:04}-{self.part}" if self.part else f"{self.year:04}"


@lru_cache(maxsize=4096)
def _days_of(year: int, part: str) -> tuple[date, date]:
    """First and last day of a period: there are few periods, and every record is asked for its own again and again."""
    first, last = Period(year, part).months
    return date(year, first, 1), date(year, last, month_length(year, last))


# How these are written, for editors (JSON Schema); `read/` understands more ways than an editor suggests.
WrittenCount = Annotated[
    Count, WithJsonSchema({"type": ["string", "number", "array"], "examples": ["2000余", 120, "4.5万余", [10, 15]]})
]
WrittenDate = Annotated[
    PartialDate, WithJsonSchema({"type": ["string", "integer"], "examples": ["2018-03", "2018", "2018-03-05"]})
]
WrittenPeriod = Annotated[
    Period, WithJsonSchema({"type": ["string", "integer"], "examples": ["2022", "2022-H1", "2022-Q3", "2022-07"]})
]
Day = Annotated[date, WithJsonSchema({"type": "string", "examples": ["2022-11-30"]})]
Number = Annotated[Decimal, WithJsonSchema({"type": ["number", "string"]})]
Text = Annotated[str, WithJsonSchema({"type": ["string", "number"]})]
