"""Tells a number that belongs to one person from any other number of as many digits."""

from __future__ import annotations

from datetime import date

_PROVINCES = frozenset(
    (
        *("11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37"),
        *("41", "42", "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65"),
        *("71", "81", "82", "83", "91"),
    )
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
_OLDEST, _LATEST = 1880, 2099
_CARDS: tuple[tuple[tuple[str, ...], range], ...] = (
    (("62", "60", "81"), range(16, 20)),
    (("9558",), range(19, 20)),
    (("4", "51", "52", "53", "54", "55", "35"), range(16, 17)),
    (("34", "37"), range(15, 16)),
)
"""How the numbers of bank cards begin, and how many digits they have."""


def is_id_number(number: str) -> bool:
    """Whether 18 or 15 digits (the last of 18 may be X) are a resident's: a province, a real day of birth, the check digit.

    Districts come and go, and the old keep the code of one that is gone: of the region only the province is looked at.
    Source: GB 11643-1999; the 15 digits of before have no check digit, and a birth in 19__.
    """
    if len(number) == 15:
        return number[:2] in _PROVINCES and _is_day(f"19{number[6:12]}") and number[12:] != "000"
    return looks_like_id_number(number) and _CHECK_DIGITS[_weighed(number)] == number[17].upper()


def looks_like_id_number(number: str) -> bool:
    """Whether 18 digits are a resident's but for the check digit, which somebody may have mistyped."""
    return len(number) == 18 and number[:2] in _PROVINCES and _is_day(number[6:14])


def is_bank_card(number: str) -> bool:
    """Whether the digits begin and are as many as those of a card, and end in its check digit (ISO/IEC 7812-1)."""
    return any(number.startswith(begins) and len(number) in sizes for begins, sizes in _CARDS) and _luhn(number)


def _weighed(number: str) -> int:
    return sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False)) % 11


def _is_day(digits: str) -> bool:
    try:
        return _OLDEST <= date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year <= _LATEST
    except ValueError:
        return False


def _luhn(number: str) -> bool:
    digits = [int(digit) for digit in reversed(number)]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return len(set(digits)) > 1 and (sum(digits[::2]) + sum(doubled)) % 10 == 0
