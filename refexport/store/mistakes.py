"""Mistakes: what the reader of TOML says about a table that it cannot read, in words that say what to write."""

import re
from typing import NamedTuple

from refexport.data.patterns import regex
from refexport.model.keys import is_cite_key, plain_key
from refexport.store.conflicts import RESOLVE, UNRESOLVED
from refexport.store.lines import Lines

NO_FIELD = ("Invalid statement", "Expected '='", "Expected ']'", "Invalid initial")
"""Messages about lines that are no field."""
SEEN_LATE = ("Unclosed", 'Expected "\'"')
"""Messages about an open string or list: seen only where the next thing starts."""

AFTER = "Expected newline"
BACKSLASH = "a backslash in double quotes must be doubled", r"write \\\\, or put the value in single quotes"
UNREADABLE = "a header that cannot be read"
CURLED = "typographic quotes around a value"
NEITHER = "neither a header, a field nor a comment", 'write field = "…"'
HEADER = regex(r"\s*\[\s*([^\[\]\"']+?)\s*\]")
"""A header of one key without quotes."""
UNQUOTED = r"^\s*([^=]+?)\s*=\s*([^\"'\[{]+?)\s*$"
WORDS = (
    ("", r"^(?:<{7} |={7}$|>{7} )", UNRESOLVED, RESOLVE),
    (
        "Illegal character '\\n'",
        "",
        "a string is not closed",
        'end it with "; one of several lines stands in """ … """',
    ),
    ('Expected "\'"', "", "a string is not closed", "end it with '"),
    ("Unterminated string", "", "a string of several lines is not closed", "end it with the quotes it starts with"),
    ("Unescaped", "", *BACKSLASH),
    ("Escaped", "", *BACKSLASH),
    ("Invalid hex", "", *BACKSLASH),
    ("Illegal character", "", "a control character in a string", "remove it"),
    (AFTER, r"[\"'\]}\w]\s*,\s*(?:#.*)?$", "a comma after the value", "remove the comma"),
    (AFTER, r"=\s*'(.*)'\s*$", "the string ends at its second apostrophe", r'write it in double quotes: "\1"'),
    (AFTER, r"=\s*\"(.*)\"\s*$", 'the string ends at its second "', r"put it in single quotes: '\1'"),
    (AFTER, r"^\s*([^=]+?)\s*=\s*(0\d+)\s*$", "a number cannot start with 0", r'write it in quotes: \1 = "\2"'),
    ("", r"=\s*[“”„‘’«»`]([^“”„‘’«»`\"\\]*)[“”„‘’«»`]\s*$", CURLED, r'write straight ones: "\1"'),
    ("", r"=\s*[“”„‘’«»`]", CURLED, 'write straight ones: "…"'),
    ("Invalid value", r"=\s*(?:#.*)?$", "a field without a value", "write a value, or remove the line"),
    ("Invalid value", r",\s*,", "a list with a gap", "remove one of the two commas"),
    ("Invalid value", UNQUOTED, "a text without quotes", r'write \1 = "\2"'),
    (AFTER, UNQUOTED, "a value without quotes", r'write \1 = "\2"'),
    ("Expected '='", r"^\s*([\w-]+)\s*:\s*(.*?)\s*$", "a colon where = belongs", r"write \1 = \2"),
    ("Invalid statement", "^@", "this is BibTeX, not TOML", "refexport import reads .bib files"),
    ("Expected '='", "", *NEITHER),
    ("Invalid statement", "", *NEITHER),
    ("Expected ']'", r"^\s*\[(.*)\]", UNREADABLE, r'write it in quotes: ["\1"]'),
    ("Expected ']'", r"^\s*\[\s*([^\s\[\]#]+)\s*$", "a header without its closing bracket", r"write [\1]"),
    ("Expected ']'", "", "a header without its closing bracket", "write [key]"),
    ("Invalid initial", r"^\s*\[", "a header without a cite key", "write [key]"),
    ("Invalid initial", "", "a name that cannot be read", 'write field = "…"'),
    ("Invalid value", "", "a value that cannot be read", 'write it in quotes: "…"'),
    (AFTER, "", "something after the end of a header or value", "write one header or field a line"),
    ("Unclosed array", "", "a list that is not closed, or lacks a comma", 'write ["…", "…"]'),
    ("Unclosed inline", "", "a table that is not closed, or lacks a comma", 'write { family = "…", given = "…" }'),
    ("Cannot", "", "this was given before in another way", "keep one of the two"),
    ("TOML inline", "", "lists are nested too deeply", "a value is a list of strings at most"),
    ("Exceeds the limit", "", "a number of thousands of digits", "write it in quotes"),
)
"""(start of tomli's message, pattern of the line, our message, hint made from the pattern's groups); the first wins."""

ENDS = 1_000
"""Characters at both ends of a line that is looked at."""


class Mistake(NamedTuple):
    """What is wrong with a table, what to write, and what stands in that line."""

    line: int
    field: str
    message: str
    hint: str
    typed: str


def explain(reason: str, position: int, text: str, first_line: int) -> Mistake:
    """The mistake that made tomli say something about a place in the text of a table that starts on a line."""
    place, lines = _place(reason, position, text), text.split("\n")
    fields = [one for one in Lines(text).statements if not one.is_header and one.start <= place]
    name = fields[-1].path[-1] if fields and not reason.startswith(NO_FIELD) else ""
    twice = [first_line + one.line - 1 for one in fields if one.path == fields[-1].path]
    if reason == "Cannot overwrite a value" and len(twice) > 1:
        message, typed = f"the field stands twice, first in line {twice[0]}", lines[twice[-1] - first_line]
        return Mistake(twice[-1], name, message, "keep one of the two", typed.strip())
    line = text.count("\n", 0, place)
    return Mistake(first_line + line, name, *_in_words(reason, lines[line]), lines[line].strip())


def proposal(key: str) -> str:
    """The header to write for a text that is no cite key; nothing if no character of it can stay."""
    near = plain_key(key)
    quoted = near if re.fullmatch(r"[A-Za-z0-9_-]+", near) else f'"{near}"'
    return f"write [{quoted}]" if near else ""


def _place(reason: str, position: int, text: str) -> int:
    """Where the mistake was made."""
    if reason == "Unterminated string":
        return max(text.rfind('"""'), text.rfind("'''"))
    return len(text[:position].rstrip()) - 1 if reason.startswith(SEEN_LATE) else position


def _in_words(reason: str, line: str) -> tuple[str, str]:
    """Our message and hint; of a long line its ends say enough, and the patterns take the square of its length."""
    line = line if len(line) <= 2 * ENDS else line[:ENDS] + line[-ENDS:]
    if reason.startswith("Expected ']'") and (found := HEADER.match(line)) and not is_cite_key(found[1]):
        return UNREADABLE, proposal(found[1]) or "write [key]"
    for start, pattern, message, hint in WORDS:
        if reason.startswith(start) and (found := re.search(pattern, line)):
            return message, found.expand(hint)
    return reason[0].lower() + reason[1:], ""
