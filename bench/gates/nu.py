#!/usr/bin/env python3
"""Holds every page of a site against the HTML standard, with the checker of the W3C (Nu). It needs Java, and `npm install vnu-jar`.

python bench/gates/nu.py SITE --jar node_modules/vnu-jar/build/dist/vnu.jar     ends with 1 where a page has an error
"""

from __future__ import annotations

import argparse
import subprocess
import sys


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("site")
    parser.add_argument("--jar", required=True)
    typed = parser.parse_args()
    command = ["java", "-Xss2m", "-jar", typed.jar, "--skip-non-html", "--errors-only", "--format", "gnu", typed.site]
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
