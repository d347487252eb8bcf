"""The programme that was typed, by its id or its name."""

from __future__ import annotations

from starcase.arguments import UsageMistake
from starcase.exchange.records.shelf import Shelf
from starcase.language import Listing
from starcase.model.ids import ProgrammeId
from starcase.read.names import Role, known_id, names_of_programmes


def chosen_programme(typed: str | None, shelf: Shelf) -> ProgrammeId | None:
    """The programme's id; None where none was typed. UsageMistake names those there are."""
    if typed is None:
        return None
    programmes = shelf.settings.programmes
    found = known_id(names_of_programmes(programmes), Role.PROGRAMME, typed)
    if found is None or found not in programmes:
        known = Listing(tuple(f"{one.id}（{one.name}）" for one in programmes.values()), is_quoted=False)
        raise UsageMistake("没有“{typed}”这个项目。可以写：{known}。", typed=typed, known=known)
    return ProgrammeId(found)
