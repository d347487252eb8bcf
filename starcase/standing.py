"""What stands of the pages that were planned before: whole families whose parts are what they were, then page by page."""

from __future__ import annotations

from starcase.keys import family_key, page_key
from starcase.model.output import Family, Page, Planned
from starcase.publish import Notes, Release


class StandingPages:
    """Takes over into a release what the standing one, or the one before it, has already. `reused` counts the pages."""

    def __init__(self, release: Release, around: bytes) -> None:
        """`around` stands for what all pages share."""
        self.reused = 0
        self._release = release
        self.around = around
        self._known = release.notes.families if release.notes.around == around else {}
        self._families: dict[bytes, Planned] = {}

    def take(self, family: Family) -> Planned | None:
        """Takes over all pages of a family; None where they are not what they were."""
        key = family_key(family, self.around) if self._known else None
        known = self._known.get(key) if key else None
        if key is None or known is None:
            return None
        paths = known.listed + known.others
        if not self._release.take_all(paths):
            return None
        self._families[key] = known
        self.reused += len(paths)
        return known

    def note(self, family: Family, planned: Planned) -> None:
        """That the pages of a family have been planned."""
        key = family_key(family, self.around)
        if key is not None:
            self._families[key] = planned

    def take_page(self, page: Page) -> str | None:
        """Takes over a page; its key where it must be made."""
        key = page_key(page, self.around)
        if not self._release.take(page.path, key):
            return key
        self.reused += 1
        return None

    def notes(self) -> Notes:
        """For the next build."""
        return Notes(self.around, self._families)
