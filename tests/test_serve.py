"""The preview, as a browser meets it: a real server, real requests, real web sockets, real saves."""

from __future__ import annotations

import asyncio
import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page
from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest, HTTPResponse
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.websocket import WebSocketClientConnection, websocket_connect

from starcase.language import Words
from starcase.model.output import Output
from starcase.problems import Place, PlacedProblem, Severity
from starcase.serve import insert
from starcase.serve.invitation import draw_code, invite
from starcase.serve.preview import LiveSite, Preview, Saved
from starcase.serve.server import make_application, reload_browsers
from starcase.serve.watch import watch

ROOT = Path(__file__).resolve().parent.parent

STRICT = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'"
PAGE = (
    '<!doctype html><html><head><meta http-equiv="Content-Security-Policy" content="{policy}">'
    '<link rel="stylesheet" href="{top}assets/site.css"></head><body><p>{text}</p></body></html>'
)
WRONG = PlacedProblem(
    place=Place("content/organizations/a.yaml", 4, 50),
    rule="score-out-of-range",
    severity=Severity.ERROR,
    message="“队伍<建设>”得分 9，应在 0 到 6 之间。",
    mend="请核对评分表。",
)
HINT = PlacedProblem(Place("config.yaml", 1, 1), "no-base-url", Severity.HINT, "没有正式网址。", "请写上 base_url。")


def page(text: str, top: str = "") -> bytes:
    return PAGE.format(policy=STRICT.replace("'", "&#39;"), top=top, text=text).encode()


def read_folder(root: Path, saved: Saved = None) -> Preview:
    """A small site whose pages are text files: `stop` in it stops the site, `draft` makes it a draft, `wrong` an error."""
    texts = {file.stem: file.read_text("utf-8") for file in sorted((root / "content").glob("*.txt"))}
    base = (root / "config.yaml").read_text("utf-8").strip() or None

    def answer(url: str) -> Output | None:
        if url == "assets/site.css":
            return Output(url, b"body{}")
        if url == "404.html":
            return Output(url, page("没有这一页", f"{base}/" if base else ""))
        name = "home" if url == "index.html" else url.removesuffix("/index.html")
        if url.endswith("index.html") and name in texts:
            if "broken" in texts[name]:
                raise ZeroDivisionError("a mistake of the program")
            return Output(url, page(texts[name], "../" * url.count("/")))
        file = root / "content" / url  # answers too much: the server itself keeps addresses inside the site
        return Output(url, file.read_bytes()) if url and file.is_file() else None

    everything = "".join(texts.values())
    return Preview(
        answer=answer,
        problems=(HINT, WRONG) if "stop" in everything or "wrong" in everything else (),
        stopped="stop" in everything,
        drafts=frozenset(f"{name}/index.html" for name, text in texts.items() if "draft" in text),
        stamp=texts.get("stamp", ""),
        base_url=base,
    )


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    (tmp_path / "config.yaml").write_text("", "utf-8")
    (tmp_path / "content" / "home.txt").write_text("首页", "utf-8")
    (tmp_path / "content" / "about.txt").write_text("关于", "utf-8")
    return tmp_path


@dataclass
class Served:
    """A preview that runs, and a client for it."""

    root: Path
    live: LiveSite
    port: int
    application: Any
    sockets: list[WebSocketClientConnection] = field(default_factory=list)

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def save(self, name: str, text: str) -> None:
        (self.root / "content" / f"{name}.txt").write_text(text, "utf-8")

    async def get(self, path: str, method: str = "GET", **headers: str) -> HTTPResponse:
        request = HTTPRequest(f"http://{self.host}{path}", method, headers=headers, follow_redirects=False)
        return await AsyncHTTPClient().fetch(request, raise_error=False)

    async def text(self, path: str) -> str:
        return (await self.get(path)).body.decode()

    async def connect(self, snipver: int | None = None, origin: str | None = None) -> WebSocketClientConnection:
        """A browser's web socket, greeted."""
        request = HTTPRequest(f"ws://{self.host}/livereload", headers={"Origin": origin or f"http://{self.host}"})
        socket = await websocket_connect(request)
        hello: dict[str, Any] = {"command": "hello", "protocols": ["http://livereload.com/protocols/official-7"]}
        await socket.write_message(json.dumps(hello | ({"snipver": snipver} if snipver else {})))
        assert json.loads(await socket.read_message() or "")["command"] == "hello"
        self.sockets.append(socket)
        return socket


@asynccontextmanager
async def preview(root: Path, host: str = "127.0.0.1") -> AsyncIterator[Served]:
    sockets = bind_sockets(0, address="127.0.0.1")
    port = sockets[0].getsockname()[1]
    live = LiveSite(partial(read_folder, root))
    application = make_application(live, host, port, Words())
    server = HTTPServer(application)
    server.add_sockets(sockets)
    served = Served(root, live, port, application)
    try:
        yield served
    finally:
        for socket in served.sockets:
            socket.close()
        server.stop()
        await server.close_all_connections()


def visit(root: Path, story: Callable[[Served], Awaitable[None]], host: str = "127.0.0.1") -> None:
    """Plays a story with a preview, in a thread: another test's browser may hold a loop in this one."""

    async def play() -> None:
        async with preview(root, host) as served:
            await asyncio.wait_for(story(served), 60)

    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, play()).result()


# ── Pages ──


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("/", 200, "text/html; charset=utf-8"),
        ("/index.html", 200, "text/html; charset=utf-8"),
        ("/about/", 200, "text/html; charset=utf-8"),
        ("/about/index.html?from=menu", 200, "text/html; charset=utf-8"),
        ("/assets/site.css", 200, "text/css; charset=utf-8"),
        ("/livereload.js", 200, "application/javascript"),
        ("/_starcase/panel.css", 200, "text/css; charset=utf-8"),
        ("/about", 302, None),
        ("/nowhere/", 404, "text/html; charset=utf-8"),
        ("/nowhere.png", 404, "text/html; charset=utf-8"),
    ],
)
def test_every_address_of_the_site_is_answered(root: Path, path: str, status: int, kind: str | None) -> None:
    async def story(served: Served) -> None:
        got, head = await served.get(path), await served.get(path, "HEAD")
        assert got.code == status
        assert kind is None or got.headers["Content-Type"] == kind
        if not path.startswith(("/livereload", "/_starcase")):
            assert (head.code, head.body) == (status, b""), "HEAD says the same and sends nothing"

    visit(root, story)


def test_a_folder_without_its_slash_leads_to_the_one_with_it(root: Path) -> None:
    async def story(served: Served) -> None:
        assert (await served.get("/about")).headers["Location"] == "/about/"

    visit(root, story)


def test_only_the_page_that_is_asked_for_is_made(root: Path) -> None:
    async def story(served: Served) -> None:
        served.save("about", "broken")
        await served.live.refresh()
        assert (await served.get("/")).code == 200
        assert (await served.get("/about/")).code == 500

    visit(root, story)


@pytest.mark.parametrize(
    "path",
    [
        "/../config.yaml",
        "/%2e%2e/config.yaml",
        "/about/../../config.yaml",
        "/..%2fconfig.yaml",
        "/..%5cconfig.yaml",
        "//etc/passwd",
        "/about//",
        "/./index.html",
        "/about%00/",
    ],
)
def test_no_address_leads_out_of_the_site(root: Path, path: str) -> None:
    asked: list[str] = []

    async def story(served: Served) -> None:
        (served.root / "config.yaml").write_text("secret", "utf-8")
        reader, writer = await asyncio.open_connection("127.0.0.1", served.port)  # a client that does not tidy paths
        writer.write(f"GET {path} HTTP/1.1\r\nHost: {served.host}\r\nConnection: close\r\n\r\n".encode())
        answer = (await reader.read()).decode()
        writer.close()
        asked.append(answer.split("\r\n", 1)[0])
        assert "secret" not in answer

    visit(root, story)
    assert asked[0] in ("HTTP/1.1 404 Not Found", "HTTP/1.1 400 Bad Request")


def test_the_404_page_finds_its_stylesheet_at_any_depth(root: Path) -> None:
    async def story(served: Served) -> None:
        assert 'href="/assets/site.css"' in await served.text("/a/b/c/")
        (served.root / "config.yaml").write_text("https://example.org/stars", "utf-8")
        await served.live.refresh()
        assert 'href="/assets/site.css"' in await served.text("/a/b/c/")

    visit(root, story)


def test_a_browser_keeps_stylesheets_until_they_are_others_and_asks_for_all_else_again(root: Path) -> None:
    async def kept(served: Served, path: str) -> bool:
        return "immutable" in (await served.get(path)).headers.get("Cache-Control", "")

    async def story(served: Served) -> None:
        assert 'href="../assets/site.css"' in await served.text("/about/")
        for stamp in ("one", "two"):
            served.save("stamp", stamp)
            await served.live.refresh()
            assert f'href="../assets/site.css?{stamp}"' in await served.text("/about/")
            assert f'href="/assets/site.css?{stamp}"' in await served.text("/a/b/c/"), (
                "on the page for what is not there, too"
            )
            assert await kept(served, f"/assets/site.css?{stamp}")
        for path in ("/assets/site.css", "/assets/site.css?one", "/about/", "/about/?two", "/_starcase/panel.css"):
            assert not await kept(served, path), path
        panel = re.search(r'href="(/_starcase/panel\.css\?[0-9a-f]+)"', await served.text("/about/"))
        assert panel and await kept(served, panel[1])

    visit(root, story)


# ── What is added to a page ──


def test_a_page_gets_the_reload_script_and_keeps_the_sites_policy_extended_by_that_one_connection(root: Path) -> None:
    async def story(served: Served) -> None:
        got = await served.get("/about/")
        body = got.body.decode()
        assert re.search(
            rf'<script src="/livereload\.js\?host=127\.0\.0\.1&amp;port={served.port}&amp;snipver=\d+"', body
        )
        assert "<meta http-equiv" not in body, "two policies would both have to allow it"
        assert got.headers["Content-Security-Policy"] == STRICT.replace(
            "connect-src 'self'", f"connect-src 'self' ws://{served.host}"
        )
        assert "starcase-panel" not in body and "草稿" not in body

    visit(root, story)


@pytest.mark.parametrize(
    ("policy", "extended"),
    [
        ("default-src 'self'", "default-src 'self'; connect-src 'self' ws://h:1"),
        ("default-src 'none'; img-src 'self'", "default-src 'none'; img-src 'self'; connect-src ws://h:1"),
        ("connect-src 'none'", "connect-src ws://h:1"),
        ("object-src 'none'; base-uri 'self'", "object-src 'none'; base-uri 'self'"),
    ],
)
def test_a_policy_is_extended_only_where_it_would_stop_the_connection(policy: str, extended: str) -> None:
    assert insert.allow_reload(policy, "h:1") == extended


def test_the_panel_lists_every_problem_with_its_place_errors_first(root: Path) -> None:
    async def story(served: Served) -> None:
        served.save("about", "wrong")
        await served.live.refresh()
        for path in ("/", "/about/", "/nowhere/"):
            body = await served.text(path)
            assert "必须改 1 处，建议看 1 处" in body
            assert "<code>content/organizations/a.yaml 第4行第50个字</code> “队伍&lt;建设&gt;”得分 9" in body
            assert body.index("请核对评分表。") < body.index("请写上 base_url。") < body.index("</body>")
        assert "starcase-panel" not in await served.text("/assets/site.css")

    visit(root, story)


def test_the_pages_own_problems_come_first_and_others_lead_to_their_pages() -> None:
    pages = {"content/organizations/a.yaml": ("organizations/a/index.html",)}
    own = insert.panel((HINT, WRONG), Words(), "organizations/a/index.html", pages)
    assert "<details open><summary>这一页 必须改 1 处；全站 必须改 1 处，建议看 1 处</summary><h2>这一页</h2>" in own
    assert own.index("请核对评分表。") < own.index("<h2>别处</h2>") < own.index("请写上 base_url。")
    other = insert.panel((HINT, WRONG), Words(), "organizations/b/index.html", pages)
    assert "<details><summary>必须改 1 处，建议看 1 处</summary>" in other, "it is another page's error: folded"
    assert '<a href="/organizations/a/">看这一页</a>' in other


def test_a_phone_is_told_the_address_only_where_it_is_let_in() -> None:
    assert invite("127.0.0.1", 8000, Words()) == invite("localhost", 8000, Words()) == ""
    told = invite("192.168.1.5", 8000, Words())
    assert "手机请打开：http://192.168.1.5:8000/" in told and "包括草稿" in told
    image = [line.ljust(99) for line in draw_code("http://192.168.1.5:8000/").splitlines()]
    rows = [[sign in "█▀" for sign in line] for line in image]
    lower = [[sign in "█▄" for sign in line] for line in image]
    picture = Image.new("L", (99, 2 * len(image)))
    for number, (above, below) in enumerate(zip(rows, lower, strict=True)):
        for column in range(99):
            picture.putpixel((column, 2 * number), 255 * above[column])
            picture.putpixel((column, 2 * number + 1), 255 * below[column])
    read = zxingcpp.read_barcodes(picture.resize((990, 20 * len(image)), Image.Resampling.NEAREST))
    assert [code.text for code in read] == ["http://192.168.1.5:8000/"]


def test_a_draft_is_marked(root: Path) -> None:
    async def story(served: Served) -> None:
        served.save("about", "draft")
        await served.live.refresh()
        assert "预览：这一页现在不公布" in await served.text("/about/")
        assert "现在不公布" not in await served.text("/")

    visit(root, story)


# ── Errors ──


def test_errors_that_stop_the_site_stand_on_every_page_until_they_are_mended(root: Path) -> None:
    async def story(served: Served) -> None:
        served.save("about", "stop")
        await served.live.refresh()
        for path in ("/", "/about/", "/about", "/anything/else.html"):
            got = await served.get(path)
            assert got.code == 503 and "content/organizations/a.yaml 第4行第50个字" in got.body.decode()
            assert "livereload.js" in got.body.decode(), "it comes back by itself"
            assert "script-src 'self'" in got.headers["Content-Security-Policy"]
        served.save("about", "关于")
        await served.live.refresh()
        assert (await served.get("/about/")).code == 200

    visit(root, story)


def test_a_folder_that_cannot_be_read_is_said_on_the_page_and_recovers(root: Path) -> None:
    async def story(served: Served) -> None:
        (served.root / "config.yaml").unlink()
        with pytest.raises(FileNotFoundError):
            await served.live.refresh()
        got = await served.get("/")
        assert got.code == 500 and "没有找到“" in got.body.decode() and "livereload.js" in got.body.decode()
        (served.root / "config.yaml").write_text("", "utf-8")
        await served.live.refresh()
        assert (await served.get("/")).code == 200

    visit(root, story)


def test_a_mistake_of_the_program_is_shown_on_the_page_that_it_spoils(
    root: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    async def story(served: Served) -> None:
        served.save("about", "broken")
        await served.live.refresh()
        got = await served.get("/about/")
        assert got.code == 500 and "ZeroDivisionError: a mistake of the program" in got.body.decode()
        assert "livereload.js" in got.body.decode()

    visit(root, story)
    assert "ZeroDivisionError" in capfd.readouterr().err


# ── Who may ask ──


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:{port}", 200),
        ("localhost:{port}", 200),
        ("LOCALHOST:{port}", 200),
        ("[::1]:{port}", 200),
        ("office-pc:{port}", 200),
        ("evil.example:{port}", 403),
        ("127.0.0.1.evil.example:{port}", 403),
        ("192.168.1.5:{port}", 403),
        ("localhost:1", 403),
        ("localhost", 403),
        ("", 403),
    ],
)
def test_only_requests_that_name_this_preview_are_answered(root: Path, host: str, status: int) -> None:
    async def story(served: Served) -> None:
        named = host.format(port=served.port)
        for path in ("/", "/livereload.js", "/_starcase/panel.css", "/livereload"):
            got = await served.get(path, Host=named)
            expected = 400 if (path, status) == ("/livereload", 200) else status  # no web socket was asked for
            assert got.code == expected, path
            assert status == 200 or got.headers["Content-Type"] == "text/plain; charset=utf-8"

    visit(root, story, host="office-pc")


@pytest.mark.parametrize(("host", "status"), [("192.168.1.5", 200), ("[fe80::1]", 200), ("evil.example", 403)])
def test_a_preview_for_the_whole_office_is_found_by_address_but_not_by_a_foreign_name(
    root: Path, host: str, status: int
) -> None:
    async def story(served: Served) -> None:
        assert (await served.get("/", Host=f"{host}:{served.port}")).code == status

    visit(root, story, host="0.0.0.0")


@pytest.mark.parametrize("origin", ["http://evil.example", "http://127.0.0.1:1", "http://localhost:{port}", "null"])
def test_a_page_of_another_origin_cannot_listen(root: Path, origin: str) -> None:
    async def story(served: Served) -> None:
        with pytest.raises(HTTPClientError, match="403"):
            await served.connect(origin=origin.format(port=served.port))

    visit(root, story)


# ── Reloading ──


def test_browsers_are_told_to_reload_and_those_of_another_preview_are_not(root: Path) -> None:
    async def story(served: Served) -> None:
        mine = await served.connect()
        async with preview(root) as other:
            others = await other.connect()
            reload_browsers(served.application)
            reload_browsers(other.application)
            for socket in (mine, others):
                assert json.loads(await socket.read_message() or "")["command"] == "reload"
            reload_browsers(served.application)
            assert await mine.read_message()
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(asyncio.shield(asyncio.ensure_future(others.read_message())), 0.2)

    visit(root, story)


def test_a_page_that_was_made_before_the_last_save_reloads_as_soon_as_it_connects(root: Path) -> None:
    async def story(served: Served) -> None:
        found = re.search(r"snipver=(\d+)", await served.text("/"))
        assert found
        version = int(found[1])
        await served.live.refresh()
        late = await served.connect(snipver=version)
        assert json.loads(await late.read_message() or "")["command"] == "reload"

    visit(root, story)


def test_it_is_told_what_was_saved_and_nothing_of_what_editors_leave(root: Path) -> None:
    place = root / "content" / "about.txt"

    async def next_of(told: asyncio.Queue[Saved]) -> Saved:
        return await asyncio.wait_for(told.get(), 30)

    async def story() -> None:
        told = asyncio.Queue[Saved]()
        watching = asyncio.create_task(watch(root, told.put_nowait))
        assert await next_of(told) is None, "from now on it is told; before, anything may have been saved"
        for leftover in (".about.txt.kate-swp", "#about.txt#", "about.txt~", ".git/index", "README.md"):
            (root / "content" / leftover).parent.mkdir(exist_ok=True)
            (root / "content" / leftover).write_text("x", "utf-8")
        place.write_text("改过了", "utf-8")
        assert await next_of(told) == {place}
        (root / "config.new").write_text("x", "utf-8")
        (root / "config.new").replace(root / "config.yaml")
        assert await next_of(told) == {root / "config.yaml"}
        (root / "content").rename(root / "old")
        assert await next_of(told) == {root / "content"}
        (root / "content").mkdir()
        while await next_of(told) is not None:  # it begins to watch anew
            pass
        place.write_text("放回来了", "utf-8")
        assert place in (await next_of(told) or ())
        watching.cancel()

    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, story()).result()


# ── The whole of it, in a process of its own ──

PROGRAM = """
import signal, sys, time
from functools import partial
from pathlib import Path
from starcase.language import Words
from starcase.serve.server import serve
from tests.test_serve import read_folder
signal.signal(signal.SIGINT, signal.default_int_handler)   # also where the tests run in the background
root, port = Path(sys.argv[1]), int(sys.argv[2])
say = partial(print, flush=True)
serve(partial(read_folder, root), root, host="127.0.0.1", port=port, open_browser=False, say=say, words=Words())
"""

SLOWLY = PROGRAM.replace("partial(read_folder, root)", "read").replace(
    "say = ",
    """
def read(saved):
    print("told:", *sorted(place.name for place in saved or ()))
    time.sleep(0.5)
    return read_folder(root)
say = """.lstrip(),
)


@dataclass
class Running:
    process: subprocess.Popen[str]
    said: list[str]

    @property
    def port(self) -> int:
        return int(re.search(r"http://127\.0\.0\.1:(\d+)/", "".join(self.said))[1])  # type: ignore[index]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    @property
    def readings(self) -> int:
        return sum(line.startswith("资料已读取") for line in self.said)


def until(happened: Callable[[], bool]) -> None:
    for _ in range(600):
        if happened():
            return
        time.sleep(0.05)
    raise AssertionError("it did not happen within 30 s")


@contextmanager
def running(root: Path, port: int = 0, program: str = PROGRAM) -> Iterator[Running]:
    command = [sys.executable, "-c", program, str(root), str(port)]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
    ) as process:
        assert process.stdout
        run = Running(process, [])
        listener = Thread(target=run.said.extend, args=(process.stdout,))
        listener.start()
        try:
            until(lambda: run.readings > 0)
            yield run
        finally:
            process.kill()
            process.wait()
            listener.join()


def shown_at(address: str) -> str:
    try:
        with urlopen(address) as answer:
            return str(answer.read().decode())
    except HTTPError as error:
        return error.read().decode()


def test_a_save_is_shown_and_a_browser_that_waits_is_told(root: Path) -> None:
    with running(root) as run:

        async def wait_for_reload() -> None:
            served = Served(root, LiveSite(partial(read_folder, root)), run.port, None)
            socket = await served.connect()
            served.save("about", "改过了")
            message = await asyncio.wait_for(socket.read_message(), 30)
            assert json.loads(message or "")["command"] == "reload"
            assert "改过了" in await served.text("/about/"), "the reading was done before the browser was told"
            socket.close()

        with ThreadPoolExecutor(1) as thread:
            thread.submit(asyncio.run, wait_for_reload()).result()


def test_many_saves_at_once_are_not_as_many_readings(root: Path) -> None:
    with running(root) as run:
        for number in range(300):
            (root / "content" / f"n{number}.txt").write_text("新", "utf-8")
        (root / "content" / "about.txt").write_text("最后", "utf-8")
        until(lambda: "最后" in shown_at(run.address + "about/"))
        assert run.readings < 10


def test_what_is_saved_during_a_reading_is_told_to_the_next(root: Path) -> None:
    names = {f"n{number}.txt" for number in range(6)}
    with running(root, program=SLOWLY) as run:
        for name in sorted(names):
            (root / "content" / name).write_text("新", "utf-8")
            time.sleep(0.15)
        until(lambda: names <= set("".join(run.said).split()))


def test_a_folder_that_is_taken_away_and_put_back_is_still_watched(root: Path) -> None:
    with running(root) as run:
        (root / "content").rename(root / "old")
        until(lambda: "没有这一页" in shown_at(run.address + "about/"))
        (root / "content").mkdir()
        (root / "content" / "about.txt").write_text("放回来了", "utf-8")
        until(lambda: "放回来了" in shown_at(run.address + "about/"))
        (root / "content" / "about.txt").write_text("又改了", "utf-8")
        until(lambda: "又改了" in shown_at(run.address + "about/"))


def test_config_is_watched_the_way_editors_replace_it(root: Path) -> None:
    with running(root) as run:
        for number in (1, 2):
            before = run.readings
            (root / "config.new").write_text(f"https://example.org/{number}", "utf-8")
            (root / "config.new").replace(root / "config.yaml")
            until(lambda before=before: run.readings > before)  # type: ignore[misc]


def test_a_used_port_is_left_to_its_owner_and_the_next_free_one_is_said(root: Path) -> None:
    with closing(bind_sockets(0, address="127.0.0.1")[0]) as owner:
        owner.listen()
        port = owner.getsockname()[1]
        with running(root, port) as run:
            assert run.said[0].startswith(f"端口 {port} 已被占用，改用 {run.port}。")
            assert run.port > port and "首页" in shown_at(run.address)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends Ctrl-C to the whole console")
def test_ctrl_c_ends_it_quietly(root: Path) -> None:
    with running(root) as run:
        run.process.send_signal(signal.SIGINT)
        assert run.process.wait(30) == 0
    assert run.said[-1] == "预览已结束。\n" and not any("Traceback" in line for line in run.said)


def test_a_browser_shows_a_save_by_itself_and_the_panel_with_its_style(
    root: Path, page: Page, page_errors: list[str]
) -> None:
    with running(root) as run:
        page.goto(run.address + "about/")
        assert page.locator("body").inner_text() == "关于"
        (root / "content" / "about.txt").write_text("wrong 改过了", "utf-8")
        page.wait_for_selector("text=改过了")
        panel = page.locator(".starcase-panel")
        assert panel.is_visible() and panel.evaluate("panel => getComputedStyle(panel).position") == "fixed"
        assert "content/organizations/a.yaml 第4行第50个字" in panel.inner_text()
        folds = panel.locator("details")
        assert folds.get_attribute("open") is not None
        panel.locator("summary").focus()
        page.keyboard.press("Enter")
        assert folds.get_attribute("open") is None, "the keyboard folds it"
        (root / "content" / "about.txt").write_text("stop", "utf-8")
        page.wait_for_selector("text=网站暂时生成不了")
        (root / "content" / "about.txt").write_text("好了", "utf-8")
        page.wait_for_selector("text=好了")
    assert len(page_errors) == 1 and "503" in page_errors.pop(), "the stopped site; our policy refused nothing"


def test_a_browser_left_open_finds_the_next_run_of_the_preview(root: Path, page: Page, page_errors: list[str]) -> None:
    with running(root) as run:
        port = run.port
        page.goto(run.address)
    (root / "content" / "home.txt").write_text("第二次", "utf-8")
    with running(root, port):
        page.wait_for_selector("text=第二次")
    page_errors.clear()  # the browser complains about the time between
