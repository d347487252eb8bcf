"""Makes what is published of a picture: upright, in a few widths, in two formats, and with nothing in it but what is seen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from io import BytesIO

from PIL import Image, ImageCms

from starcase.media.pictures import BROKEN, opened, orientation, upright_size
from starcase.model.media import Rendition
from starcase.model.output import Output

WIDTHS = (480, 960, 1600)
"""A telephone, a small screen or a sharp telephone, and the widest place on a page twice as sharp."""
_NEARLY = 0.8

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_DEEP = ("I;16", "I;16L", "I;16B", "I;16N", "I")


def sizes_of(width: int, height: int) -> tuple[tuple[int, int], ...]:
    """The sizes in which a picture of this size is published, the smallest first; never larger than it is."""
    widest = min(width, WIDTHS[-1])
    widths = (*(each for each in WIDTHS if each < widest * _NEARLY), widest)
    return tuple((each, max(1, round(height * each / width))) for each in widths)


def encode_picture(content: bytes, renditions: Iterable[Rendition]) -> list[Output]:
    """The picture as each of the renditions, whose address tells its format.

    Each is made of the largest size, whichever are asked for, so that its bytes do not depend on the others.
    """
    largest = _draw(content)
    sized: dict[tuple[int, int], Image.Image] = {largest.size: largest}
    made = []
    for each in renditions:
        size = (each.width or 1, each.height or 1)
        if size not in sized:
            sized[size] = largest.resize(size, Image.Resampling.LANCZOS)
        made.append(Output(each.url, _WRITERS[each.url.rpartition(".")[2]](sized[size])))
    return made


def _draw(content: bytes) -> Image.Image:
    """The picture upright in its largest size, opaque, in the colours that every screen takes for granted."""
    with opened(content) as picture:
        held, upright = orientation(picture), upright_size(picture)
        largest = sizes_of(*upright)[-1]
        lying = largest if picture.size == upright else largest[::-1]
        profile = picture.info.get("icc_profile")
        picture.draft(None, lying)
        sized = _plain(picture).resize(lying, Image.Resampling.LANCZOS)
    drawn = _in_srgb(_on_white(sized), profile)
    return _alone(drawn.transpose(_TURNS[held]) if held in _TURNS else drawn)


def _plain(picture: Image.Image) -> Image.Image:
    """In a mode that can be resized: no palette, eight bits a colour, and an alpha channel only where something shows through."""
    if picture.mode in _DEEP:
        return picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if picture.has_transparency_data:
        return picture.convert("RGBA")
    return picture if picture.mode in ("L", "RGB", "CMYK") else picture.convert("RGB")


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode != "RGBA":
        return picture
    ground = Image.new("RGBA", picture.size, "white")
    ground.alpha_composite(picture)
    return ground.convert("RGB")


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """In sRGB, which needs no profile beside it; a profile that cannot be used is passed over."""
    if profile:
        try:
            own = ImageCms.ImageCmsProfile(BytesIO(profile))
            if "srgb" not in ImageCms.getProfileDescription(own).lower():
                turned = ImageCms.profileToProfile(picture, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
                return turned or picture.convert("RGB")
        except (ImageCms.PyCMSError, *BROKEN):
            pass
    return picture.convert("RGB")


def _alone(picture: Image.Image) -> Image.Image:
    """Its pixels, without anything that Pillow carries along and would write again: comments, EXIF, XMP."""
    return Image.frombytes("RGB", picture.size, picture.tobytes())


def _write_jpeg(picture: Image.Image) -> bytes:
    written = BytesIO()
    picture.save(written, "JPEG", quality=80, optimize=True, progressive=True)
    return written.getvalue()


def _write_webp(picture: Image.Image) -> bytes:
    written = BytesIO()
    picture.save(written, "WEBP", quality=76, method=4)
    return written.getvalue()


_WRITERS: Mapping[str, Callable[[Image.Image], bytes]] = {"jpg": _write_jpeg, "webp": _write_webp}
