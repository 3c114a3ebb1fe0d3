"""Readers: every kind of file that `refexport import` understands, as lines with their entries."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from refexport.data.patterns import regex
from refexport.errors import ERROR, Finding, InputError
from refexport.formats.bib.read import read_bib
from refexport.formats.format import Format, Placed, Read, Source, Unread
from refexport.imports.kinds import FILES, HTML_HINT, LIST, LIST_SUFFIXES, SUFFIXES, Kind, kind_of, refused
from refexport.imports.lifting import lifted
from refexport.lists.bibitems import read_bibliography
from refexport.lists.citation import is_untitled_article
from refexport.lists.org import read_org
from refexport.lists.pages import read_page
from refexport.lists.reading_list import LeftOut, Line, read_list
from refexport.lists.sheets import read_sheet
from refexport.model.entry import Entry, Raw, Value, parse_value, print_value
from refexport.store.edit import print_entry
from refexport.store.remark import Remarks
from refexport.store.typed import STEERING, is_identified, is_work, read_typed
from refexport.text.markup import without_controls


class Imported(NamedTuple):
    """What became of a file's lines, what was wrong with it, and the parts of it that gave no entry.

    ``is_list``: the lines are those of a text, not the entries of a format.
    """

    lines: list[Line]
    problems: tuple[Finding, ...] = ()
    unread: tuple[Unread, ...] = ()
    is_list: bool = True


class Reader(NamedTuple):
    """What reads a kind of file: text and name in, lines out; the suffixes that tell the kind."""

    read: Callable[[str, str], Imported]
    suffixes: frozenset[str]


def _format_reader(form: Format | Source) -> Reader:
    def read(text: str, name: str) -> Imported:
        """The lines that the format's own reader makes of a file, with identifiers lifted."""
        if form.read is None:
            raise InputError([Finding(name, 1, f"{form.kind} files cannot be read")])
        if problem := refused(text, name):
            return Imported([], (problem,))
        return _imported(form.read(text, name), name)

    return Reader(read, frozenset(form.suffixes))


def _imported(found: Read, name: str) -> Imported:
    """The lines of entries that a format's reader made, with identifiers lifted."""
    found = lifted(found, name)
    entries = found.entries if isinstance(found.entries, Placed) else Placed((1, entry) for entry in found.entries)
    lines = list(map(_line, entries.lines, entries))
    without = [(line, entry) for line, entry in zip(lines, entries, strict=True) if line.entry is None]
    problems = (*found.problems, *(_refused(line, entry, name) for line, entry in without))
    unread = (*entries.unread, *(_as_comment(line, entry) for line, entry in without))
    return Imported(lines, problems, tuple(sorted(unread, key=lambda part: part.line)), is_list=False)


def _is_listed(entry: Entry) -> bool:
    return is_identified(entry) or is_untitled_article(entry)


ReadLines = Callable[[str, str], tuple[list[Line], tuple[Finding, ...]]]
"""What each line of a text of a name became, and what was wrong with it."""


def _text_reader(
    read_lines: ReadLines, is_enough: Callable[[Entry], bool] = is_identified
) -> Callable[[str, str], Imported]:
    def read(text: str, name: str) -> Imported:
        """The lines of a text of no more characters than are read in a time, each entry as entries.toml can hold it."""
        if problem := refused(text, name):
            return Imported([], (problem,))
        if len(text) > LONGEST_LIST:
            return Imported([], (Finding(name, 1, f"a list of more than {LONGEST_LIST // 1_000_000} MB", "split it"),))
        lines, problems = read_lines(text, name)
        return Imported([_fitted(line, line.entry, is_enough) if line.entry else line for line in lines], problems)

    return read


def _read_bbl(text: str, name: str) -> Imported:
    """Items that are read as references, and those whose fields are marked, in the order of the file."""
    marked: list[Read] = []

    def read_items(text: str, name: str) -> tuple[list[Line], tuple[Finding, ...]]:
        lines, found = read_bibliography(text, name, read_bib)
        marked.append(found)
        return lines, ()

    items = _text_reader(read_items, is_work)(text, name)
    others = _imported(marked[0], name) if marked else Imported([])
    lines = sorted([*items.lines, *others.lines], key=lambda line: line.number)
    return Imported(lines, (*items.problems, *others.problems), others.unread)


def _read_page(text: str, name: str) -> tuple[list[Line], tuple[Finding, ...]]:
    """The lines of a page; one without any work is mostly a message of a server, or a page about the file."""
    lines = read_page(text)
    if any(line.entry or line.offer for line in lines):
        return lines, ()
    return [], (Finding(name, 1, "this is an HTML page without references", HTML_HINT),)


def _line(number: int, entry: Entry) -> Line:
    text = ": ".join(filter(None, (entry.key, entry.plain("title"))))
    line = _fitted(Line(number, text, "", None), entry, is_work)
    return line if line.entry else line._replace(text=f"{entry.key}: {_all_of(entry)}")


def _all_of(entry: Entry) -> str:
    """Every field of an entry that is taken for none: nothing else repeats what it says."""
    raw = {field: print_value(field, value) for field, value in entry.fields.items()}
    return "; ".join(
        f"{field} = {', '.join(map(str, one)) if isinstance(one, list) else one}" for field, one in raw.items()
    )


def _refused(line: Line, entry: Entry, name: str) -> Finding:
    return Finding(name, line.number, line.reason, 'give it a title, arxiv = "…" or doi = "…"', entry.key)


def _as_comment(line: Line, entry: Entry) -> Unread:
    """An entry that is none for entries.toml, as it would stand there."""
    return Unread(line.number, print_entry(entry.key or "entry", table_of(entry)), line.reason)


def _fitted(line: Line, entry: Entry, is_enough: Callable[[Entry], bool] = is_identified) -> Line:
    """The line with its entry as entries.toml can hold it, and with what of it that cannot."""
    raw = {field: print_value(field, value) for field, value in entry.fields.items()}
    bare = {field: _bare(value) for field, value in raw.items()}
    table = _table(entry, bare)
    kept = entry if bare == raw and _is_read_back(entry, table) else None
    if kept is None:
        notes = tuple(f"{field}: control characters are left out" for field in raw if bare[field] != raw[field])
        values, left_out = _parsed(bare)
        left_out |= _unread(Entry(entry.key, entry.type, values), bare)
        kept = Entry(entry.key, entry.type, {field: one for field, one in values.items() if field not in left_out})
        table = table_of(kept)
        line = line._replace(notes=(*line.notes, *notes), left_out=tuple(left_out.values()))
    if not is_enough(kept):
        return line._replace(entry=None, reason=UNIDENTIFIED)
    return line._replace(entry=kept, table=table)


def _is_read_back(entry: Entry, table: Mapping[str, Raw]) -> bool:
    """Whether the reader of entries.toml makes of a table the entry that it was printed of, without an error."""
    remarks = Remarks()
    read = read_typed(entry.key, table, remarks).entry
    return read.fields == entry.fields and not any(remark.level == ERROR for remark in remarks)


def _parsed(raw: Mapping[str, Raw]) -> tuple[dict[str, Value], dict[str, LeftOut]]:
    """The values of fields; and those that are none of their datatype, or would steer this program, and why."""
    values: dict[str, Value] = {}
    left_out: dict[str, LeftOut] = {}
    for field, given in raw.items():
        if field in STEERING:
            left_out[field] = LeftOut(field, given, f"{field} means something else in entries.toml")
        try:
            value = parse_value(field, given)
        except ValueError as error:
            left_out[field] = LeftOut(field, given, str(error))
        else:
            if value and field not in left_out:
                values[field] = value
    return values, left_out


def _unread(entry: Entry, raw: Mapping[str, Raw]) -> dict[str, LeftOut]:
    """The fields that the reader of entries.toml refuses."""
    remarks = Remarks()
    read_typed(entry.key, table_of(entry), remarks)
    wrong = {remark.field: remark.message for remark in remarks if remark.level == ERROR}
    fields = {FIELD_OF.get(name, name): message for name, message in wrong.items()}
    return {field: LeftOut(field, raw[field], message) for field, message in fields.items() if field in raw}


def _bare(raw: Any) -> Any:  # noqa: ANN401 - strings in lists and tables
    match raw:
        case str():
            return without_controls(raw)
        case list():
            return [_bare(one) for one in raw]
        case dict():
            return {part: _bare(one) for part, one in raw.items()}
    return raw


LONGEST_LIST = 100_000_000
"""Characters: a million lines, which take half an hour; the longest of the public lists have one million characters."""

UNIDENTIFIED = "nothing to identify the work by"
"""Why a line that has an entry's data gave none."""

YEAR = regex("[1-9][0-9]{3}")

FIELD_OF = {"arxiv": "eprint"}
"""Name in `table_of` -> field, where it is another."""

READERS: dict[str, Reader] = {
    LIST: Reader(_text_reader(lambda text, _: (read_list(text), ()), _is_listed), LIST_SUFFIXES),
    **{form.kind: _format_reader(form) for form in FILES},
    "bbl": Reader(_read_bbl, SUFFIXES["bbl"]),
    "html": Reader(_text_reader(_read_page), SUFFIXES["html"]),
    "org": Reader(_text_reader(lambda text, _: (read_org(text), ())), SUFFIXES["org"]),
    "csv": Reader(_text_reader(read_sheet), SUFFIXES["csv"]),
}
"""name (as in ``--from``) -> reader."""


def import_text(text: str, name: str, kind: str | None = None, *, links: bool = False) -> Imported:
    """What becomes of a file of a kind, or of the one that its content and its name tell; FileError if they do not.

    ``links``: lines about software, courses and pages are entries too.
    """
    told = Kind(kind) if kind else kind_of(text, name)
    if not told.name:
        return Imported([], (told.problem,) if told.problem else ())
    imported = READERS[told.name].read(text, name)
    if links:
        imported = imported._replace(lines=[_taken_up(line) for line in imported.lines])
    return imported._replace(problems=(told.problem, *imported.problems)) if told.problem else imported


def _taken_up(line: Line) -> Line:
    """The line with the entry that it offers, if it has none."""
    return _fitted(line._replace(reason="", offer=None), line.offer) if line.offer else line


def table_of(entry: Entry) -> dict[str, Raw]:
    """An entry as a table of entries.toml: type first, arXiv's id by its shorthand, a year as a number."""
    return _table(entry, {field: print_value(field, value) for field, value in entry.fields.items() if value})


def _table(entry: Entry, fields: dict[str, Raw]) -> dict[str, Raw]:
    """The same of fields as they are printed."""
    year = str(fields.get("date", ""))
    if YEAR.fullmatch(year):
        fields = {**fields, "date": int(year)}
    if entry.arxiv:
        fields = {"arxiv": entry.arxiv, **{f: v for f, v in fields.items() if f not in ("eprint", "eprinttype")}}
    return ({"type": entry.type} if entry.type else {}) | fields
