"""Rules between values that stand beside each other: which comes first, how many there must be, what may not be twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from starcase.language import Label, Said
from starcase.model.values import PartialDate
from starcase.problems import DocumentId, Path, Problem, Spot, problem, rule
from starcase.read.reading import Reading
from starcase.read.words import quoted

DATES_OUT_OF_ORDER = rule(
    "dates-out-of-order",
    says="“{later}”写的 {late}，早于“{earlier}”的 {early}。",
    mend="请核对这两个日期。",
)
NUMBERS_OUT_OF_ORDER = rule(
    "numbers-out-of-order",
    says="“{larger}”写的 {high}，比“{smaller}”的 {low} 还小。",
    mend="请核对这两个数，小的在前。",
    stops_site=True,
)
EXACTLY_ONE = rule(
    "exactly-one",
    says="{choices}里要写一项，也只能写一项，这里写了{count}项。",
    mend="请只写要用的那一项。",
    stops_site=True,
)
WRITTEN_TWICE = rule(
    "written-twice",
    says="“{field}”里的“{got}”写了两次。",
    mend="请改掉或删去其中一个。",
)


def check_dates(
    document: DocumentId,
    path: Path,
    *,
    earlier: tuple[Said, PartialDate | date | None],
    key: str,
    later: tuple[Said, PartialDate | date | None],
) -> Iterator[Problem]:
    """Reports dates-out-of-order at `key` where the whole of the later date lies before the earlier; titles stand with the dates."""
    (first_title, first), (last_title, last) = earlier, later
    if first is None or last is None or _last_day(last) >= _first_day(first):
        return
    yield problem(
        DATES_OUT_OF_ORDER, document, (*path, key), earlier=first_title, early=first, later=last_title, late=last
    )


def _first_day(day: PartialDate | date) -> date:
    return day.first_day if isinstance(day, PartialDate) else day


def _last_day(day: PartialDate | date) -> date:
    return day.last_day if isinstance(day, PartialDate) else day


def check_exactly_one(reading: Reading, path: Path, choices: Mapping[Label, object]) -> Iterator[Problem]:
    """Reports exactly-one at a mapping of which not just one of some values, by title, is given and could be read."""
    count = sum(value is not None and value is not False for value in choices.values())
    if count != 1 and not reading.has_error_at(path):
        yield problem(EXACTLY_ONE, reading.document, path, choices=quoted(list(choices)), count=count)


def check_bounds(
    document: DocumentId, path: Path, low: tuple[Said, Decimal | None], high: tuple[Said, Decimal | None]
) -> Iterator[Problem]:
    """Reports numbers-out-of-order where an upper bound lies below its lower bound."""
    if low[1] is not None and high[1] is not None and high[1] < low[1]:
        yield problem(NUMBERS_OUT_OF_ORDER, document, path, smaller=low[0], low=low[1], larger=high[0], high=high[1])


def check_unique(
    document: DocumentId, field: Said, places: Iterable[tuple[Path, str]], first: dict[str, Spot] | None = None
) -> Iterator[Problem]:
    """Reports written-twice for each text that has stood before; ids compare without case.

    `first` is where each stood first in documents that belong together with this one; what stands here is added.
    """
    first = {} if first is None else first
    for path, text in places:
        if earlier := first.get(text.casefold()):
            yield problem(WRITTEN_TWICE, document, path, related=(earlier,), field=field, got=text)
        else:
            first[text.casefold()] = Spot(document, path)
