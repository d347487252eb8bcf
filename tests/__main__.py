"""Run the tests: `python3 -m tests`, with pytest's own arguments after it, such as `-k scorecard`.

Makes what they need first: an environment `.venv-tests` (build.py's own `.venv` is left alone) and a Chromium.
`--setup-only` stops there and prints the environment's Python, for lint and types.
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from build import LOCK_FILES, ROOT, go_on_in, plainly_told, ready_python  # says so, too, where Python is too old
from tests.chromium import ready_chromium

WORKERS = ("-n", "3", "--dist", "worksteal")
"""One more than two cores need: some test always waits for a browser or the clock."""


def main(arguments: list[str]) -> int:
    with plainly_told():
        python = ready_python(".venv-tests", (*LOCK_FILES, ROOT / "requirements-tests.txt"))
        chromium = ready_chromium()
    if arguments == ["--setup-only"]:
        print(python)
        return 0
    os.chdir(ROOT)
    return go_on_in(python, ["-m", "pytest", *WORKERS, *arguments], STARCASE_CHROMIUM=chromium)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
