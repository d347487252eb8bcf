"""Measures whether the colours of a site's own style can be read on each other, in light and in dark."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_DOWN, Decimal

from msgspec import Struct

from starcase.language import Listing, Phrase, mark, phrase
from starcase.problems import DocumentId, Problem, problem, rule
from starcase.sources.stylesheet import Scheme, Sheet, Token, read_tokens

CONTRAST_TOO_LOW = rule(
    "contrast-too-low",
    says="{scheme}，{ink}放在{paper}上，对比度只有 {ratio}，至少要 {asked}，眼睛不好的人看不清。",
    mend="请把“--{name}”{mend}。",
    stops_site=True,
)
COLOUR_UNCLEAR = rule(
    "colour-unclear",
    says="“--{name}”的颜色写的是“{got}”，认不出是什么颜色，不能核对看不看得清。",
    mend="请写成 # 和六位数字或字母，例如 #9f1d20。",
    stops_site=True,
)
COLOUR_MISSING = rule(
    "colour-missing",
    says="样式里少了这些颜色：{names}。",
    mend="请补上这几行，或者删去 tokens.css，只把要改的几行写在 theme.css 里。",
    stops_site=True,
)

_MEANT = {
    "ink": mark("正文"),
    "ink-soft": mark("次要的字"),
    "paper": mark("底色"),
    "paper-tint": mark("浅底色"),
    "red": mark("主色的字"),
    "red-deep": mark("指着时主色的字"),
    "red-tint": mark("主色的浅底"),
    "on-red": mark("按钮上的字"),
    "gold": mark("金牌的字"),
    "gold-line": mark("金牌的图"),
    "edge": mark("边框"),
    "bar": mark("图表的条"),
    "bar-track": mark("图表条的底"),
}
_TEXT, _SHAPE = Decimal("4.5"), Decimal(3)
"""Source: WCAG 2.2, 1.4.3 and 1.4.11; the Chinese rules for sites that old people use ask for the same of text."""
_PAIRS = (
    ("ink", "paper", _TEXT),
    ("ink", "paper-tint", _TEXT),
    ("ink", "red-tint", _TEXT),
    ("ink-soft", "paper", _TEXT),
    ("ink-soft", "paper-tint", _TEXT),
    ("ink-soft", "red-tint", _TEXT),
    ("red", "paper", _TEXT),
    ("red", "paper-tint", _TEXT),
    ("red", "red-tint", _TEXT),
    ("red-deep", "paper", _TEXT),
    ("on-red", "red", _TEXT),
    ("on-red", "red-deep", _TEXT),
    ("gold", "paper", _TEXT),
    ("gold-line", "paper", _SHAPE),
    ("edge", "paper", _SHAPE),
    ("bar", "paper", _SHAPE),
    ("bar", "bar-track", _SHAPE),
)
_SCHEMES = {Scheme.LIGHT: mark("浅色模式下"), Scheme.DARK: mark("深色模式下")}
_ALIAS = re.compile(r"var\(\s*--([\w-]+)\s*\)")
_HEX = re.compile(r"#(?:([0-9a-f])([0-9a-f])([0-9a-f])|([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2}))", re.IGNORECASE)
_RGB = re.compile(r"rgb\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})\s*\)")
_STEPS = 100

Colour = tuple[int, int, int]
"""Red, green and blue, 0 to 255."""


class _Paint(Struct, frozen=True):
    """What a token stands for in a scheme, itself or by the name of another; and which own sheet says so."""

    token: Token
    value: str
    file: str | None


class _Fault(Struct, frozen=True):
    """Two tokens that cannot be told apart well enough; `changed` is the one that the site's own sheet says."""

    changed: str
    ink: str
    paper: str
    ratio: Decimal
    asked: Decimal


_Palette = Mapping[str, _Paint]
_Colours = Mapping[str, Colour]


def check_contrast(sheets: Sequence[Sheet]) -> Iterator[Problem]:
    """Reports ``contrast-too-low``, ``colour-unclear`` and ``colour-missing`` of sheets that follow each other.

    Of each token and scheme the worst is told. Silent where no sheet is the site's own: a test looks at the bundled colours.
    """
    own = [sheet.file for sheet in sheets if sheet.file]
    if not own:
        return
    palettes = {scheme: _palette(sheets, scheme) for scheme in Scheme}
    missing = [name for name in _MEANT if name not in palettes[Scheme.LIGHT]]
    if missing:
        names = Listing(tuple(f"--{name}" for name in missing), is_quoted=False)
        yield problem(COLOUR_MISSING, DocumentId(own[-1]), at=(1, 1), names=names)
    yield from dict.fromkeys(found for palette in palettes.values() for found in _find_unclear(palette))
    for scheme, palette in palettes.items():
        yield from _check_scheme(scheme, palette)


def measure_contrast(one: Colour, other: Colour) -> float:
    """The contrast of two colours, 1 to 21. Source: WCAG 2.2, contrast ratio and relative luminance."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def parse_colour(text: str) -> Colour | None:
    """A colour without transparency as CSS writes it in figures; None for anything else."""
    if found := _HEX.fullmatch(text):
        short, long = found.groups()[:3], found.groups()[3:]
        red, green, blue = (int(part * 2, 16) for part in short) if short[0] else (int(part, 16) for part in long)
        return red, green, blue
    if found := _RGB.fullmatch(text):
        red, green, blue = (min(int(part), 255) for part in found.groups())
        return red, green, blue
    return None


def _luminance(colour: Colour) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (one / 255 for one in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _palette(sheets: Sequence[Sheet], scheme: Scheme) -> _Palette:
    """The last word on each token."""
    found = {
        token.name: (token, sheet.file)
        for sheet in sheets
        for token in read_tokens(sheet.text)
        if scheme in token.schemes
    }
    values = {name: token.value for name, (token, _) in found.items()}
    return {name: _Paint(token, _follow(token.value, values), file) for name, (token, file) in found.items()}


def _follow(value: str, values: Mapping[str, str]) -> str:
    """The value that a value stands for, where it names another token; a circle ends somewhere in it."""
    for _ in values:
        named = _ALIAS.fullmatch(value)
        if named is None or named[1] not in values:
            break
        value = values[named[1]]
    return value


def _find_unclear(palette: _Palette) -> Iterator[Problem]:
    for name in _MEANT:
        paint = palette.get(name)
        if paint and paint.file and parse_colour(paint.value) is None:
            yield problem(COLOUR_UNCLEAR, DocumentId(paint.file), at=paint.token.at, name=name, got=paint.token.value)


def _check_scheme(scheme: Scheme, palette: _Palette) -> Iterator[Problem]:
    read = {name: parse_colour(paint.value) for name, paint in palette.items() if name in _MEANT}
    colours = {name: colour for name, colour in read.items() if colour}
    worst: dict[str, _Fault] = {}
    for fault in _find_faults(palette, colours):
        if fault.changed not in worst or fault.ratio < worst[fault.changed].ratio:
            worst[fault.changed] = fault
    for fault in worst.values():
        yield _tell(fault, scheme, palette, colours)


def _find_faults(palette: _Palette, colours: _Colours) -> Iterator[_Fault]:
    """At the ink where the site's own sheet says it, else at the paper; nothing between two bundled colours."""
    for ink, paper, asked in _PAIRS:
        changed = next((name for name in (ink, paper) if name in palette and palette[name].file), None)
        if changed and ink in colours and paper in colours:
            ratio = Decimal(measure_contrast(colours[ink], colours[paper]))
            if ratio < asked:
                yield _Fault(changed, ink, paper, ratio, asked)


def _tell(fault: _Fault, scheme: Scheme, palette: _Palette, colours: _Colours) -> Problem:
    changed = palette[fault.changed]
    return problem(
        CONTRAST_TOO_LOW,
        DocumentId(changed.file or ""),
        at=changed.token.at,
        scheme=phrase(_SCHEMES[scheme]),
        ink=_name(palette[fault.ink]),
        paper=_name(palette[fault.paper]),
        ratio=_say_ratio(fault.ratio),
        asked=_say_ratio(fault.asked),
        name=fault.changed,
        mend=_say_mend(fault.changed, scheme, changed.token, colours),
    )


def _name(paint: _Paint) -> Phrase:
    name = paint.token.name
    return phrase("{meant}（--{name}，{value}）", meant=phrase(_MEANT[name]), name=name, value=paint.value)


def _say_ratio(ratio: Decimal) -> str:
    """Cut, not rounded: 4.49 is not 4.5."""
    return f"{ratio.quantize(Decimal('0.1'), ROUND_DOWN)}:1"


def _say_mend(name: str, scheme: Scheme, token: Token, colours: _Colours) -> Phrase:
    shade = _find_shade(name, colours)
    if shade is None:
        return phrase("换成另一种颜色")
    if scheme is Scheme.DARK and Scheme.LIGHT in token.schemes:
        return phrase("在 @media (prefers-color-scheme: dark) 里另写一个颜色，例如 {shade}", shade=shade)
    return phrase("改成能看清的颜色，例如 {shade}", shade=shade)


def _find_shade(name: str, colours: _Colours) -> str | None:
    """The nearest shade of a colour, towards black or white, that goes with all others; None where there is none."""
    for step in range(1, _STEPS + 1):
        for end in (0, 255):
            red, green, blue = (round(part + (end - part) * step / _STEPS) for part in colours[name])
            if _goes_with_all(name, {**colours, name: (red, green, blue)}):
                return f"#{red:02x}{green:02x}{blue:02x}"
    return None


def _goes_with_all(name: str, colours: _Colours) -> bool:
    return all(
        measure_contrast(colours[ink], colours[paper]) >= asked
        for ink, paper, asked in _PAIRS
        if name in (ink, paper) and ink in colours and paper in colours
    )
