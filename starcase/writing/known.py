"""What is there already: the settings, and the bodies, stories and notices by their ids."""

from __future__ import annotations

import re
from collections import Counter
from functools import partial
from pathlib import Path, PurePosixPath

from msgspec import Struct

from starcase.loading import read_text
from starcase.settings import Settings, read_settings
from starcase.sources.discover import discover_sources
from starcase.sources.documents import split_documents

_LINE = r"^(?:{keys})[ \t]*[:：][ \t]*(?P<quote>[\"']?)(.+?)(?P=quote)[ \t]*(?:[ \t]#.*)?$"
_ID = re.compile(_LINE.format(keys="id|编号|标识"), re.MULTILINE)
_NAME = re.compile(_LINE.format(keys="name|名称|组织名称"), re.MULTILINE)
_PROGRAMME = re.compile(_LINE.format(keys="programme|项目"), re.MULTILINE)


class Body(Struct, frozen=True):
    """A body as its record's lines tell it at a glance; `file` from the root."""

    id: str
    name: str
    programme: str
    file: str


class Known(Struct, frozen=True):
    """`taken` are the ids of each kind of page, by the folder in which they stand."""

    settings: Settings
    bodies: tuple[Body, ...]
    taken: dict[str, frozenset[str]]

    def folder_of(self, programme: str) -> str:
        """Where most bodies of a programme lie; a folder of its name where there are none."""
        names = {programme, self._name_of(programme)}
        folders = Counter(str(PurePosixPath(body.file).parent) for body in self.bodies if body.programme in names)
        return folders.most_common(1)[0][0] if folders else f"content/organizations/{programme}"

    def _name_of(self, programme: str) -> str:
        return next((one.name for one in self.settings.programmes.values() if one.id == programme), programme)


def look_around(root: Path) -> Known:
    """What stands in the content; whatever cannot be read is passed over, since `check` will tell."""
    sources, _ = discover_sources(root)
    settings, _ = read_settings(sources, partial(read_text, root))
    bodies = tuple(body for file in sources.organizations for body in _bodies_in(root, file))
    return Known(
        settings=settings,
        bodies=bodies,
        taken={
            "organizations": frozenset(body.id for body in bodies),
            "stories": frozenset(_stem(file) for file in sources.stories),
            "notices": frozenset(_stem(file) for file in sources.notices),
            "programmes": frozenset(settings.programmes),
        },
    )


def _bodies_in(root: Path, file: str) -> list[Body]:
    text, _ = read_text(root, file)
    documents = split_documents(text or "", file)
    return [
        Body(_first(_ID, raw.text) or _stem(file), _first(_NAME, raw.text), _first(_PROGRAMME, raw.text), file)
        for raw in documents
    ]


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[2].strip() if found else ""


def _stem(file: str) -> str:
    return PurePosixPath(file).stem.casefold()
