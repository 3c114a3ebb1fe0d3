"""RULES of the reader: what may be wrong with entries.toml itself, one row each; `checks.RULES` has all others too.

A rule of level error makes the file unusable for every command.
"""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from refexport.errors import ERROR, NOTE, WARNING, Finding

Check = Callable[[Any], Iterable[Finding]]


class Rule(NamedTuple):
    """One kind of finding: its name (read as "allow …"), its level, what it is about, and the function that finds it.

    ``check`` takes a `checks.rule.Subject`, and is None where another part of the program finds it. The rest is for
    ``refexport check --explain``: why it matters, how to mend it, and lines of an entry that have it and have not.
    ``is_fixable``: some of its findings have a `Fix`.
    """

    name: str
    level: str
    about: str
    check: Check | None = None
    why: str = ""
    mend: str = ""
    wrong: str = ""
    right: str = ""
    is_fixable: bool = False


TOML = "TOML 1.1 is the language of entries.toml; what it does not allow cannot be read, and nothing is guessed."
ONE_KEY = "A reference has one cite key, and BibTeX does not tell keys apart that differ only by case."

READER = (
    Rule(
        "unreadable-file", ERROR, "a file that is no text in UTF-8, or beyond a limit",
        why="TOML is UTF-8; limits keep a broken file from taking all memory.",
        mend="Save the file as UTF-8.",
    ),
    Rule(
        "merge-conflict", ERROR, "lines that git left between its markers",
        why="Both sides of the merge changed the same place, and only a person knows what is right of both.",
        mend="Keep what is right of both sides, and remove the lines of <<<<<<<, ======= and >>>>>>>.",
    ),
    Rule(
        "toml-syntax", ERROR, "a line that TOML does not allow", why=TOML,
        mend="Write what the hint says; the line is where the mistake was made, not where it was noticed.",
        wrong='title = "not closed', right='title = "closed"',
    ),
    Rule(
        "duplicate-key", ERROR, "a cite key that stands twice, or differs from another only by case", why=ONE_KEY,
        mend="Give one of the two another key, or delete one of the two.",
    ),
    Rule(
        "bad-key", ERROR, "a cite key that \\cite does not take",
        why="LaTeX cuts a list of keys at commas and reads braces, %, # and backslashes itself.",
        mend="Write the key that the hint proposes, and the same in your documents.",
    ),
    Rule(
        "not-an-entry", ERROR, "something that stands outside of any entry",
        why="An entry is a table of TOML, [key], with its fields below.",
        mend="Put the line under the header of its entry.",
    ),
    Rule(
        "bad-setting", ERROR, "a setting of [refexport] that is unknown or cannot be",
        why="A setting that is not understood would silently not count.",
        mend="Write one of the settings that the hint names.",
    ),
    Rule(
        "bad-option", ERROR, "type, omit, prefer or allow with something that they cannot be",
        why="They steer what an entry takes from its records, and a wrong one would silently not count.",
        mend="Write it as the hint shows.", wrong='omit = "abstract"', right='omit = ["abstract"]',
    ),
    Rule(
        "nested-table", ERROR, "a table inside of an entry",
        why="Fields are not nested; a dot in a cite key makes TOML read two keys.",
        mend="Put quotes round a cite key that has dots.",
        wrong='title = "T"\n[k.b]\ntitle = "T"', right='title = "T"',
    ),
    Rule(
        "bad-field-name", ERROR, "a name that no field can have",
        why="BibTeX takes only letters, digits and a few signs in names of fields.",
        mend="Write letters, digits, - and _.",
        wrong='title = "T"\n"my field" = "x"', right='title = "T"\nmy-field = "x"',
    ),
    Rule(
        "duplicate-field", ERROR, "one field under two names",
        why="Only one of the two could be exported, and which one is meant is not to be guessed.",
        mend="Keep one of the two.", wrong='journal = "J"\njournaltitle = "K"', right='journaltitle = "K"',
    ),
    Rule(
        "bad-value", ERROR, "a value that its field cannot have",
        why="Names are lists, dates have a form (EDTF), numbers without quotes lose their zeros.",
        mend="Write it as the hint shows.", wrong='date = "summer"', right="date = 2018",
    ),
    Rule(
        "unidentified", ERROR, "an entry that says nothing to know a work by",
        why="Without a title or an identifier there is no work to cite, and none to ask a registry for.",
        mend="Give it a title, arxiv or doi.",
    ),
    Rule(
        "unknown-field", WARNING, "a field that the model does not know",
        why="It is carried into BibTeX and BibLaTeX as text, other formats lack it; mostly it is a misspelling.",
        mend="Correct the name, or delete the line; allow it if a style of yours prints it.",
        wrong='editoin = "2"', right='edition = "2"',
    ),
    Rule(
        "unknown-type", WARNING, "an entry type that the model does not know",
        why="Styles print what they do not know like misc, without journal or pages.",
        mend="Write one of the types of docs/reference/entries.md.", wrong='type = "artikel"', right='type = "article"',
    ),
    Rule(
        "tex-in-text", WARNING, "TeX typed into a text field of entries.toml",
        why="entries.toml holds characters, not TeX: an export to LaTeX escapes the backslash, others print it.",
        mend="Write the character itself (é, ö, ß), <i>…</i>, or <tex>…</tex> round raw TeX.",
        wrong='note = "Herv\\\\\'e"', right='note = "Hervé"',  # a doubled backslash is one in TOML
    ),
    Rule(
        "escape-in-text", WARNING, "a tab or line end in a text, perhaps the start of a TeX command",
        why='In double quotes TOML reads \\t and \\n as characters, so that "\\theta" becomes a tab and "heta".',
        mend="Use single quotes if TeX was meant, else write a blank.",
        wrong='note = "\\theta"', right="note = '<tex>\\theta</tex>'",
    ),
    Rule(
        "empty-value", WARNING, "a field without a value",
        why="Nothing is exported, and the records may fill it although it was perhaps to stay empty.",
        mend='Delete the line; write omit = ["field"] if no record may fill it.',
        wrong='note = ""', right='note = "N"',
    ),
    Rule(
        "text-for-list", WARNING, "one string where a list belongs",
        why="Where one name or keyword ends and the next begins is told by a list alone.",
        mend="Write a list with one string each.",
        wrong='author = "Doe, Jane and Roe, Richard"', right='author = ["Doe, Jane", "Roe, Richard"]',
        is_fixable=True,
    ),
    Rule(
        "several-names", WARNING, "more than one name in a string",
        why="The string is read as one name: sorted, abbreviated and printed as one person.",
        mend='Write each name in a string of its own; an organisation in braces: "{Barnes and Noble}".',
        wrong='author = ["Doe, Jane and Roe, Richard"]', right='author = ["Doe, Jane", "Roe, Richard"]',
        is_fixable=True,
    ),
    Rule(
        "eprint-without-type", WARNING, "an eprint of no archive",
        why="Nobody knows where to look for it, so it is neither linked nor asked for.",
        mend='Write arxiv = "…", or say which archive: eprinttype = "hal".',
        wrong='eprint = "1703.03400"', right='arxiv = "1703.03400"',
        is_fixable=True,
    ),
    Rule(
        "identifier-spelling", NOTE, "an identifier with words round it that say what it is",
        why="The field says it already; the bare identifier is what is exported and asked for.",
        mend="Write the bare identifier.",
        wrong='doi = "https://doi.org/10.1000/x"', right='doi = "10.1000/x"',
        is_fixable=True,
    ),
)  # fmt: skip
"""The rows in the order in which a file is read."""

READER_RULES = frozenset(rule.name for rule in READER)
