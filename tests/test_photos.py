"""Photos: what is published of them, that nothing is published besides, and what is said where they cannot be."""

from __future__ import annotations

import hashlib
import os
import re
import struct
import zlib
from collections.abc import Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from PIL import Image, ImageCms
from playwright.sync_api import Page, Route

from starcase.machine import MachineError
from starcase.media import looking, making, pictures
from starcase.media.encoding import encode_picture, sizes_of
from starcase.media.looking import look_at
from starcase.model.media import Rendition
from starcase.problems import PlacedProblem, Severity
from tests.sites import Site, check_site, rebuild, write_site

BODY = """
-- content/organizations/xinya.yaml --
name: 新芽课堂
programme: example-stars
summary: 每周末给社区的小学生讲题。
photos:
{photos}
"""
STORY = """
-- content/organizations/xinya.md --
---
title: 周末的灯
organizations: [xinya]
date: 2024-05-01
photo: {file: deng.jpg, alt: 楼道里亮着灯, consent: true}
---
灯亮着。
"""
ONE = "- {file: photo.jpg, alt: 大家在院子里, consent: true}"
PAGE = "organizations/xinya/index.html"
SECRET = b"NOBODY-MAY-SEE-THIS"


def noise(width: int, height: int, seed: int = 1) -> Image.Image:
    """Soft colours, as a photo has."""
    small = Image.frombytes("RGB", (8, 6), Random(seed).randbytes(8 * 6 * 3))
    return small.resize((width, height), Image.Resampling.BICUBIC)


def saved(picture: Image.Image, kind: str, **how: object) -> bytes:
    written = BytesIO()
    picture.save(written, kind, **how)
    return written.getvalue()


def place(root: Path, name: str, content: bytes) -> Path:
    file = root / "content/organizations" / name
    file.write_bytes(content)
    return file


def site_with(folder: Path, content: bytes, photos: str = ONE, **options: object) -> Site:
    root = write_site(folder, BODY.format(photos=photos))
    place(root, "photo.jpg", content)
    return rebuild(root, **options)


def published(site: Site) -> dict[str, Image.Image]:
    """What stands in media/, by ending and width, such as `480.webp`."""
    found = sorted((site.output / "media").glob("*"))
    return {path.name.partition("-")[2]: Image.open(BytesIO(path.read_bytes())) for path in found}


def encoded(content: bytes, ending: str = "jpg") -> Image.Image:
    looked = look_at(content)
    width, height = sizes_of(looked.width, looked.height)[-1]
    (made,) = encode_picture(content, [Rendition(f"a.{ending}", width, height)])
    return Image.open(BytesIO(made.content))


def colour_at(picture: Image.Image, x: float, y: float) -> tuple[int, ...]:
    drawn = picture.convert("RGB")
    found = drawn.getpixel((int(x * (drawn.width - 1)), int(y * (drawn.height - 1))))
    assert isinstance(found, tuple)
    return found


def is_like(found: tuple[int, ...], wanted: tuple[int, ...], apart: int = 12) -> bool:
    return all(abs(one - other) <= apart for one, other in zip(found, wanted, strict=True))


# ── What is published ──


def test_a_photo_is_published_in_a_few_widths_of_two_formats_and_never_larger_than_it_is(tmp_path: Path) -> None:
    large = published(site_with(tmp_path / "large", saved(noise(2400, 1200), "JPEG")))
    assert {name: made.size for name, made in large.items()} == {
        f"{width}.{ending}": (width, width // 2) for width in (480, 960, 1600) for ending in ("jpg", "webp")
    }
    assert {made.format for name, made in large.items() if name.endswith("webp")} == {"WEBP"}
    small = published(site_with(tmp_path / "small", saved(noise(700, 500), "JPEG")))
    assert {name: made.size for name, made in small.items()} == {
        f"{width}.{ending}": size
        for width, size in ((480, (480, 343)), (700, (700, 500)))
        for ending in ("jpg", "webp")
    }


@pytest.mark.parametrize(
    ("width", "widths"),
    [(1, [1]), (480, [480]), (599, [599]), (601, [480, 601]), (1600, [480, 960, 1600]), (9000, [480, 960, 1600])],
)
def test_a_width_hardly_smaller_than_the_largest_is_left_out(width: int, widths: list[int]) -> None:
    assert [one for one, _ in sizes_of(width, width)] == widths


def test_the_page_offers_every_width_and_keeps_the_photos_place(tmp_path: Path) -> None:
    site = site_with(tmp_path, saved(noise(2400, 1200), "JPEG"))
    assert site.problems == []
    html = site.page(PAGE)
    source = re.search(r'<source type="image/webp" srcset="([^"]+)" sizes="[^"]+">\s*<img ([^>]+)>', html)
    assert source, html
    widths = re.findall(r"\.\./\.\./media/[0-9a-f]{16}-(\d+)\.webp (\d+)w", source[1])
    assert widths == [("480", "480"), ("960", "960"), ("1600", "1600")]
    assert 'width="1600" height="800" alt="大家在院子里"' in source[2]
    assert [int(width) for width in re.findall(r"jpg (\d+)w", source[2])] == [480, 960, 1600]
    for name in re.findall(r"\.\./\.\./(media/[^ \"]+)", html):
        assert site.has(name)


def test_only_the_first_photo_is_loaded_at_once(tmp_path: Path) -> None:
    site = site_with(tmp_path, saved(noise(60, 40), "JPEG"), "\n".join((ONE, ONE, ONE)))
    images = re.findall(r"<img [^>]+>", site.page(PAGE))
    assert ['loading="lazy" decoding="async"' in image for image in images] == [False, True, True]
    assert 'loading="eager"' in images[0]


def test_evidence_is_published_as_one_picture_that_a_link_opens(tmp_path: Path) -> None:
    root = write_site(tmp_path, BODY.format(photos=" []") + "sources: [{title: 通知, file: photo.jpg}]\n")
    place(root, "photo.jpg", saved(noise(2400, 1200), "JPEG"))
    site = rebuild(root)
    assert site.problems == []
    assert [(name, made.size) for name, made in published(site).items()] == [("1600.jpg", (1600, 800))]
    assert re.search(r'href="\.\./\.\./media/[0-9a-f]{16}-1600\.jpg"', site.page(PAGE))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "BMP"])
@pytest.mark.parametrize("mode", ["RGB", "L", "P", "1"])
def test_pictures_of_every_kind_become_the_same(kind: str, mode: str) -> None:
    drawn = Image.new("RGB", (40, 30), "black")
    drawn.paste("white", (20, 0, 40, 30))
    suits = "RGB" if mode in ("P", "1") and kind in ("JPEG", "WEBP") else mode
    made = encoded(saved(drawn.convert(suits), kind))
    assert (made.mode, made.size) == ("RGB", (40, 30))
    assert is_like(colour_at(made, 0, 0.5), (0, 0, 0)) and is_like(colour_at(made, 1, 0.5), (255, 255, 255))


def test_what_shows_through_becomes_white() -> None:
    clear = Image.new("RGBA", (20, 20), (255, 0, 0, 0))
    clear.paste((0, 0, 255, 255), (0, 0, 20, 10))
    for picture in (clear, clear.quantize()):
        made = encoded(saved(picture, "PNG"))
        assert is_like(colour_at(made, 0.5, 1), (255, 255, 255)) and is_like(colour_at(made, 0.5, 0), (0, 0, 255), 20)


def test_sixteen_bits_a_pixel_become_eight() -> None:
    deep = Image.new("I;16", (20, 10), 0x8000)
    assert is_like(colour_at(encoded(saved(deep, "PNG")), 0.5, 0.5), (128, 128, 128), 2)


# ── What is not published ──


def png_with(picture: Image.Image, *chunks: tuple[bytes, bytes]) -> bytes:
    """The picture with chunks before its end."""
    content = saved(picture, "PNG")
    more = b"".join(
        struct.pack(">I", len(text)) + kind + text + struct.pack(">I", zlib.crc32(kind + text)) for kind, text in chunks
    )
    return content[:-12] + more + content[-12:]


def laden(kind: str) -> bytes:
    """A picture with a secret in every place that its format has for one."""
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    exif.get_ifd(0x8825)[29] = SECRET.decode()
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + SECRET + b"</x:xmpmeta>"
    picture = noise(90, 60)
    if kind == "PNG":
        compressed = b"Raw\0\0" + zlib.compress(SECRET)
        return png_with(
            picture,
            (b"tEXt", b"Author\0" + SECRET),
            (b"zTXt", compressed),
            (b"eXIf", b"MM\0*" + SECRET),
            (b"prVt", SECRET),
        )
    more = {"comment": SECRET} if kind == "JPEG" else {}
    content = saved(picture, kind, exif=exif, xmp=xmp, **more)
    return content + SECRET if kind == "JPEG" else content  # behind its end, as motion photos have their film


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_but_the_picture_is_published(kind: str, tmp_path: Path) -> None:
    content = laden(kind)
    assert SECRET in content
    site = site_with(tmp_path, content)
    assert site.problems == []
    for path in (site.output / "media").glob("*"):
        assert SECRET not in path.read_bytes()
        with Image.open(path) as made:
            assert not made.getexif() and not {"comment", "xmp", "exif", "icc_profile"} & made.info.keys()


@pytest.mark.parametrize(
    ("held", "corner"),
    [(1, (0, 0)), (2, (1, 0)), (3, (1, 1)), (4, (0, 1)), (5, (0, 0)), (6, (1, 0)), (7, (1, 1)), (8, (0, 1))],
)
def test_a_picture_stands_upright_however_the_camera_was_held(held: int, corner: tuple[float, float]) -> None:
    drawn = Image.new("RGB", (96, 64), "white")
    drawn.paste("red", (0, 0, 32, 24))  # in the corner where the camera began
    exif = Image.Exif()
    exif[0x0112] = held
    made = encoded(saved(drawn, "JPEG", exif=exif, quality=95))
    assert made.size == ((96, 64) if held < 5 else (64, 96))
    corners = {(x, y): colour_at(made, 0.05 + 0.9 * x, 0.05 + 0.9 * y) for x in (0, 1) for y in (0, 1)}
    assert [place for place, colour in corners.items() if is_like(colour, (254, 0, 0), 25)] == [corner]


def wide_colours() -> bytes:
    """A profile whose red and green have changed places, as plain to see as a colour space can be."""
    content = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, green = content.index(b"rXYZ", 128), content.index(b"gXYZ", 128)
    content[red : red + 4], content[green : green + 4] = b"gXYZ", b"rXYZ"
    return bytes(content).replace(b"sRGB", b"odd ").replace("sRGB".encode("utf-16-be"), "odd ".encode("utf-16-be"))


def test_colours_come_out_as_the_profile_means_them() -> None:
    red = Image.new("RGB", (40, 40), (250, 0, 0))
    assert is_like(colour_at(encoded(saved(red, "JPEG")), 0.5, 0.5), (250, 0, 0))
    assert is_like(colour_at(encoded(saved(red, "JPEG", icc_profile=wide_colours())), 0.5, 0.5), (0, 250, 0))
    assert is_like(colour_at(encoded(saved(red, "JPEG", icc_profile=b"no profile")), 0.5, 0.5), (250, 0, 0))


# ── What is refused ──


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is of that size."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    return (
        b"\x89PNG\r\n\x1a\n"
        + struct.pack(">I", 13)
        + chunk
        + struct.pack(">I", zlib.crc32(chunk))
        + b"\0\0\0\0IEND\xaeB`\x82"
    )


NO_PICTURES = {"一份文件": "a.pdf", "一段视频": "a.mp4", "HEIC 格式": "a.heic", "SVG 格式": "a.svg"}
FRAMES = {"save_all": True, "append_images": [Image.new("RGB", (8, 6), "blue")]}
REFUSED = {
    "a page that says the picture is gone": (b"<html>gone</html>", "picture-unreadable", "打不开"),
    "a JPEG that breaks off": (saved(noise(400, 300), "JPEG")[:-3000], "picture-unreadable", "打不开"),
    "a PNG that breaks off": (saved(noise(400, 300), "PNG")[:-3000], "picture-unreadable", "打不开"),
    "a WebP that breaks off": (saved(noise(400, 300), "WEBP")[:-900], "picture-unreadable", "打不开"),
    "nothing": (b"", "picture-unreadable", "打不开"),
    "a bomb": (bomb(60_000, 60_000), "picture-too-large", "宽 60000、高 60000"),
    "a bomb of short sides": (bomb(9_999, 9_999), "picture-too-large", "6500 万像素"),
    "a long strip": (bomb(10_001, 10), "picture-too-large", "10000 像素"),
    "a GIF that moves": (saved(noise(8, 6), "GIF", **FRAMES), "picture-format", "会动的图"),
    "a WebP that moves": (saved(noise(8, 6), "WEBP", **FRAMES), "picture-format", "会动的图"),
    "a PNG that moves": (saved(noise(8, 6), "PNG", **FRAMES), "picture-format", "会动的图"),
    "an iPhone's photo": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "picture-format", "HEIC 格式"),
    "an AVIF": (b"\0\0\0\x1cftypavif\0\0\0\0avifmif1", "picture-format", "AVIF 格式"),
    "a scan": (b"II*\0\x08\0\0\0", "picture-format", "TIFF 格式"),
    "a drawing": (b'<?xml version="1.0"?>\n<!-- a --><svg xmlns="a">', "picture-format", "SVG 格式"),
}


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, tuple[PlacedProblem, ...]]:
    """What is said of each picture, every one of a body of its own."""
    bodies = {case: f"body{number}" for number, case in enumerate((*REFUSED, *NO_PICTURES))}
    told = BODY.replace("xinya.yaml", "{body}.yaml")
    files = {case: NO_PICTURES.get(case, f"{body}.jpg") for case, body in bodies.items()}
    root = write_site(
        tmp_path_factory.mktemp("refused"),
        "".join(told.format(body=body, photos=ONE.replace("photo.jpg", files[case])) for case, body in bodies.items()),
    )
    for case, name in files.items():
        place(root, name, REFUSED[case][0] if case in REFUSED else b"something else")
    problems = rebuild(root).report.problems
    by_file = {f"content/organizations/{body}.yaml": case for case, body in bodies.items()}
    return {case: tuple(one for one in problems if one.place.file == file) for file, case in by_file.items()}


@pytest.mark.parametrize("case", REFUSED)
def test_a_picture_that_cannot_be_shown_is_told_at_its_line_with_a_way_to_mend_it(
    case: str, refused: Mapping[str, tuple[PlacedProblem, ...]]
) -> None:
    _, rule, words = REFUSED[case]
    (found,) = refused[case]
    assert (found.rule, found.place.line, found.place.column) == (rule, 5, 10)
    assert words in found.message + found.mend and found.severity is Severity.ERROR


@pytest.mark.parametrize("what", NO_PICTURES)
def test_what_is_no_picture_is_not_taken_for_a_photo(
    what: str, refused: Mapping[str, tuple[PlacedProblem, ...]]
) -> None:
    (found,) = refused[what]
    assert found.rule == "picture-format" and what in found.message


def test_a_picture_of_any_other_name_is_known_by_its_bytes(tmp_path: Path) -> None:
    wrong = (
        BODY.format(photos="- {file: photo.png, alt: 院子, consent: true}")
        + "sources: [{title: 通知, file: scan.pdf}]\n"
    )
    root = write_site(tmp_path, wrong)
    place(root, "photo.png", saved(noise(90, 60), "JPEG"))
    place(root, "scan.pdf", laden("JPEG"))
    site = rebuild(root)
    assert site.problems == []
    assert {path.suffix for path in (site.output / "media").glob("*")} == {".jpg", ".webp"}
    assert not any(SECRET in path.read_bytes() for path in (site.output / "media").glob("*"))


def test_a_document_is_published_as_it_is(tmp_path: Path) -> None:
    root = write_site(tmp_path, BODY.format(photos=" []") + "sources: [{title: 通知, file: a.docx}]\n")
    place(root, "a.docx", b"PK a notice")
    site = rebuild(root)
    assert [path.read_bytes() for path in (site.output / "media").glob("*.docx")] == [b"PK a notice"]


def test_a_photo_is_not_taken_from_outside_the_content(tmp_path: Path) -> None:
    root = write_site(tmp_path, BODY.format(photos=ONE))
    outside = root / "review.jpg"
    outside.write_bytes(saved(noise(9, 9), "JPEG"))
    (root / "content/organizations/photo.jpg").symlink_to(outside)
    assert "content/organizations/xinya.yaml:5:10 file-missing" in rebuild(root).problems
    assert not (root / "site/media").exists()


def test_a_damaged_picture_never_ends_the_run() -> None:
    """Whatever the bytes: either it is refused, or it can be published."""
    chance, kinds = Random(5), ("JPEG", "PNG", "WEBP", "GIF", "BMP")
    whole = {
        kind: bytearray(laden(kind) if kind in ("JPEG", "PNG", "WEBP") else saved(noise(60, 40), kind))
        for kind in kinds
    }
    for _ in range(400):
        content = whole[chance.choice(kinds)][:]
        for _ in range(chance.choice((1, 2, 8))):
            content[chance.randrange(min(len(content), chance.choice((80, 600, 10**6))))] = chance.choice(
                (0, 1, 127, 255)
            )
        if chance.random() < 0.2:
            del content[chance.randrange(1, len(content)) :]
        looked = look_at(bytes(content))
        if looked.format and looked.flaw is None and looked.width < 4000:
            encoded(bytes(content))


# ── Consent, and words for those who cannot see it ──


def test_a_photo_without_words_for_it_is_not_shown_and_the_rest_of_the_page_is(tmp_path: Path) -> None:
    site = site_with(tmp_path, saved(noise(90, 60), "JPEG"), "- {file: photo.jpg, consent: true}")
    assert site.problems == ["content/organizations/xinya.yaml:5:10 photo-without-alt"]
    assert not site.errors and not site.report.held_back
    assert "<img" not in site.page(PAGE) and "新芽课堂" in site.page(PAGE)
    assert not (site.output / "media").exists()


def test_a_photo_without_consent_is_published_nowhere(tmp_path: Path) -> None:
    site = site_with(tmp_path, saved(noise(90, 60), "JPEG"), "- {file: photo.jpg, alt: 合影}")
    assert site.errors == ["content/organizations/xinya.yaml:5:10 consent-missing"]
    assert not (site.output / "media").exists()


# ── Done once ──


def count(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """How often pictures are opened from now on, to be looked at and to be encoded."""
    counted = {"looked": 0, "encoded": 0}

    def counting(name: str, function: object) -> object:
        def run(*given: object) -> object:
            counted[name] += 1
            return function(*given)  # type: ignore[operator]

        return run

    monkeypatch.setattr(looking, "opened", counting("looked", pictures.opened))
    monkeypatch.setattr(making, "encode_picture", counting("encoded", encode_picture))
    return counted


def test_a_picture_is_opened_once_and_encoded_once_whatever_else_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = site_with(tmp_path, saved(noise(500, 300), "JPEG"))
    counted = count(monkeypatch)
    record = tmp_path / "content/organizations/xinya.yaml"
    record.write_text(record.read_text("utf-8").replace("讲题", "讲故事"), "utf-8")
    os.utime(tmp_path / "content/organizations/photo.jpg")  # touched, not changed
    assert "讲故事" in rebuild(tmp_path).page(PAGE)
    assert counted == {"looked": 0, "encoded": 0}
    before = {path.name: path.read_bytes() for path in (site.output / "media").glob("*")}
    place(tmp_path, "photo.jpg", saved(noise(500, 300, seed=2), "JPEG"))
    rebuild(tmp_path)
    assert counted == {"looked": 1, "encoded": 1}
    assert not before.keys() & {path.name for path in (site.output / "media").glob("*")}


def test_what_is_made_of_a_picture_does_not_depend_on_what_else_is_made() -> None:
    content = saved(noise(2400, 1200), "JPEG")
    renditions = [
        Rendition(f"{width}.{ending}", width, width // 2) for ending in ("webp", "jpg") for width in (480, 960, 1600)
    ]
    together = encode_picture(content, renditions)
    assert together == [made for one in renditions for made in encode_picture(content, [one])]


def test_a_picture_in_two_places_is_encoded_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_site(tmp_path, BODY.format(photos=ONE) + STORY)
    content = saved(noise(500, 300), "JPEG")
    place(root, "photo.jpg", content)
    place(root, "deng.jpg", content)
    counted = count(monkeypatch)
    assert rebuild(root).problems == []
    assert counted["encoded"] == 1


def test_what_was_kept_is_not_believed_when_it_is_damaged(tmp_path: Path) -> None:
    site = site_with(tmp_path, saved(noise(500, 300), "JPEG"))
    before = {path.name: path.read_bytes() for path in (site.output / "media").glob("*")}
    kept = tmp_path / ".starcase/public/pictures.bin"
    content = kept.read_bytes()
    wrong = content.replace(b"\xcd\x01\xf4", b"\xcd\x01\xe0")  # 500 pixels wide, 480 pixels wide
    assert wrong != content
    kept.write_bytes(wrong)
    (tmp_path / "content/organizations/xinya.yaml").touch()
    assert rebuild(tmp_path).problems == []
    assert {path.name: path.read_bytes() for path in (site.output / "media").glob("*")} == before


def test_a_file_that_changes_while_the_site_is_made_publishes_nothing_wrong(tmp_path: Path) -> None:
    found = site_with(tmp_path, saved(noise(50, 30), "JPEG"))
    place(tmp_path, "photo.jpg", saved(noise(50, 30, seed=2), "JPEG"))
    name = next((found.output / "media").glob("*.jpg")).name
    digest = hashlib.sha256(saved(noise(50, 30), "JPEG")).hexdigest()
    medium = making.Medium("content/organizations/photo.jpg", digest, (Rendition(f"media/{name}", 50, 30),))
    with pytest.raises(MachineError, match="又被改动了"):
        making.make_medium(tmp_path, medium)


class _Counting(ThreadPoolExecutor):
    """Counts what it is given to do."""

    def __init__(self, workers: int, done: list[str]) -> None:
        super().__init__(workers)
        self._done = done

    def submit(self, work, /, *given, **named):  # type: ignore[no-untyped-def]
        self._done.append(work.__name__)
        future: Future[object] = super().submit(work, *given, **named)
        return future


def test_many_photos_are_looked_at_and_encoded_by_the_workers_with_the_same_bytes(tmp_path: Path) -> None:
    names = [f"p{number}.jpg" for number in range(20)]
    text = BODY.format(photos="\n".join(f"- {{file: {name}, alt: 合影, consent: true}}" for name in names))
    trees, done = [], list[str]()

    def open_executor(workers: int) -> Executor:
        return _Counting(workers, done)

    for jobs, more in ((1, {}), (2, {}), (2, {"open_executor": open_executor})):
        root = write_site(tmp_path / str(len(trees)), text)
        for number, name in enumerate(names):
            place(root, name, saved(noise(64, 48, seed=number), "JPEG"))
        site = rebuild(root, jobs=jobs, **more)
        assert site.problems == []
        trees.append({path.name: path.read_bytes() for path in (site.output / "media").glob("*")})
    assert len(trees[0]) == 40 and trees[0] == trees[1] == trees[2]
    assert done.count("look_at_batch") == 20 and done.count("_encode_batch") == 20


def test_check_opens_photos_but_encodes_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_site(tmp_path, BODY.format(photos=ONE))
    place(root, "photo.jpg", saved(noise(900, 300), "JPEG"))
    counted = count(monkeypatch)
    report = check_site(root, BODY.format(photos=ONE))
    assert not [found for found in report.problems if "media" in found.message]
    assert counted == {"looked": 1, "encoded": 0}


# ── In a browser ──


def test_a_telephone_loads_a_small_picture_and_nothing_moves(tmp_path: Path, page: Page) -> None:
    site = site_with(tmp_path, saved(noise(2400, 1200), "JPEG"))
    page.set_viewport_size({"width": 360, "height": 800})
    held: list[Route] = []
    page.route("**/media/**", lambda route: held.append(route))
    page.goto((site.output / PAGE).as_uri(), wait_until="domcontentloaded")
    picture, below = page.locator(".photo__image"), page.locator(".photo__caption")
    before = below.bounding_box()
    assert [route.request.url.rpartition("-")[2] for route in held] == ["480.webp"]
    held[0].continue_()
    assert picture.evaluate("image => image.decode().then(() => image.currentSrc)").endswith("-480.webp")
    assert below.bounding_box() == before
    box = picture.bounding_box()
    assert box and abs(box["width"] / box["height"] - 2) < 0.02
