"""Finding: works by a title or a whole reference that a person typed; only what is certainly meant is taken."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from refexport.lists.citation import parse_citation
from refexport.model.entry import Entry, Merged, entry_of_identifier, typed_identifier
from refexport.model.ids import Scheme
from refexport.model.text import literal_text
from refexport.report.changelog import work_line
from refexport.text.messages import shorten

if TYPE_CHECKING:
    from refexport.registries.client import Client  # the network is loaded when somebody asks (docs/decisions/0001)
    from refexport.registries.resolve import Resolution


class Found(NamedTuple):
    """Identifier -> what to write for a work that is certain; and for the other texts lines that say what there is.

    ``others`` are the further identifiers of the works.
    """

    works: Mapping[str, Mapping[str, str]]
    others: Sequence[str]
    lines: Sequence[str]
    number_open: int


def find_works(texts: Sequence[str], client: "Client", schemes: Sequence[Scheme]) -> Found:
    """What the registries have of the texts; a work has all identifiers that are certain, the first names it."""
    from refexport.registries.resolve import resolve  # noqa: PLC0415 - as above

    wanted = [_entry_of(text, number) for number, text in enumerate(texts)]
    works: dict[str, Mapping[str, str]] = {}
    lines: list[str] = []
    resolutions = resolve(wanted, client)
    for text, one in zip(texts, resolutions, strict=True):
        if one.chosen:
            works[one.chosen[0].id] = {
                field: value for candidate in one.chosen for field, value in _typed(candidate.id, schemes).items()
            }
        else:
            lines += _about(text, one)
    others = [candidate.id for one in resolutions for candidate in one.chosen[1:]]
    return Found(works, others, lines, sum(not one.chosen for one in resolutions))


def _entry_of(text: str, number: int) -> Entry:
    """The work of a reference, else of a title."""
    cited = parse_citation(text)
    if cited and cited.has("title"):
        return Entry(str(number), cited.type or "misc", cited.fields)
    return Entry(str(number), "misc", {"title": literal_text(" ".join(text.split()))})


def _typed(identifier: str, schemes: Sequence[Scheme]) -> Mapping[str, str]:
    entry = entry_of_identifier(identifier, schemes)
    return typed_identifier(entry, identifier, schemes) if entry else {}


def _about(text: str, one: "Resolution") -> Iterator[str]:
    yield f'"{shorten(text)}" is not added: {one.reason}'
    for candidate in one.doubtful:
        yield f"    {work_line(Merged(candidate.entry, {}))}: refexport add {candidate.id}"
