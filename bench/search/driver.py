"""Asks the search of a built site in Chromium, and says what was found, how long it took and what was fetched."""

from __future__ import annotations

import functools
import gzip
import http.server
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page

PAGES = ("search/index.html", "organizations/index.html", "index.html")
WATCH = """
window.longTasks = [];
new PerformanceObserver(list => list.getEntries().forEach(one => longTasks.push(one.duration))).observe({type: "longtask"});
window.arrived = [];
Object.defineProperty(window, "starcaseSearch", {configurable: true, set(search) {
  const put = search.put;
  search.put = (name, value) => {
    arrived.push(name);
    if (name === "manifest") arrived.push(value.engine);
    put(name, value);
  };
  Object.defineProperty(window, "starcaseSearch", {value: search, writable: true});
}});
"""
OPEN = (
    "base => { longTasks.length = 0; return starcaseSearch.open(base).then(engine => { window.measured = engine; }); }"
)
ASK = """
([q, limit, patience]) => new Promise(done => {
  const begun = performance.now();
  let first = null, last = null, needed = null;
  const end = () => {
    const whole = performance.now() - begun, all = arrived.splice(0);
    done({...last, first: first === null ? whole : first, whole, needed: needed || all, all});
  };
  const timer = setTimeout(end, patience);
  addEventListener("unhandledrejection", end, {once: true});
  measured.search({q, filters: {}, sort: "best", limit}, result => {
    last = {hits: result.hits.map(hit => [hit.href, hit.tier, hit.field]), total: result.total, finished: result.done};
    if (first === null && result.hits.length) { first = performance.now() - begun; needed = arrived.slice(); }
    if (result.done) { clearTimeout(timer); end(); }
  });
})
"""
LIMIT, PATIENCE = 10, 10_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a query: bodies with the tier and field that the search gives them; milliseconds to the first hit and to the end;
    the files that were fetched, and those of them that were there before the first hit."""

    found: tuple[tuple[str, int, str], ...]
    total: int
    finished: bool
    first: float
    whole: float
    files: tuple[str, ...]
    needed: tuple[str, ...]

    @property
    def ids(self) -> list[str]:
        return [one for one, _, _ in self.found]


@dataclass(frozen=True)
class Site:
    """A built site and the address under which Chromium opens it, which ends in a slash."""

    folder: Path
    address: str

    @property
    def compressed(self) -> bool:
        """A server sends what is compressed, a folder what it holds."""
        return self.address.startswith("http")

    def weight(self, files: Sequence[str]) -> int:
        """Bytes that the files cost a visitor."""
        return sum(_weight(self.folder / one, self.compressed) for one in files)


@functools.cache
def _weight(path: Path, compressed: bool) -> int:
    content = path.read_bytes()
    return len(gzip.compress(content, 6, mtime=0)) if compressed else len(content)


class Visit:
    """A page of the site with its search open; `slowed` times slower than this machine."""

    def __init__(self, page: Page, site: Site, slowed: int = 1) -> None:
        self.page, self.site = page, site
        page.on("pageerror", lambda error: print(f"  page error: {error}"))
        page.add_init_script(WATCH)
        start = next(one for one in PAGES if (site.folder / one).is_file())
        page.goto(site.address + start)
        if slowed > 1:
            page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slowed})
        page.evaluate(OPEN, "../" * start.count("/") + "search/")

    def ask(self, text: str) -> Answer:
        """Ask and wait for all of the answer. What was fetched to open the search counts to the first question."""
        told = self.page.evaluate(ASK, [text, LIMIT, PATIENCE])
        files, needed = (tuple(f"search/{name}.js" for name in told[which]) for which in ("all", "needed"))
        found = tuple((_id(href), tier, field) for href, tier, field in told.get("hits", []))
        return Answer(
            found, told.get("total", 0), bool(told.get("finished")), told["first"], told["whole"], files, needed
        )

    def long_tasks(self) -> list[float]:
        """Milliseconds of every task longer than 50 since the search was opened."""
        self.page.wait_for_timeout(50)
        return [float(one) for one in self.page.evaluate("longTasks")]


def _id(href: str | None) -> str:
    """The body or story (`stories/…`) that an address is of."""
    return (href or "?").removeprefix("organizations/").removesuffix("/index.html")


@contextmanager
def visiting(browser: Browser, site: Site, slowed: int = 1) -> Iterator[Visit]:
    """A first visit: nothing is in the browser's cache."""
    with browser.new_context(locale="zh-CN") as context:
        yield Visit(context.new_page(), site, slowed)


@contextmanager
def served(folder: Path) -> Iterator[Site]:
    """The site from a server on this machine."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield Site(folder, f"http://127.0.0.1:{server.server_port}/")
        server.shutdown()
        thread.join()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


def opened(folder: Path) -> Site:
    """The site from its folder."""
    return Site(folder, folder.as_uri() + "/")
