# -*- coding: utf-8 -*-  # noqa: UP009  (for Python 2: see `say`)
"""Start starcase in a Python environment that holds what requirements.txt pins, making that environment where needed.

A Python that holds it already (an active venv, conda, a container) is used as it is; else `.venv` beside this file,
or in the user's cache folder where this one cannot be written. STARCASE_NO_VENV=1 leaves all this out.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036  (so that it can say this, the whole file keeps to Python 3.6's syntax)
    sys.stderr.write("需要 Python 3.11 或更新的版本（这里是 {}.{}）。".format(*sys.version_info))
    sys.stderr.write("starcase needs Python 3.11 or newer (this is {}.{}).\n".format(*sys.version_info))
    sys.exit(3)

import contextlib
import hashlib
import os
import re
import shutil
import subprocess
import sysconfig
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, NoReturn

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

ROOT = Path(__file__).resolve().parent
LOCK_FILES = (ROOT / "requirements.txt",)
STAMP = "starcase-stamp"  # written last: an environment without it is half made
PREPARED = "starcase_prepared"  # a -X option: tells the process started inside the environment not to ask again


class SetUpError(Exception):
    """The machine lacks something. The text says what it is, and what to type."""


def say(message: str) -> None:  # starcase needs Python 3.11 (Python 2 stops at this line and shows it)
    """Tell the user something, on stderr, in a form that the console can encode."""
    try:
        print(message, file=sys.stderr, flush=True)
    except UnicodeError:
        print(message.encode("ascii", "backslashreplace").decode("ascii"), file=sys.stderr, flush=True)


# ── Which Python ──


def ready_python(name: str, lock_files: Sequence[Path]) -> str:
    """Path of a Python that holds what the lock files pin: this one, or that of the environment `name`."""
    if holds_all(installed_in(sys.path), lock_files):
        return sys.executable
    stamp = stamp_for(lock_files)
    places = (ROOT, user_cache_folder())
    for place in places:
        if is_ready(place / name, stamp):
            return str(python_of(place / name))
    with locked_place(places, name) as (place, lock):
        if not is_ready(place / name, stamp):  # another start may have made it while this one waited
            make_environment(place / name, lock_files, stamp, lock)
        return str(python_of(place / name))


def holds_all(installed: Mapping[str, str], lock_files: Sequence[Path]) -> bool:
    """Whether every pinned package is installed in its version; one that only some systems need may be missing."""
    return all(
        installed.get(name, version if marker else "") == version
        for lock_file in lock_files
        for name, version, marker in pins(lock_file)
    )


def pins(lock_file: Path) -> list[tuple[str, str, str]]:
    """Name, version and environment marker ("" for none) of each package in a lock file."""
    lines = lock_file.read_text("utf-8").splitlines()
    found = [re.match(r"([\w.-]+)==([^\s;\\]+)[\s;]*([^\\]*)", line) for line in lines]
    return [(normal(pin[1]), pin[2], pin[3].strip()) for pin in found if pin]


def installed_in(folders: Sequence[str]) -> dict[str, str]:
    """Name and version of each package there, told by folder names: importlib.metadata would take 60 ms a start."""
    found = {}
    for folder in reversed(folders):
        with contextlib.suppress(OSError):
            for entry in os.listdir(folder or "."):
                if entry.endswith(".dist-info"):
                    name, _, version = entry[: -len(".dist-info")].partition("-")
                    found[normal(name)] = version
    return found


def normal(name: str) -> str:
    """The one spelling of a package's name: PyYAML and pyyaml, typing_extensions and typing-extensions."""
    return re.sub(r"[-_.]+", "-", name).lower()


# ── The environment and its stamp ──


def stamp_for(lock_files: Sequence[Path]) -> str:
    """One line that changes whenever an environment has to be made anew. A folder that moved keeps its own."""
    text = "\n".join(line for lock_file in lock_files for line in lock_file.read_text("utf-8").splitlines())
    machine = os.environ.get("PROCESSOR_ARCHITECTURE", "") if sys.platform == "win32" else os.uname().machine
    python = [sys.implementation.cache_tag, getattr(sys, "abiflags", ""), sys.platform, machine]
    return " ".join([hashlib.sha256(text.encode("utf-8")).hexdigest(), *filter(None, python)])


def is_ready(venv: Path, stamp: str) -> bool:
    """Whether the environment was finished with this stamp, and its Python and all its packages are still there."""
    try:
        written, *packages = (venv / STAMP).read_text("utf-8").splitlines()
        settings = dict(re.findall(r"(\w+) = (.+)", (venv / "pyvenv.cfg").read_text("utf-8")))
        there = os.listdir(packages_of(venv))
    except (OSError, ValueError):
        return False
    whole = python_of(venv).exists() and Path(settings.get("home", venv)).exists() and {*packages} <= {*there}
    return written == stamp and whole


def python_of(venv: Path) -> Path:
    return _folder_of(venv, "scripts") / ("python.exe" if sys.platform == "win32" else "python")


def packages_of(venv: Path) -> Path:
    return _folder_of(venv, "purelib")


def _folder_of(venv: Path, which: str) -> Path:
    return Path(sysconfig.get_path(which, "venv", {"base": str(venv), "platbase": str(venv)}))


def user_cache_folder() -> Path:
    """This root's own folder in the cache of the user, for a root that cannot be written."""
    if sys.platform == "win32":
        caches = os.environ.get("LOCALAPPDATA") or "~/AppData/Local"
    elif sys.platform == "darwin":
        caches = "~/Library/Caches"
    else:
        caches = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(os.path.expanduser(caches), "starcase", hashlib.sha256(os.fsencode(ROOT)).hexdigest()[:16])


def make_environment(venv: Path, lock_files: Sequence[Path], stamp: str, lock: IO[str]) -> None:
    """Make the environment from nothing. Whatever stops this half-way leaves it without a stamp."""
    need_ensurepip()
    first = not venv.exists()
    say(f"{'第一次运行：正在准备' if first else '正在重新准备'}运行环境（约一分钟，需要网络）… {venv}")
    remove_environment(venv)
    _step([base_python(), "-I", "-m", "venv", str(venv)], lock)
    requirements = [word for lock_file in lock_files for word in ("-r", str(lock_file))]
    _step([str(python_of(venv)), "-I", "-m", "pip", "install", "--require-hashes", "--no-input", *requirements], lock)
    packages = sorted(entry for entry in os.listdir(packages_of(venv)) if entry.endswith(".dist-info"))
    unfinished = venv / f"{STAMP}.new"
    unfinished.write_text("\n".join([stamp, *packages]), "utf-8")
    unfinished.replace(venv / STAMP)
    say("运行环境准备好了。")


def remove_environment(venv: Path) -> None:
    """Remove it by way of a rename: on Windows that fails, and harms nothing, while a program still runs in it."""
    aside = venv.with_name(f"{venv.name}.old")
    shutil.rmtree(aside, ignore_errors=True)
    if venv.is_symlink():
        venv.unlink()
    elif venv.exists():
        try:
            venv.rename(aside)
        except OSError as problem:
            raise SetUpError(
                f"{venv} 正在使用。请先关闭其他运行着 build.py 的窗口，再运行一次。（{problem}）"
            ) from None
        shutil.rmtree(aside, ignore_errors=True)


def base_python() -> str:
    """The Python that this one, where it is an environment's, was made from."""
    return getattr(sys, "_base_executable", None) or sys.executable


def _step(command: Sequence[str], lock: IO[str]) -> None:
    """Do one step of it. The child holds the lock too: when this process alone is killed, nobody starts beside it."""
    status, output = run_quietly(command, {"PIP_USER": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}, lock)
    if status:
        raise SetUpError(
            f"运行环境没有准备好。最后几行输出是：\n\n{last_lines(output)}\n\n"
            "请检查网络和磁盘空间，然后再运行一次，没有做完的会自动重做。\n"
            "如果单位有自己的 Python 软件源，请先输入：pip config set global.index-url 软件源的网址"
        )


def run_quietly(command: Sequence[str], variables: Mapping[str, str], *kept_open: IO[str]) -> tuple[int, str]:
    """Exit status and output of a command that must ask nothing."""
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        errors="replace",
        env={**os.environ, **variables},
        pass_fds=[] if sys.platform == "win32" else [file.fileno() for file in kept_open],
    )
    return done.returncode, done.stdout


def last_lines(output: str) -> str:
    return "\n".join(f"    {line[:200]}" for line in output.strip().splitlines()[-5:])


# ── One at a time ──


@contextlib.contextmanager
def locked_place(places: Sequence[Path], name: str) -> Iterator[tuple[Path, IO[str]]]:
    """The first of the folders that can be written, for this process alone; the system frees it however that ends."""
    place, lock = _first_writable(places, f"{name}.lock")
    with lock:
        told = False
        while not _is_mine(lock):
            if not told:
                say("另一个窗口正在准备运行环境，等它完成…")
            told = True
            time.sleep(0.2)
        yield place, lock


def _first_writable(places: Sequence[Path], lock_name: str) -> tuple[Path, IO[str]]:
    problems = []
    for place in places:
        try:
            place.mkdir(parents=True, exist_ok=True)
            return place, open(place / lock_name, "a", encoding="utf-8")
        except OSError as problem:
            problems.append(f"    {problem}")
    raise SetUpError("\n".join(["没有可以写入的文件夹来存放运行环境：", *problems]))


def _is_mine(lock: IO[str]) -> bool:
    try:
        if sys.platform == "win32":
            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


# ── Debian ──


def need_ensurepip() -> None:
    """Debian keeps what makes an environment in a package of its own."""
    ensurepip = Path(os.__file__).with_name("ensurepip") / "__main__.py"
    if ensurepip.exists():
        return
    is_debians = Path(base_python()).resolve() == Path("/usr/bin/python3").resolve()
    package = "python3-venv" if is_debians else "python{}.{}-venv".format(*sys.version_info)
    if not (apt_install(package) and ensurepip.exists()):
        raise SetUpError(
            f"这个 Python（{base_python()}）缺少 venv 组件。请在终端输入下面一行，然后再运行一次：\n\n"
            f"    sudo apt-get install -y {package}\n\n"
            "（不是 Debian 或 Ubuntu 的系统：请安装带有 venv 和 ensurepip 的 Python 3.11 或更新的版本。）"
        )


def apt_install(*packages: str) -> bool:
    """Install Debian packages where this user may, saying so first; tells whether they were installed."""
    if sys.platform == "win32" or os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    say(f"正在用 apt-get 安装 {' '.join(packages)} …")
    apt = ["apt-get", "-y", "-o", "DPkg::Lock::Timeout=300"]
    install, update = [*apt, "install", "--no-install-recommends", *packages], [*apt, "update"]
    for command in (install, update, install):
        status, output = run_quietly(command, {"DEBIAN_FRONTEND": "noninteractive"})
        if command is install and status == 0:
            return True
    say(f"apt-get 没有成功：\n\n{last_lines(output)}\n")
    return False


# ── Starting ──


@contextlib.contextmanager
def plainly_told() -> Iterator[None]:
    """What stops the set-up becomes one message and exit status 3, or 130 after Ctrl-C."""
    try:
        yield
    except SetUpError as problem:
        say(str(problem))
        sys.exit(3)
    except OSError as problem:
        say(f"准备运行环境时，电脑报告了一个问题：{problem}\n请检查磁盘空间和文件夹权限，然后再运行一次。")
        sys.exit(3)
    except KeyboardInterrupt:
        say("已停止。下次运行会从头准备运行环境。")
        sys.exit(130)


def go_on_in(python: str, arguments: Sequence[str], **variables: str) -> int:
    """Become another Python. Windows cannot: there wait for it, leave Ctrl-C to it, and pass its exit status on."""
    unwanted = ("PYTHONHOME", "PYTHONPATH")  # they would mix other packages into the environment
    environment = {name: value for name, value in os.environ.items() if name not in unwanted}
    environment.update(variables)
    if sys.platform != "win32":
        os.execve(python, [python, *arguments], environment)
    with subprocess.Popen([python, *arguments], env=environment) as process:
        while True:
            with contextlib.suppress(KeyboardInterrupt):
                return process.wait()


def main() -> int:
    """Prepare what is needed, then hand over to the command line of starcase."""
    if os.environ.get("STARCASE_NO_VENV") != "1" and PREPARED not in sys._xoptions:
        with plainly_told():
            python = ready_python(".venv", LOCK_FILES)
        if python != sys.executable:
            return go_on_in(python, ["-X", PREPARED, str(ROOT / "build.py"), *sys.argv[1:]])

    if str(ROOT) not in sys.path:  # PYTHONSAFEPATH leaves the script's folder out
        sys.path.insert(0, str(ROOT))
    from starcase.cli import main as command_line

    return command_line()


def end(status: int | None) -> NoReturn:
    """End this process at once: to put away all that was read, piece by piece, takes Python half a second."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    os._exit(status or 0)


if __name__ == "__main__":
    end(main())
