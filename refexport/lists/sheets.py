"""Sheets: CSV and TSV files whose first line names their columns -> what each row became."""

import csv
import io
from collections.abc import Iterator

from refexport.errors import Finding
from refexport.formats.content import Content
from refexport.lists.blocks import BlockKind
from refexport.lists.citation import read_citation
from refexport.lists.reading_list import Line
from refexport.lists.records import entry_of, field_named, is_of_a_work
from refexport.lists.verdicts import NOTHING

MARKS = "\t,;|"
LONGEST_NAME, MOST_BEFORE = 60, 5
REFERENCE = frozenset({"reference", "citation", "references", "full reference", "literaturangabe", "citations"})
"""Columns that hold a whole reference as text."""

csv.field_size_limit(1_000_000)


def is_sheet(content: Content) -> bool:
    """Whether the first line names columns of works, and the second has as many."""
    rows = list(_rows(content.head, most=2))
    return len(rows) > 1 and _is_head(rows[0][1]) and len(rows[1][1]) <= len(rows[0][1])


def read_sheet(text: str, name: str) -> tuple[list[Line], tuple[Finding, ...]]:
    """Every row, and what of the file no field takes."""
    rows = list(_rows(text))
    head = rows[0][1] if rows else []
    if not ({field_named(one) for one in head} & {"title", "doi", "pmid", "eprint"} or _reference_in(head)):
        message = "its first line names no column with titles"
        return [], (Finding(name, 1, message, "name the columns: Title, Authors, Year, Journal, DOI, …"),)
    lines = [Line(rows[0][0], _shown(head), "", None, BlockKind.TABLE_HEAD.value)]
    problems = [*_unnamed(head, rows, name)]
    for number, cells in rows[1:]:
        line, missed = _read_row(number, cells, head)
        lines.append(line)
        problems += [_missed(name, number, *one) for one in missed if field_named(one[0])]
    return lines, tuple(problems)


def _read_row(number: int, cells: list[str], head: list[str]) -> tuple[Line, list[tuple[str, str, str]]]:
    record: dict[str, str] = {}
    for column, cell in zip(head, cells, strict=False):
        if cell.strip():
            record.setdefault(column, cell.strip())
    line = Line(number, _shown(cells), "", None, NOTHING)
    column = _reference_in(head)
    if column and (citation := read_citation(record.get(column, ""), titled=True)):
        return line._replace(entry=citation.entry, notes=citation.notes, reason=""), []
    entry, missed = entry_of(record)
    is_any = any(map(entry.has, ("title", "doi", "eprint", "pmid", "isbn")))
    return (line._replace(entry=entry, reason="") if is_any else line), missed


def _missed(name: str, number: int, column: str, value: str, why: str) -> Finding:
    return Finding(name, number, f"{why}; left out", "", "", column, value, "warning")


def _unnamed(head: list[str], rows: list[tuple[int, list[str]]], name: str) -> Iterator[Finding]:
    """One message for each column that no field takes, with the first value in it."""
    for place, column in enumerate(head):
        value = next((cells[place].strip() for _, cells in rows[1:] if len(cells) > place and cells[place].strip()), "")
        if value and not field_named(column) and column.strip().casefold() not in REFERENCE:
            message = f"no field for the column {column.strip() or place + 1}; left out"
            yield Finding(name, rows[0][0], message, "", "", column.strip(), value, "note")


def _reference_in(head: list[str]) -> str:
    """The column with whole references, if no other has titles."""
    if any(field_named(one) == "title" for one in head):
        return ""
    return next((one for one in head if one.strip().casefold() in REFERENCE), "")


def _is_head(cells: list[str]) -> bool:
    is_short = all(len(cell) <= LONGEST_NAME for cell in cells)
    has_titles = any(field_named(cell) in ("title", "doi", "pmid") for cell in cells)
    known = sum(bool(field_named(cell)) for cell in cells)
    is_whole = bool(_reference_in(cells)) and known > 0
    return is_short and len(cells) > 1 and (is_whole or (has_titles and (is_of_a_work(cells) or known > 1)))


def _rows(text: str, most: int = 1_000_000) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold anything, each with the line on which it starts; the head tells what parts the cells."""
    body = text.lstrip("\ufeff")
    skipped = _before_head(body)
    body = "\n".join(body.split("\n")[skipped:])
    head = body.split("\n", 1)[0]
    mark = max(MARKS, key=head.count)
    if not head.count(mark):
        return
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=mark, strict=False)
    start = 1 + skipped
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield start, row
                most -= 1
            if most <= 0:
                return
            start = reader.line_num + 1 + skipped
    except csv.Error:
        return


def _before_head(text: str) -> int:
    """How many lines stand before the head: empty ones, ``sep=;``, and what databases say of their export."""
    lines = text.split("\n", MOST_BEFORE)[:MOST_BEFORE]
    for number, line in enumerate(lines):
        mark = max(MARKS, key=line.count)
        if line.count(mark) and _is_head(next(csv.reader([line], delimiter=mark, strict=False), [])):
            return number
    return next((number for number, line in enumerate(lines) if line.strip()), 0)


def _shown(cells: list[str]) -> str:
    return " | ".join(cell.strip() for cell in cells if cell.strip())
