"""What tests share: the browser, and a disk that need not be waited for."""

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.chromium import ready_chromium

# Kept from one process to the next, whatever the environment says: the builds that tests start would else compile all modules each time.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

LONGEST = (
    "test_exact.py",
    "test_setup.py",
    "test_session.py",
    "test_damaged_cache.py",
    "test_same_bytes.py",
    "test_whole.py",
)
"""Begun first, so that no worker is left alone with one of their tests at the end."""

# The sandbox is off (playwright's default): root has none, and only our own pages are opened.
QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: LONGEST.index(item.path.name) if item.path.name in LONGEST else len(LONGEST))


@pytest.fixture
def quick_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder for hundreds of builds: in memory, where the system has such a place, since each build waits for its disk."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=memory, prefix="starcase-") as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium a worker. Its event loop runs in this thread: a test with a loop of its own uses another process."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=ready_chromium(), args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def page_errors() -> list[str]:
    """What the console and the scripts of `page` complained about; a test that expects a complaint clears it."""
    return []


@pytest.fixture
def page(browser: Browser, page_errors: list[str]) -> Iterator[Page]:
    """A page in a fresh context; the test fails when anything is left in `page_errors`."""
    with browser.new_context(locale="zh-CN") as context:
        page = context.new_page()
        page.on("console", lambda message: page_errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: page_errors.append(str(error)))
        yield page
    assert page_errors == []
