"""One command is enough: build.py and `python -m tests` prepare what they need, once, however they are interrupted."""

import ast
import base64
import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
import tomllib
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest

import build

PYTHON = build.base_python()
ON_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals, links and permissions of POSIX")

# A command line that shows where it runs, in place of the real one.
COMMAND_LINE = """
import sys

import part


def main():
    print(part.VERSION, sys.prefix, *sys.argv[1:])
    return 7 if "seven" in sys.argv else 0
"""


@dataclass(frozen=True)
class Root:
    """A tiny program that pins one package of its own, in a folder with wheels instead of a network."""

    folder: Path
    python: str = PYTHON
    variables: dict[str, str] = field(default_factory=dict)

    @property
    def project(self) -> Path:
        return self.folder / "a project 项目"

    @property
    def venv(self) -> Path:
        return self.project / ".venv"

    @property
    def stamp(self) -> Path:
        return self.venv / build.STAMP

    def pin(self, version: str) -> None:
        wheel = make_wheel(self.folder / "wheels", version)
        digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
        self.project.joinpath("requirements.txt").write_text(
            f"part=={version} \\\n    --hash=sha256:{digest}\n", "utf-8"
        )

    def begin(self, *arguments: str, before: tuple[str, ...] = ()) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [*before, self.python, str(self.project / "build.py"), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env=self.environment(),
            cwd=self.folder,
        )

    def start(self, *arguments: str, before: tuple[str, ...] = ()) -> "subprocess.CompletedProcess[str]":
        process = self.begin(*arguments, before=before)
        stdout, stderr = process.communicate()
        return subprocess.CompletedProcess(process.args, process.returncode, stdout, stderr)

    def environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TEMP") if name in os.environ}
        home = self.folder / "home"
        home.mkdir(exist_ok=True)
        offline = {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.folder / "wheels")}
        return {**kept, **offline, "HOME": str(home), "LOCALAPPDATA": str(home), "PYTHONUTF8": "1", **self.variables}


def make_wheel(folder: Path, version: str) -> Path:
    """A wheel of the package `part`, with the same bytes each time."""
    files = {
        "part.py": f"VERSION = {version!r}\n",
        f"part-{version}.dist-info/METADATA": f"Metadata-Version: 2.1\nName: part\nVersion: {version}\n",
        f"part-{version}.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = f"part-{version}.dist-info/RECORD"
    files[record] = (
        "".join(f"{name},sha256={_digest(text)},{len(text)}\n" for name, text in files.items()) + f"{record},,\n"
    )
    folder.mkdir(exist_ok=True)
    wheel = folder / f"part-{version}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name), text)
    return wheel


def _digest(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")


def fresh_root(folder: Path) -> Root:
    root = Root(folder)
    (root.project / "starcase").mkdir(parents=True)
    shutil.copy(build.ROOT / "build.py", root.project)
    root.project.joinpath("starcase", "cli.py").write_text(COMMAND_LINE, "utf-8")
    root.pin("1.0")
    return root


@pytest.fixture
def root(tmp_path: Path) -> Root:
    return fresh_root(tmp_path)


FirstStart = tuple[Root, "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def first_start(tmp_path_factory: pytest.TempPathFactory) -> FirstStart:
    root = fresh_root(tmp_path_factory.mktemp("prepared"))
    return root, root.start("seven", "字")


@pytest.fixture
def prepared(first_start: FirstStart, tmp_path: Path) -> Root:
    """A root whose environment is ready. It was copied from another folder, as people copy theirs to another disk."""
    shutil.copytree(first_start[0].folder, tmp_path, symlinks=True, dirs_exist_ok=True)
    return Root(tmp_path)


def test_the_first_start_prepares_an_environment_and_passes_arguments_and_status_on(first_start: FirstStart) -> None:
    root, started = first_start
    assert started.stdout.split() == ["1.0", *str(root.venv).split(), "seven", "字"]
    assert started.returncode == 7
    assert "第一次运行" in started.stderr


def test_the_second_start_prepares_nothing_and_is_silent_even_in_a_folder_that_moved(prepared: Root) -> None:
    before = prepared.stamp.stat()
    started = prepared.start()
    assert (started.returncode, started.stderr) == (0, "")
    assert str(prepared.venv) in started.stdout
    assert (prepared.stamp.stat().st_ino, prepared.stamp.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_another_lock_file_makes_the_environment_anew(prepared: Root) -> None:
    prepared.pin("2.0")
    started = prepared.start()
    assert started.stdout.startswith("2.0 ")
    assert "重新准备" in started.stderr
    assert prepared.start().stderr == ""


def test_line_ends_do_not_count_as_another_lock_file(prepared: Root) -> None:
    lock_file = prepared.project / "requirements.txt"
    lock_file.write_bytes(lock_file.read_bytes().replace(b"\n", b"\r\n"))
    assert prepared.start().stderr == ""


def lose_a_package(venv: Path) -> None:
    shutil.rmtree(next(venv.rglob("part-*.dist-info")))


def lose_its_python(venv: Path) -> None:
    build.python_of(venv).unlink()


def lose_the_python_it_came_from(venv: Path) -> None:
    settings = venv / "pyvenv.cfg"
    settings.write_text(re.sub(r"home = .*", "home = /gone/bin", settings.read_text("utf-8")), "utf-8")


def lose_its_stamp(venv: Path) -> None:
    (venv / build.STAMP).unlink()


@pytest.mark.parametrize("damage", [lose_a_package, lose_its_python, lose_the_python_it_came_from, lose_its_stamp])
def test_a_broken_environment_does_not_count_as_ready(prepared: Root, damage: Callable[[Path], None]) -> None:
    stamp = build.stamp_for([prepared.project / "requirements.txt"])
    assert build.is_ready(prepared.venv, stamp)
    damage(prepared.venv)
    assert not build.is_ready(prepared.venv, stamp)


def test_a_python_that_holds_the_pinned_packages_already_is_used_as_it_is(prepared: Root) -> None:
    mine = prepared.folder / "my own environment"
    prepared.venv.rename(mine)
    started = Root(prepared.folder, python=str(build.python_of(mine))).start()
    assert (started.returncode, started.stderr) == (0, "")
    assert str(mine) in started.stdout
    assert not prepared.venv.exists()


def test_set_up_can_be_left_out(root: Root) -> None:
    root.project.joinpath("starcase", "cli.py").write_text(
        "import sys\n\n\ndef main():\n    print(sys.prefix)\n", "utf-8"
    )
    started = Root(root.folder, variables={"STARCASE_NO_VENV": "1"}).start()
    assert Path(started.stdout.strip()) == Path(sys.base_prefix)
    assert not root.venv.exists()


def test_worker_processes_prepare_nothing(prepared: Root) -> None:
    """A spawned child imports build.py again; without a lock file, preparing anything would fail there."""
    prepared.project.joinpath("starcase", "cli.py").write_text(
        "import multiprocessing, pathlib\n\n\ndef main():\n"
        "    pathlib.Path(__file__).parent.with_name('requirements.txt').unlink()\n"
        "    with multiprocessing.get_context('spawn').Pool(2) as pool:\n"
        "        print(pool.map(abs, [-1, -2]))\n",
        "utf-8",
    )
    started = prepared.start()
    assert (started.stdout, started.stderr) == ("[1, 2]\n", "")


def test_two_starts_at_once_both_work_and_only_one_prepares(root: Root) -> None:
    processes = [root.begin(), root.begin()]
    told = [process.communicate()[1] for process in processes]
    assert [process.returncode for process in processes] == [0, 0]
    assert "".join(told).count("正在准备运行环境（") == 1


@ON_POSIX
def test_a_start_that_was_killed_half_way_is_made_good_by_the_next(root: Root) -> None:
    """Only the starting process is killed: what it had started goes on, and the next start must not meet it."""
    process = root.begin()
    while not root.venv.joinpath("pyvenv.cfg").exists() and process.poll() is None:
        time.sleep(0.01)
    process.kill()
    process.communicate()
    assert root.start().returncode == 0
    assert root.start().stderr == ""


def test_a_failed_install_is_told_once_with_the_way_to_mend_it(root: Root) -> None:
    shutil.move(root.folder / "wheels", root.folder / "unplugged")
    started = root.start()
    assert started.returncode == 3
    assert started.stdout == ""
    assert "No matching distribution found for part==1.0" in started.stderr
    assert "请检查网络" in started.stderr
    assert "Traceback" not in started.stderr

    shutil.move(root.folder / "unplugged", root.folder / "wheels")
    assert root.start().returncode == 0


def test_a_package_with_another_hash_is_not_installed(root: Root) -> None:
    lock_file = root.project / "requirements.txt"
    lock_file.write_text(re.sub("sha256:.", "sha256:0", lock_file.read_text("utf-8")), "utf-8")
    started = root.start()
    assert started.returncode == 3
    assert not root.stamp.exists()


@ON_POSIX
def test_a_root_that_cannot_be_written_keeps_its_environment_in_the_users_cache(root: Root) -> None:
    root.project.chmod(0o555)
    try:
        for expected in ("第一次运行", ""):
            started = root.start(before=as_an_ordinary_user())
            assert started.returncode == 0
            assert (expected in started.stderr) if expected else (started.stderr == "")
            assert str(root.folder / "home") in started.stdout
        assert not root.venv.exists()
    finally:
        root.project.chmod(0o755)


def as_an_ordinary_user() -> tuple[str, ...]:
    """Words before a command that let permissions hold for root as well."""
    if os.geteuid() != 0:
        return ()
    if not shutil.which("setpriv"):
        pytest.skip("permissions do not hold for root, and there is no setpriv here")
    return ("setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override", "--")


@pytest.fixture
def bare_python(tmp_path: Path) -> Path:
    """This Python without ensurepip, as Debian ships it."""
    program, library = Path(PYTHON).resolve(), Path(os.__file__).parent
    copy, copied_library = tmp_path / "bare/bin/python3", tmp_path / "bare/lib" / library.name
    copy.parent.mkdir(parents=True)
    copied_library.mkdir(parents=True)
    shutil.copy(program, copy)
    for part in library.iterdir():
        if part.name not in ("ensurepip", "site-packages", "dist-packages"):
            copied_library.joinpath(part.name).symlink_to(part)
    for shared in program.parent.with_name("lib").glob("libpython3*"):
        copied_library.with_name(shared.name).symlink_to(shared)
    return copy


def fake_apt(folder: Path, commands: str) -> Path:
    """A folder for PATH whose apt-get writes down what it was asked, then runs the commands."""
    folder.mkdir()
    program = folder / "apt-get"
    program.write_text(f'#!/bin/sh\necho "$@" >>"{folder}/asked"\n{commands}\n', "utf-8")
    program.chmod(0o755)
    return folder


@ON_POSIX
def test_debians_missing_venv_package_is_installed_where_that_is_allowed(root: Root, bare_python: Path) -> None:
    library, copied = Path(os.__file__).parent, bare_python.parent.with_name("lib")
    path = fake_apt(root.folder / "apt", f'/bin/ln -s "{library}/ensurepip" "{copied}/{library.name}/ensurepip"')
    started = Root(root.folder, python=str(bare_python), variables={"PATH": str(path)}).start()
    package = "python{}.{}-venv".format(*sys.version_info)
    if os.geteuid() == 0:
        assert started.returncode == 0
        assert f"正在用 apt-get 安装 {package}" in started.stderr
        assert path.joinpath("asked").read_text("utf-8").strip().endswith(f"install --no-install-recommends {package}")
    else:
        assert started.returncode == 3
        assert f"\n    sudo apt-get install -y {package}\n" in started.stderr


@ON_POSIX
@pytest.mark.parametrize("apt", ["missing", "failing"])
def test_where_it_cannot_be_installed_the_user_is_told_what_to_type(root: Root, bare_python: Path, apt: str) -> None:
    path = fake_apt(root.folder / "apt", "echo the archive is unreachable; exit 100")
    if apt == "missing":
        path.joinpath("apt-get").unlink()
    started = Root(root.folder, python=str(bare_python), variables={"PATH": str(path)}).start()
    assert started.returncode == 3
    assert "\n    sudo apt-get install -y python{}.{}-venv\n".format(*sys.version_info) in started.stderr
    assert "Traceback" not in started.stderr
    assert not root.venv.exists()


@ON_POSIX
def test_a_console_that_cannot_show_chinese_does_not_stop_it(root: Root, bare_python: Path) -> None:
    ascii_only = {"PATH": "", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii:strict"}
    started = Root(root.folder, python=str(bare_python), variables=ascii_only).start()
    assert started.returncode == 3
    assert "\n    sudo apt-get install -y " in started.stderr
    assert "Traceback" not in started.stderr


@ON_POSIX
def test_tests_without_a_browser_fail_and_say_what_to_type(tmp_path: Path) -> None:
    environment = {"PATH": str(tmp_path), "HOME": str(tmp_path), "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "tests", "--setup-only"]
    ran = subprocess.run(command, cwd=build.ROOT, env=environment, capture_output=True, encoding="utf-8")
    assert (ran.returncode, ran.stdout) == (3, "")
    assert "\n    sudo apt-get install -y chromium " in ran.stderr


@pytest.mark.parametrize("entry", ["build.py", "tests/__init__.py", "tests/__main__.py"])
def test_an_old_python_can_read_far_enough_to_say_that_it_is_old(entry: str) -> None:
    ast.parse(build.ROOT.joinpath(entry).read_text("utf-8"), feature_version=(3, 6))


def test_the_lock_files_hold_what_the_project_asks_for_and_nothing_else_without_a_hash() -> None:
    project = tomllib.loads(build.ROOT.joinpath("pyproject.toml").read_text("utf-8"))
    asked = [project["project"]["dependencies"], project["dependency-groups"]["tests"]]
    names = [build.ROOT / "requirements.txt", build.ROOT / "requirements-tests.txt"]
    pinned = [{name: version for name, version, _ in build.pins(lock_file)} for lock_file in names]
    for lock_file, wanted, got in zip(names, asked, pinned, strict=True):
        text = lock_file.read_text("utf-8")
        assert {build.normal(re.split("[<>=!~]", name)[0]) for name in wanted} <= got.keys()
        assert len(re.findall(r"==[^\\\n]+\\\n +--hash=sha256:", text)) == len(got)
        assert "://" not in text
    assert all(pinned[1].get(name, version) == version for name, version in pinned[0].items())


def test_a_fresh_copy_with_an_empty_home_builds_the_site_with_one_command_and_tells_of_a_mistake(
    tmp_path: Path,
) -> None:
    """With the system's own Python where that is new enough, and only what the project's files install."""
    made = shutil.ignore_patterns(".git", ".venv*", "site", "*.starcase", ".starcase", "__pycache__", ".*_cache")
    project, home = tmp_path / "starcase", tmp_path / "home"
    shutil.copytree(build.ROOT, project, ignore=made)
    home.mkdir()
    run = partial(
        subprocess.run,
        [system_python(), str(project / "build.py")],
        cwd=home,
        env=environment_with_an_empty_home(home),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
    )
    started = run()
    assert started.returncode == 0, started.stderr
    assert project.joinpath("site", "index.html").is_file()
    record = next(project.joinpath("content", "organizations", "example-stars").glob("*.yaml"))
    record.write_text(record.read_text("utf-8").replace("\ntype:", "\ntpye:", 1), "utf-8", newline="\n")
    told = run()
    assert told.returncode == 1, told.stderr
    assert f"有错误、暂不公布的资料 1 份：{record.stem}" in told.stdout


def environment_with_an_empty_home(home: Path) -> dict[str, str]:
    """Of what this one holds only pip's cache is kept, so that nothing is downloaded twice."""
    cache = subprocess.run([sys.executable, "-m", "pip", "cache", "dir"], capture_output=True, text=True).stdout.strip()
    mine = ("HOME", "LOCALAPPDATA", "PYTHON", "STARCASE_", "VIRTUAL_ENV", "XDG_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(mine)}
    return {**kept, "HOME": str(home), "LOCALAPPDATA": str(home), "PIP_CACHE_DIR": cache}


def system_python() -> str:
    version = "import sys; sys.exit(sys.version_info < (3, 11))"
    theirs = "/usr/bin/python3"
    new_enough = Path(theirs).exists() and subprocess.run([theirs, "-c", version]).returncode == 0
    return theirs if new_enough else PYTHON
