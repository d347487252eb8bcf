"""Says what a site does without as long as it knows no public address."""

from __future__ import annotations

from collections.abc import Iterator

from starcase.model.catalogue import Catalogue
from starcase.problems import DocumentId, Problem, Severity, problem, rule

NO_BASE_URL = rule(
    "no-base-url",
    says="没有写正式网址，所以这次没有网站地图，网页里也没有自己的完整网址。",
    mend="网站有了以 https:// 开头的正式网址后，写在 base_url:（正式网址）后面；只在本机看的话不用管它。",
    severity=Severity.HINT,
)

CONFIG = DocumentId("config.yaml")


def find_no_address(catalogue: Catalogue) -> Iterator[Problem]:
    """Reports ``no-base-url``: nothing that needs a full address is made (FORMAT.md section 5)."""
    if not catalogue.config.base_url:
        yield problem(NO_BASE_URL, CONFIG, ("base_url",))
