"""Tables: a row of a Markdown table -> its citation, with the help of the table's head."""

import re
from collections.abc import Sequence

from refexport.data.hosts import IN_BRACKETS
from refexport.data.patterns import regex
from refexport.lists.citation import Citation, read_cells
from refexport.lists.labels import DATE, LINK, NOTE, NUMBER, PEOPLE, TITLE, Labelled, role_of
from refexport.lists.links import take_links
from refexport.lists.spelling import tidy_text
from refexport.references.dates import take_date
from refexport.references.names import WEAK
from refexport.references.people import parse_people
from refexport.references.venue import tidy

TITLES = (
    "title",
    "paper title",
    "题目",
    "标题",
    "论文题目",
    "论文标题",
    "paper",
    "论文",
    "article",
    "reference",
    "name",
)
"""Columns that can hold the title, the likeliest first."""

BLURB = regex(r"(?:\(?\d{1,3}[).]\s+)(?P<title>(\*\*|__).+?\2|[^*_].*?)(?:\s+[-–—:]\s+(?P<blurb>\S.*)|$)")
"""A number, a title, and what is said of it."""

BAR = regex(r"(?<!\\)\|")


def cells_of(row: str) -> list[str]:
    """The cells of a row, without the bars at its ends."""
    text = re.sub(r"(?<!\\)\|\s*$", "", row.strip().removeprefix("|"))
    return [cell.replace("\\|", "|").strip() for cell in BAR.split(text)]


def read_head(row: str) -> tuple[Labelled, ...]:
    """What the columns under a table's head hold; nothing when the head does not say where the title is."""
    labels = [re.sub(r"[*_`]", "", cell).strip() for cell in cells_of(row)]
    roles = [role_of(label) for label in labels]
    if TITLE not in roles:
        return ()
    titles = [label.lower() for label, role in zip(labels, roles, strict=True) if role == TITLE]
    title = min(titles, key=lambda label: TITLES.index(label) if label in TITLES else len(TITLES))
    return tuple(
        Labelled(LINK if role == TITLE and label.lower() != title else role, label, "")
        for label, role in zip(labels, roles, strict=True)
    )


def read_row(row: str, head: Sequence[Labelled]) -> Citation | None:
    """The citation of a row; under a head that tells nothing it is read by what its cells hold."""
    cells = cells_of(row)
    if not head:
        return read_cells(_by_content(cells))
    known = [column._replace(text=cell) for column, cell in zip(head, cells, strict=False)]
    return read_cells(_title_first([*known, *(Labelled("", "", cell) for cell in cells[len(head) :])]))


def _parted(cells: Sequence[Labelled]) -> list[Labelled]:
    """The cells, with the number before a title and the words behind it apart (``1) **MAML** - learns to learn``)."""
    parted: list[Labelled] = []
    for cell in cells:
        found = BLURB.fullmatch(cell.text) if cell.role == TITLE else None
        parted.append(cell._replace(text=found["title"] if found else cell.text))
        if found and found["blurb"]:
            parted.append(Labelled(NOTE, "", found["blurb"]))
    return parted


def _title_first(cells: Sequence[Labelled]) -> list[Labelled]:
    return sorted(_parted(cells), key=lambda cell: cell.role != TITLE)


def _by_content(cells: Sequence[str]) -> list[Labelled]:
    """The cells with what each holds; the title is the longest that is neither people, date, number nor link."""
    labelled = [Labelled(_role(cell), "", cell) for cell in cells if cell]
    free = [n for n, cell in enumerate(labelled) if not cell.role]
    if free:
        title = max(free, key=lambda n: len(labelled[n].text.split()))
        labelled[title] = labelled[title]._replace(role=TITLE)
    return _title_first(labelled)


def _role(cell: str) -> str:
    if IN_BRACKETS.fullmatch(f"({cell.strip('()[] ')})"):
        return NOTE
    links = take_links(tidy_text(cell))
    dated = take_date(links.text)
    if re.fullmatch(r"\W*\d{1,3}\W*", cell):
        return NUMBER
    if (dated.date or dated.odd) and not tidy(dated.text):
        return DATE
    if not links.title and parse_people(links.text, WEAK):
        return PEOPLE
    return "" if tidy(links.text) or links.title else LINK
