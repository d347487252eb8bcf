"""Draws the pictures of the guide: pages of the real site, and terminal windows that hold what the program really says.

.venv-tests/bin/python docs/images/guide.py
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from starcase.serve.invitation import draw_code  # noqa: E402
from tests.chromium import ready_chromium  # noqa: E402
from tests.word_files import story  # noqa: E402

IMAGES = Path(__file__).parent
SHOWN_AT = "D:\\红社星图"
DAY = "1795320000"  # 2026-11-22
NEW = "暖心理发队|示例社区|为民|麦田|2025年5月|（示例）每月两次上门为行动不便的老人理发。|nuanxin-lifa\n"
WORD = "守望邻里|zhoumo-deng\n"
WINDOW = """<!doctype html><meta charset="utf-8"><style>
body { margin: 0; padding: 24px; background: #e9e7e2; font: 16px/1.6 "Noto Sans Mono CJK SC", "Noto Sans CJK SC", monospace; }
figure { margin: 0; inline-size: 860px; border-radius: 8px; overflow: hidden; box-shadow: 0 6px 24px #0003; background: #0c0c0c; }
figcaption { padding: 8px 16px; background: #2b2b2b; color: #ddd; font-size: 14px; }
pre { margin: 0; padding: 16px; color: #e6e6e6; white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; }
b { color: #fff4c2; font-weight: normal; } .code { line-height: 1; font-family: "DejaVu Sans Mono", monospace; }
</style><figure><figcaption>TITLE</figcaption><pre>TEXT</pre></figure>"""


def draw_window(page: Page, name: str, text: str, typed: str = "", code: str = "") -> None:
    """A terminal window; what a person typed is brighter."""
    prompt = f"{SHOWN_AT}&gt;<b>{escape(typed)}</b>\n" if typed else ""
    shown = f'\n<span class="code">{escape(code)}</span>' if code else ""
    page.set_content(WINDOW.replace("TITLE", "命令窗口").replace("TEXT", prompt + escape(text.rstrip("\n")) + shown))
    page.locator("figure").screenshot(path=IMAGES / f"guide-{name}.png")


def say(root: Path, *typed: str, answers: str = "") -> str:
    command = [sys.executable, "-X", "utf8", str(ROOT / "build.py"), *typed, "--root", "."]
    told = {**os.environ, "STARCASE_NO_VENV": "1", "SOURCE_DATE_EPOCH": DAY}
    lines = answers.replace("|", "\n")
    return subprocess.run(
        command, cwd=root, input=lines, env=told, capture_output=True, encoding="utf-8", check=True
    ).stdout


@contextmanager
def preview(root: Path) -> Iterator[tuple[str, str]]:
    """A running preview: its address, and what it said at first."""
    command = [sys.executable, "-X", "utf8", str(ROOT / "build.py"), "serve", "--root", str(root), "--port", "8000"]
    told = {**os.environ, "STARCASE_NO_VENV": "1", "SOURCE_DATE_EPOCH": DAY}
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8", env=told) as process:
        assert process.stdout
        lines = []
        while "资料已读取" not in (line := process.stdout.readline()):
            lines.append(line)
        said = "".join((*lines, line))
        yield re.search(r"http://\S+/", said)[0], said  # type: ignore[index]
        process.terminate()


def take(page: Page, address: str, name: str, wait: str = "main") -> None:
    page.goto(address)
    page.wait_for_selector(wait)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=IMAGES / f"guide-{name}.png")


def draw_all(browser: Browser, root: Path) -> None:
    page = browser.new_page(viewport={"width": 1000, "height": 640}, locale="zh-CN", bypass_csp=True)
    draw_window(page, "1-python", f"Python {sys.version.split()[0]}\n\n{SHOWN_AT}>", "py --version")
    with preview(root) as (address, said):
        draw_window(page, "2-preview", said)
        take(page, address, "3-home")
    said = say(root, "new", "organization", answers=NEW)
    draw_window(page, "4-new", re.sub(r"(?m)^  (?!1 |2 |3 )\d+ .*\n", "", said), "py build.py new organization")
    story(root / "稿件.docx")
    say(root, "new", "story", "--from", "稿件.docx", answers=WORD)
    told = root / "content/organizations/example-stars/zhoumo-deng.md"
    filled = re.sub(
        r"图片说明:  .*", "图片说明: 灯下的书桌", re.sub(r"已获同意:.*", "已获同意: true", told.read_text("utf-8"))
    )
    told.write_text(filled, "utf-8")
    record = root / "content/organizations/example-stars/nuanxin-lifa.yaml"
    with preview(root) as (address, _):
        take(page, f"{address}organizations/nuanxin-lifa/", "5-page")
        page.set_viewport_size({"width": 1000, "height": 1500})
        take(page, f"{address}stories/zhoumo-deng/", "7-word", ".photo__image")
        page.set_viewport_size({"width": 1000, "height": 640})
    whole = record.read_text("utf-8")
    record.write_text(whole + "services: {2025: {visits: 二百四}}\n", "utf-8")
    with preview(root) as (address, _):
        take(page, f"{address}organizations/nuanxin-lifa/", "6-mistake", ".starcase-panel details[open]")
    record.write_text(whole, "utf-8")
    built = say(root)
    draw_window(page, "8-build", re.sub(r"新制作.*\n", "", built), "py build.py")
    address = "http://192.168.1.23:8000/"
    said = f"正在预览：http://127.0.0.1:8000/  保存文件后网页会自动刷新；按 Ctrl+C 结束。\n同一个网络里的手机请打开：{address}"
    draw_window(page, "9-phone", said, "py build.py serve --host 0.0.0.0", draw_code(address))


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        root = Path(folder)
        shutil.copytree(ROOT / "content", root / "content")
        shutil.copy(ROOT / "config.yaml", root)
        browser = playwright.chromium.launch(executable_path=ready_chromium(), args=["--disable-gpu"])
        draw_all(browser, root)
        browser.close()


if __name__ == "__main__":
    main()
