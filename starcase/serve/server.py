"""The web server of the preview: loopback only unless told otherwise, one page made for each request."""

from __future__ import annotations

import asyncio
import errno
import ipaddress
import mimetypes
import socket
import sys
import traceback
import webbrowser
from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from tornado.escape import json_decode
from tornado.httpserver import HTTPServer
from tornado.httputil import HTTPServerRequest
from tornado.netutil import bind_sockets
from tornado.routing import Matcher, Rule
from tornado.web import Application, RequestHandler

from starcase.language import Words, words_for
from starcase.machine import explain
from starcase.report import count_problems
from starcase.serve import insert
from starcase.serve.invitation import invite
from starcase.serve.preview import LiveSite, Preview, Saved
from starcase.serve.watch import PUBLIC_FOLDERS, watch

_TYPES = mimetypes.MimeTypes()  # not the system's own: a Windows registry may hold anything for .js
_PORTS_TRIED = 20
_RELOAD = {"command": "reload", "path": "*", "liveCSS": False}

Say = Callable[[str], None]


Read = Callable[[Saved], Preview]
Watch = Callable[[Callable[[Saved], None]], Coroutine[Any, Any, None]]


def serve(
    read: Read,
    root: Path,
    *,
    host: str,
    port: int,
    open_browser: bool,
    say: Say,
    words: Words,
    folders: Sequence[str] = PUBLIC_FOLDERS,
) -> None:
    """Shows the site until Ctrl-C. `read` reads what was saved in `folders`; `say` tells the person at the terminal something."""
    watching = partial(watch, root, folders=folders)
    try:
        asyncio.run(_serve(read, watching, host, port, open_browser, say, words))
    except KeyboardInterrupt:
        say(words("预览已结束。"))


async def _serve(read: Read, watching: Watch, host: str, port: int, open_browser: bool, say: Say, words: Words) -> None:
    saves = asyncio.Queue[Saved]()
    await asyncio.gather(watching(saves.put_nowait), _show(read, saves, host, port, open_browser, say, words))


async def _show(
    read: Read, saves: asyncio.Queue[Saved], host: str, port: int, open_browser: bool, say: Say, words: Words
) -> None:
    await saves.get()  # from here on every save is told: none is missed between reading and watching
    live = LiveSite(read)
    sockets = _listen(host, port)
    listening_at = int(sockets[0].getsockname()[1])
    if port not in (0, listening_at):
        say(words("端口 {port} 已被占用，改用 {other}。", port=port, other=listening_at))
    application = make_application(live, host, listening_at, words)
    HTTPServer(application).add_sockets(sockets)
    address = f"http://{shown_host(host)}:{listening_at}/"
    say(words("正在预览：{address}  保存文件后网页会自动刷新；按 Ctrl+C 结束。", address=address))
    if invitation := invite(host, listening_at, words):
        say(invitation)
    if open_browser:
        asyncio.get_running_loop().run_in_executor(None, webbrowser.open, address)
    await _follow(live, saves, application, say, words)


def _listen(host: str, port: int) -> list[socket.socket]:
    """Listens at the port, or at the next one that is free."""
    for candidate in range(port, port + _PORTS_TRIED):
        try:
            return bind_sockets(candidate, address=host)
        except OSError as error:
            if port == 0 or error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
    return bind_sockets(0, address=host)


def shown_host(host: str) -> str:
    """The host as it stands in an address that a browser on this machine can open."""
    if _is_wildcard(host):
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


async def _follow(
    live: LiveSite, saves: asyncio.Queue[Saved], application: Application, say: Say, words: Words
) -> None:
    """After every save: reads it, reloads the browsers, and says how it went."""
    say(await _told(live.latest(), words))
    while True:
        told = await _told(live.refresh(await _next(saves)), words)
        reload_browsers(application)
        say(told)


async def _next(saves: asyncio.Queue[Saved]) -> Saved:
    """All that was saved while the last reading went on; where nothing was, the next save."""
    bursts = [await saves.get()]
    while not saves.empty():
        bursts.append(saves.get_nowait())
    together: set[Path] = set()
    for burst in bursts:
        if burst is None:
            return None
        together.update(burst)
    return together


async def _told(reading: Coroutine[Any, Any, Preview], words: Words) -> str:
    """How a reading went, in the language of what was read; `words` say why nothing could be read."""
    done = asyncio.ensure_future(reading)
    await asyncio.wait([done])
    if error := done.exception():
        reason = describe(error, words).strip().splitlines()[-1]
        return words("读取资料时出错：{reason}", reason=reason)
    preview = done.result()
    words = words_for(preview.language)
    if counted := count_problems(preview.problems, words):
        return words("资料已读取：{counted}（见网页底部）。", counted=counted)
    return words("资料已读取，没有发现问题。")


def describe(error: BaseException, words: Words) -> str:
    """What a person needs to mend it: a sentence where the machine refused, else where in the program it happened."""
    if isinstance(error, OSError):
        return explain(error).message(words)
    return "".join(traceback.format_exception(error))


def reload_browsers(application: Application) -> None:
    """Tells every browser that shows a page of this preview to load it again."""
    for waiter in tuple(LiveReloadHandler.waiters):
        if waiter.application is application:
            waiter.send_message(_RELOAD)


# ── What is answered, and to whom ──


def make_application(live: LiveSite, host: str, port: int, words: Words) -> Application:
    """Everything that is answered, to requests that name this preview as their Host; all others are refused.

    `words` are for what has to be said while nothing can be read.
    """
    answered: list[tuple[Any, ...]] = [
        (r"/livereload", _Reloads, {"live": live}),
        (r"/" + insert.RELOAD_SCRIPT, LiveReloadJSHandler),
        (r"/" + insert.PANEL_STYLE, _PanelStyle),
        (r"/(.*)", _Page, {"live": live, "words": words}),
    ]
    known = [Rule(_KnownHost(host, port), answered)]
    return Application(
        known, default_handler_class=_Refusal, default_handler_args={"words": words}, log_function=lambda handler: None
    )


class _KnownHost(Matcher):
    """Whether the Host header names this preview: a page of another name, pointed at this machine, gets nothing."""

    def __init__(self, host: str, port: int) -> None:
        self._any_address = _is_wildcard(host)
        self._names = {"localhost", "127.0.0.1", "[::1]", shown_host(host).lower()}
        self._port = port

    def match(self, request: HTTPServerRequest) -> dict[str, Any] | None:
        name, port = insert.split_host(request.host.lower())
        known = name in self._names or (self._any_address and _is_address(name))
        return {} if known and port == self._port else None


def _is_wildcard(host: str) -> bool:
    return _is_address(host) and ipaddress.ip_address(host).is_unspecified


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


class _Refusal(RequestHandler):
    def initialize(self, words: Words) -> None:
        self._words = words

    def prepare(self) -> None:
        self.set_status(403)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(self._words("这个地址不能访问预览。请使用终端里显示的地址。") + "\n")


class _Reloads(LiveReloadHandler):  # type: ignore[misc]  # ships no types
    """livereload's own conversation with its script, for pages of this preview only."""

    def initialize(self, live: LiveSite) -> None:
        self._live = live

    def check_origin(self, origin: str) -> bool:
        return origin == f"http://{self.request.host}"

    def on_message(self, message: str) -> None:
        """Counts a browser as waiting from its first message on, and reloads at once a page that is already old."""
        super().on_message(message)
        LiveReloadHandler.waiters.add(self)
        if json_decode(message).get("snipver", self._live.version) != self._live.version:
            self.send_message(_RELOAD)


class _PanelStyle(RequestHandler):
    def get(self) -> None:
        self.set_header("Content-Type", "text/css; charset=utf-8")
        _let_be_kept(self, insert.panel_stamp())
        self.finish(insert.panel_style())


class _Page(RequestHandler):
    """A file of the site, made when it is asked for."""

    def initialize(self, live: LiveSite, words: Words) -> None:
        self._live = live
        self._words = words
        self._version = live.version

    def set_default_headers(self) -> None:
        self.clear_header("Server")
        self.set_header("Cache-Control", "no-cache")
        self.set_header("X-Content-Type-Options", "nosniff")

    async def get(self, path: str) -> None:
        self._version = self._live.version
        preview = await self._live.latest()
        if preview.stopped and _is_page(path):
            self._send_stopped(preview)
        elif preview.stopped or not _is_inside(path):
            await self._send_missing(preview)
        else:
            await self._send(preview, path)

    head = get

    async def _send(self, preview: Preview, path: str) -> None:
        url = path + "index.html" if path == "" or path.endswith("/") else path
        output = await self._live.make(preview, url)
        if output:
            self._send_file(preview, url, output.content)
        elif url == path and await self._live.make(preview, f"{path}/index.html"):
            self.redirect(f"/{quote(path)}/")
        else:
            await self._send_missing(preview)

    def _send_file(self, preview: Preview, url: str, content: bytes) -> None:
        kind = _TYPES.guess_type(url, strict=False)[0] or "application/octet-stream"
        text = kind.startswith("text/") or kind.endswith(("javascript", "json", "xml"))
        if kind == "text/html":
            self._send_page(preview, url, content.decode("utf-8"))
        else:
            self.set_header("Content-Type", f"{kind}; charset=utf-8" if text else kind)
            _let_be_kept(self, preview.stamp)
            self.finish(content)

    def _send_page(self, preview: Preview, url: str, page: str) -> None:
        page, policy = insert.take_policy(insert.stamp_assets(page, preview.stamp))
        if policy:
            self.set_header("Content-Security-Policy", insert.allow_reload(policy, self.request.host))
        words = words_for(preview.language)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(
            insert.insert_all(
                page,
                self.request.host,
                self._version,
                insert.panel(preview.problems, words, url, preview.pages),
                words,
                is_draft=url in preview.drafts,
            )
        )

    async def _send_missing(self, preview: Preview) -> None:
        self.set_status(404)
        output = None if preview.stopped else await self._live.make(preview, "404.html")
        if output:
            page = insert.at_any_depth(output.content.decode("utf-8"), preview.base_url)
            self._send_page(preview, "404.html", page)
        else:
            self.set_header("Content-Type", "text/plain; charset=utf-8")
            words = words_for(preview.language)
            self.finish(words("没有这个页面。") + "\n")

    def _send_stopped(self, preview: Preview) -> None:
        words = words_for(preview.language)
        self.set_status(503)
        title = words("有错误，网站暂时生成不了。改好并保存后，这一页会自己恢复。")
        counted = f"<p>{escape(count_problems(preview.problems, words))}</p>"
        self._send_own(title, counted + insert.problem_list(preview.problems, words), preview.language)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """What went wrong while reading or making the page; the page comes back by itself after the next save."""
        error = kwargs["exc_info"][1] if "exc_info" in kwargs else None
        told = describe(error, self._words) if error and status_code == 500 else self._reason
        title = self._words("这一页生成不了。改好并保存后，它会自己恢复。")
        self._send_own(title, f"<pre>{escape(told)}</pre>", self._words.tag)

    def _send_own(self, title: str, body: str, language: str) -> None:
        host = self.request.host
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Content-Security-Policy", insert.allow_reload(insert.STRICT, host))
        self.finish(insert.problem_page(title, body, host, self._version, language))

    def log_exception(self, *error: Any) -> None:
        """Shown on the page; on the terminal only where it is a mistake of the program."""
        if not isinstance(error[1], OSError):
            print("".join(traceback.format_exception(*error)), file=sys.stderr)


def _let_be_kept(handler: RequestHandler, stamp: str) -> None:
    """Lets a browser keep what it asks for by its stamp."""
    if stamp and handler.request.query == stamp:
        handler.set_header("Cache-Control", "max-age=31536000, immutable")


def _is_page(path: str) -> bool:
    return path.endswith((".html", "/")) or "." not in path.rpartition("/")[2]


def _is_inside(path: str) -> bool:
    """Whether the address stays inside the site and is written in its one way."""
    names = path.removesuffix("/").split("/") if path else []
    return all(name not in ("", ".", "..") and "\\" not in name and name.isprintable() for name in names)
