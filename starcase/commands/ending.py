"""How a command ends: its exit status, and what is said on the way out."""

from __future__ import annotations

import sys

# Exit statuses (DESIGN.md section 4).
WHOLE = 0
HELD_BACK = 1
FOUND_ERRORS = 1
DIFFERS = 1
WRONG_USAGE = 2
MACHINE_FAILED = 3
NOTHING_PUBLISHED = 4
INTERRUPTED = 130


def fail(status: int, says: str) -> int:
    """Says on standard error why nothing was done; the status."""
    print(says, file=sys.stderr)
    return status
