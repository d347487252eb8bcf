"""Find the Chromium that tests drive, with what it and playwright need; install that where it is allowed."""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from build import SetUpError, apt_install

COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
MACOS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
WINDOWS = (
    "Chromium/Application/chrome.exe",
    "Google/Chrome/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)


def ready_chromium() -> str:
    """Path of a Chromium that works and can show Chinese. Tests are never left out for want of one."""
    named = os.environ.get("STARCASE_CHROMIUM")
    if named and not Path(named).is_file():
        raise SetUpError(
            f"环境变量 STARCASE_CHROMIUM 写的 {named} 不存在。请改正它，或者删去它，由程序自己查找浏览器。"
        )
    if missing := missing_packages():
        apt_install(*missing)
    missing, chromium = missing_packages(), find_chromium()
    if chromium and not missing:
        return chromium
    raise SetUpError(
        f"测试需要浏览器和中文字体，这台电脑还缺一些。请在终端输入下面一行，然后再运行一次：\n\n"
        f"    sudo apt-get install -y {' '.join(missing)}\n\n"
        "（不是 Debian 或 Ubuntu 的系统：请安装 Chromium、Chrome 或 Edge；"
        "装在别处的，用环境变量 STARCASE_CHROMIUM 写明它的位置。）"
    )


def missing_packages() -> list[str]:
    """Names of the Debian packages that would bring what is not there."""
    return [
        *([] if find_chromium() else ["chromium"]),
        *([] if has_chinese_font() else ["fonts-noto-cjk", "fontconfig"]),
        *([] if has_libatomic() else ["libatomic1"]),
    ]


def find_chromium() -> str | None:
    return next((str(place) for place in _places() if place.is_file()), None)


def _places() -> Iterator[Path]:
    if named := os.environ.get("STARCASE_CHROMIUM"):
        yield Path(named)
        return
    yield from (Path(found) for command in COMMANDS if (found := shutil.which(command)))
    if sys.platform == "darwin":
        yield from map(Path, MACOS)
    if sys.platform == "win32":
        folders = filter(None, map(os.environ.get, ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")))
        yield from (Path(folder, program) for folder in folders for program in WINDOWS)


def has_chinese_font() -> bool:
    """Windows and macOS bring one; elsewhere fontconfig knows."""
    if sys.platform in ("win32", "darwin"):
        return True
    if not shutil.which("fc-list"):
        return False
    return bool(subprocess.run(["fc-list", ":lang=zh"], capture_output=True).stdout.strip())


def has_libatomic() -> bool:
    """playwright's own program is linked to it, and a small Debian does not have it."""
    if sys.platform != "linux":
        return True
    try:
        ctypes.CDLL("libatomic.so.1")
    except OSError:
        return False
    return True
