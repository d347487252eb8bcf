"""What a phone in the room needs to see the preview: the address to type, and the same as a code to scan."""

from __future__ import annotations

import io
import ipaddress
import socket
import sys

import segno

from starcase.language import Words

_SOMEWHERE = "192.0.2.1"
"""An address kept free for documents: to ask for the way there sends nothing."""


def invite(host: str, port: int, words: Words) -> str:
    """What to say to people who shall look in from another device; nothing where only this machine can."""
    reached = _reached_at(host)
    if reached is None:
        return ""
    address = f"http://{f'[{reached}]' if ':' in reached else reached}:{port}/"
    told = words("同一个网络里的手机请打开：{address}", address=address)
    warning = words("现在这个网络里的人都能看到预览，包括草稿；看完请按 Ctrl+C 结束。")
    code = draw_code(address)
    return "\n".join((told, *((code,) if _can_show(code) else ()), warning))


def _reached_at(host: str) -> str | None:
    """The address of this machine as others know it; None where it answers nobody else."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return None if host == "localhost" else host
    if address.is_loopback:
        return None
    return _own_address() if address.is_unspecified else host


def _own_address() -> str | None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way:
        try:
            way.connect((_SOMEWHERE, 9))
        except OSError:  # no network
            return None
        return str(way.getsockname()[0])


def draw_code(address: str) -> str:
    """A code of half blocks, two rows a line, as light signs on a dark terminal."""
    written = io.StringIO()
    segno.make(address, error="m", micro=False).terminal(out=written, border=2, compact=True)
    return written.getvalue().rstrip("\n")


def _can_show(code: str) -> bool:
    """Whether it would be seen as it is: on a terminal that has these signs."""
    if not sys.stdout.isatty():
        return False
    try:
        code.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True
