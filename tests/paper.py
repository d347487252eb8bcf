"""Looks at what comes out of a printer: PDF pages, and codes as a telephone reads them."""

from __future__ import annotations

import io
import re
import unicodedata
from pathlib import Path

import zxingcpp
from PIL import Image
from playwright.sync_api import Page
from pypdf import PdfReader

_RADICAL = re.compile("[\u2e80-\u2fdf]")
_SIMPLIFIED = str.maketrans("⻔⻚⻅⻓⻋⻢", "门页见长车马")
_STEP = re.compile(r"([Mmh])(-?\d+)(?: (-?[\d.]+))?")


def print_page(page: Page, file: Path) -> PdfReader:
    """The PDF that the browser's print dialogue would make."""
    page.goto(file.as_uri())
    return PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))


def texts(pdf: PdfReader) -> list[str]:
    """The words of each sheet, its number first, without white space: PDF has no words, only places."""
    return [_RADICAL.sub(_as_character, re.sub(r"\s+", "", sheet.extract_text())) for sheet in pdf.pages]


def _as_character(radical: re.Match[str]) -> str:
    """Fonts draw some characters and the radicals of the same form alike, and a PDF may name either."""
    return unicodedata.normalize("NFKC", radical[0]).translate(_SIMPLIFIED)


def size_mm(pdf: PdfReader, sheet: int = 0) -> tuple[int, int]:
    box = pdf.pages[sheet].mediabox
    return round(float(box.width) / 72 * 25.4), round(float(box.height) / 72 * 25.4)


def draw(path: str, size: int) -> list[list[int]]:
    """The modules that an SVG path of lines draws, its quiet zone included; 1 is dark."""
    modules = [[0] * size for _ in range(size)]
    x = y = 0
    for command, first, second in _STEP.findall(path):
        if command == "M":
            x, y = int(first), int(float(second))
        elif command == "m":
            x += int(first)
        else:
            modules[y][x : x + int(first)] = [1] * int(first)
            x += int(first)
    return modules


def read_modules(modules: list[list[int]]) -> str | None:
    size = len(modules)
    picture = Image.frombytes("L", (size, size), bytes(0 if dark else 255 for row in modules for dark in row))
    return _read(picture.resize((size * 4, size * 4), Image.Resampling.NEAREST))


def read_code(html: str) -> str | None:
    """What the code on a page leads to; None where there is none."""
    found = re.search(r'<svg class="qr" viewBox="0 0 (\d+) \d+".*?<path class="qr__dark" d="([^"]+)"', html)
    return read_modules(draw(found[2], int(found[1]))) if found else None


def read_picture(content: bytes) -> str | None:
    """The code on a PNG."""
    return _read(Image.open(io.BytesIO(content)).convert("L"))


def _read(picture: Image.Image) -> str | None:
    return next((found.text for found in zxingcpp.read_barcodes(picture)), None)
