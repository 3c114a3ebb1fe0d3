"""Mistakes that users make, and the five parts of a message that helps: file, line, key, value, remedy.

Each row is written from the mistake, not from what is said about it: where it is, what is wrong there, and the words
without which nobody would know what to do. A part that a kind of mistake cannot have is None: an option typed at the
command line stands in no file and no line.
"""

from collections.abc import Mapping
from typing import NamedTuple

FIELD, NAME, ENTRY, LINE, BREAK, WHOLE = "field", "name", "entry", "line", "break", "whole"
KEY, PAIR, OPTION = "key", "pair", "option"

PARTS = ("file", "line", "about", "value", "remedy")

APPLY: Mapping[str, tuple[str, ...]] = {
    FIELD: ("file", "line", "about", "value", "remedy"),
    NAME: ("file", "line", "about", "remedy"),  # the name is wrong, whatever its value is
    ENTRY: ("file", "line", "about", "remedy"),  # an entry as such is wrong: no value of it
    LINE: ("file", "line", "value", "remedy"),  # it stands in no entry, or cannot be read as the field of one
    BREAK: ("file", "line", "remedy"),  # something is not there: nothing that could be repeated
    WHOLE: ("file", "remedy"),  # the file as such, no place in it
    KEY: ("file", "about", "remedy"),  # a cite key at the command line that the file lacks
    PAIR: ("about", "remedy"),  # two cite keys at the command line that do not go together: no file is wrong
    OPTION: ("about", "value", "remedy"),  # another word at the command line
}
"""Kind of mistake, of a field or setting with its value first -> the parts that a message about it can have."""


class Mistake(NamedTuple):
    """A mistake: its files, the command that meets it, how that ends, and what one message must name.

    ``about`` are the words for key, field, setting or option; ``value`` is what is wrong as the user wrote it.
    """

    name: str
    kind: str
    files: Mapping[str, str | bytes]
    command: str
    code: int
    file: str | None = None
    line: int | None = None
    about: str | None = None
    value: str | None = None
    remedy: str = ""


COMPLETE = {
    "type": '"article"', "title": '"A Title"', "author": '["Doe, Jane"]', "journaltitle": '"A Journal"', "date": "2019",
}  # fmt: skip


def entry(*lines: str, key: str = "[doe2019]", without: str = "") -> str:
    """A complete entry with other lines below its header, which is the first line of the file."""
    own = {*(line.partition("=")[0].strip() for line in lines), *without.split()}
    return "\n".join(
        [key, *lines, *(f"{field} = {value}" for field, value in COMPLETE.items() if field not in own), ""]
    )


def settings(*lines: str) -> str:
    """Settings in the lines below the first, and a complete entry."""
    return "\n".join(["[refexport]", *lines, "", entry()])


def exports(*lines: str) -> str:
    """The same for what is to be written where."""
    return settings().replace("[refexport]", "\n".join(["[refexport.export]", *lines]))


def bib(*lines: str) -> str:
    """An entry of BibTeX in the lines below its first."""
    return "\n".join(["@article{doe2019,", *lines, "  author = {Doe, Jane}, journal = {A Journal}, year = 2019}", ""])


BOOK = entry('type = "book"', 'publisher = "P"', 'isbn = "978-0-262-03561-3"')
GOOD = {"entries.toml": entry()}
TWO = {
    "entries.toml": entry() + "\n" + entry('title = "Quite Another Work"', 'author = ["Roe, Richard"]', key="[roe2018]")
}
DOI = {"entries.toml": entry('doi = "10.1000/182"')}


def _checked(name: str, kind: str, toml: str | bytes, code: int, line: int | None, *parts: str | None) -> Mistake:
    """A mistake in entries.toml, which `check` meets."""
    return Mistake(name, kind, {"entries.toml": toml}, "check", code, "entries.toml", line, *parts)  # type: ignore[arg-type]


SYNTAX = (
    _checked("unclosed string", FIELD, entry('title = "A Title'), 2, 2, "title", '"A Title', 'with "'),
    _checked("key with a blank", LINE, entry(key="[doe 2019]"), 2, 1, None, "[doe 2019]", "[doe2019]"),
    _checked("entry twice", ENTRY, entry() + "\n" + entry(), 2, 8, "[doe2019]", None, "another key"),
    _checked("number with a point", FIELD, entry("arxiv = 1703.03400"), 2, 2, "arxiv", "1703.03400", 'arxiv = "1703.03400"'),
    _checked("colon for =", FIELD, entry('title: "A Title"'), 2, 2, "title", 'title: "A Title"', 'title = "A Title"'),
    _checked("BibTeX for TOML", LINE, bib("  title = {A Title},"), 2, 1, None, "@article{doe2019,", "refexport import"),
    _checked("header without ]", LINE, entry(key="[doe2019"), 2, 1, None, "[doe2019", "[doe2019]"),
    _checked("field twice", FIELD, entry('note = "One"', 'note = "Two"'), 2, 3, "note", "Two", "keep one"),
    _checked("key with a dot", ENTRY, entry(key="[doe.2019]"), 2, 1, "doe.2019", None, '["doe.2019"]'),
    _checked("field under two names", FIELD, entry('journal = "B"', 'journaltitle = "C"'), 2, 3, "journaltitle", "C", "keep one"),
    _checked("field outside of an entry", FIELD, 'title = "A Title"\n', 2, 1, "title", "A Title", "header"),
    _checked("conflict of git", LINE, "<<<<<<< HEAD\n" + entry() + "=======\n>>>>>>> b\n", 2, 1, None, "<<<<<<<", "keep"),
    _checked("conflict of git within an entry", LINE, entry("<<<<<<< HEAD", 'note = "One"', "=======", 'note = "Two"', ">>>>>>> b"), 2, 2, None, "<<<<<<<", "keep"),
    _checked("smart quotes", FIELD, entry("title = “A Title”"), 2, 2, "title", "“A Title”", '"A Title"'),
    _checked("text without quotes", FIELD, entry("title = A Title"), 2, 2, "title", "A Title", 'title = "A Title"'),
    _checked("pages without quotes", FIELD, entry("pages = 12–15"), 2, 2, "pages", "12–15", 'pages = "12–15"'),
    _checked("apostrophe in a string", FIELD, entry("title = 'Gödel's Proof'"), 2, 2, "title", "Gödel's Proof", '"Gödel\'s Proof"'),
    _checked("comma at the end", FIELD, entry("date = 2019,"), 2, 2, "date", "2019,", "comma"),
    _checked("backslash in double quotes", FIELD, entry(r'title = "The \Omega"'), 2, 2, "title", r"\Omega", "single quotes"),
    _checked("UTF-16", WHOLE, entry().encode("utf-16"), 2, None, None, None, "UTF-8"),
    _checked("Latin-1", LINE, entry('note = "Zürich"').encode("latin-1"), 2, 2, None, "Zürich", "UTF-8"),
)  # fmt: skip

FIELDS = (
    _checked("words for a date", FIELD, entry('date = "May 2019"'), 2, 2, "date", "May 2019", 'date = "2019-05"'),
    _checked("no date", FIELD, entry('date = "unknown"'), 2, 2, "date", "unknown", 'date = "2018"'),
    _checked("year of three digits", FIELD, entry("year = 206", without="date"), 2, 2, "year", "206", "year = 2018"),
    _checked("month of another language", FIELD, entry('month = "Mai"', "year = 2019", without="date"), 2, 2, "month", "Mai", "month = 5"),
    _checked("month 13", FIELD, entry('date = "2019-13"'), 2, 2, "date", "2019-13", '"2018-08"'),
    _checked("year to come", FIELD, entry("date = 2919"), 1, 2, "date", "2919", "correct"),
    _checked("pages backwards", FIELD, entry('pages = "33--12"'), 1, 2, "pages", "33--12", "12--33"),
    _checked("bad DOI", FIELD, entry('doi = "doi-10.1000.182"'), 1, 2, "doi", "doi-10.1000.182", "10.1000/182"),
    _checked("bad arXiv id", FIELD, entry('arxiv = "1703.034"'), 1, 2, "arxiv", "1703.034", "1703.03400"),
    _checked("bad ISBN", FIELD, entry('isbn = "978-1-78953-420-8"'), 1, 2, "isbn", "978-1-78953-420-8", "digit by digit"),
    _checked("address without https", FIELD, entry('url = "www.example.org"'), 1, 2, "url", "www.example.org", "https://www.example.org"),
    _checked("TeX in a text", FIELD, entry('note = "Herv\\\\\'e"'), 1, 2, "note", r"Herv\'e", "Hervé"),
    _checked("tab in a text", FIELD, entry('note = "A\tNote"'), 1, 2, "note", r"A\tNote", "blank"),
    _checked("HTML in a title", FIELD, entry('title = "A <span>Title</span>"'), 1, 2, "title", "<span>", "<i>"),
    _checked("unknown type", FIELD, entry('type = "artikel"'), 1, 2, "type", "artikel", "article"),
    _checked("typo of a field", NAME, entry('titel = "A Title"', without="title"), 1, 2, "titel", None, "title"),
    _checked("keywords in one string", FIELD, entry('keywords = "alpha, beta"'), 1, 2, "keywords", "alpha, beta", 'keywords = ["alpha", "beta"]'),
    _checked("authors in one string", FIELD, entry('author = "Doe, Jane and Roe, Richard"'), 1, 2, "author", "Doe, Jane and Roe, Richard", 'author = ["Doe, Jane", "Roe, Richard"]'),
    _checked("two authors in a string of the list", FIELD, entry('author = ["Doe, Jane and Roe, Richard"]'), 1, 2, "author", "Doe, Jane and Roe, Richard", '"Doe, Jane", "Roe, Richard"'),
    _checked("three authors in a string of the list", FIELD, entry('author = ["Y. Bengio, S. Bengio, J. Cloutier"]'), 1, 2, "author", "Y. Bengio, S. Bengio, J. Cloutier", '"Y. Bengio", "S. Bengio", "J. Cloutier"'),
    _checked("et al. behind a name", FIELD, entry('author = ["Doe, Jane et al."]'), 1, 2, "author", "Doe, Jane et al.", '"Doe, Jane", "others"'),
    _checked("title in capitals", FIELD, entry('title = "THE THEORY OF EVERYTHING"'), 1, 2, "title", "THE THEORY OF EVERYTHING", "The theory of everything"),
    _checked("author in capitals", FIELD, entry('author = ["DOE, JANE"]'), 1, 2, "author", "DOE, JANE", "Doe, Jane"),
    _checked("empty value", NAME, entry('note = ""'), 1, 2, "note", None, "remove the line"),
    _checked("number without quotes", FIELD, entry("volume = 1.10"), 2, 2, "volume", "1.10", 'volume = "1.10"'),
    _checked("nothing that names the work", ENTRY, "[doe2019]\nyear = 2019\n", 2, 1, "doe2019", None, "title"),
    _checked("omit without brackets", FIELD, entry('omit = "abstract"'), 2, 2, "omit", "abstract", 'omit = ["abstract"]'),
    _checked("omit of no field", FIELD, entry('omit = ["abstrct"]'), 1, 2, "omit", "abstrct", "abstract"),
    _checked("allow without a reason", FIELD, entry('allow = ["missing-date"]'), 2, 2, "allow", "missing-date", 'allow = { "missing-date" = '),
    _checked("allow of no rule", FIELD, entry('allow = { mising-date = "undated" }'), 1, 2, "allow", "mising-date", "missing-date"),
    _checked("prefer of nothing", FIELD, entry('prefer = "preprints"'), 2, 2, "prefer", "preprints", '"preprint"'),
    _checked("name of a field with a blank", NAME, entry('"my note" = "N"'), 2, 2, "my note", None, "my-note"),
    _checked("keys that differ by case", ENTRY, entry() + "\n" + entry('title = "B"', key="[Doe2019]"), 2, 8, "[Doe2019]", None, "another key"),
    _checked("parent that is no entry", FIELD, entry('crossref = "roe2018"'), 1, 2, "crossref", "roe2018", "add that entry"),
    _checked("one ISBN twice", FIELD, BOOK + "\n" + BOOK.replace("doe2019", "roe2018").replace("A Title", "Quite Another Work"), 1, 13, "[roe2018]", "978-0-262-03561-3", "keep one"),
    _checked("year missing", ENTRY, entry(without="date"), 1, 1, "[doe2019]", None, "date"),
)  # fmt: skip

SETTINGS = (
    _checked("unknown setting", NAME, settings('malito = "me@uni.example"'), 2, 2, "malito", None, "mailto"),
    _checked("no mail address", FIELD, settings('mailto = "me at uni"'), 2, 2, "mailto", "me at uni", 'mailto = "me@uni.example"'),
    _checked("no proxy", FIELD, settings('proxy = "proxy.uni.example"'), 2, 2, "proxy", "proxy.uni.example", '"http://'),
    _checked("unknown format", FIELD, exports('"refs.bib" = "bibtexx"'), 2, 2, "refs.bib", "bibtexx", "bibtex"),
    _checked("unknown setting of a file", NAME, exports('"refs.bib" = { format = "bibtex", onlycited = ["t.aux"] }'), 2, 2, "onlycited", None, "only-cited"),
    _checked("file without its format", FIELD, settings('export = "refs.bib"'), 2, 2, "export", "refs.bib", '"build/references.bib" = "bibtex"'),
    _checked("version to come", FIELD, settings("version = 9"), 2, 2, "version", "9", "version = 1"),
    _checked("store that is absent", FIELD, settings('store = "../lab/entries.toml"'), 2, 2, "store", "../lab/entries.toml", "that is there"),
    Mistake("pick of nothing", FIELD, {"entries.toml": settings('store = "lab.toml"', 'pick = ["doee2019"]'), "lab.toml": entry()}, "check", 2, "entries.toml", 3, "pick", "doee2019", "doe2019"),
    _checked("pick without a store", FIELD, settings('pick = ["doe2019"]'), 2, 2, "pick", "doe2019", "store ="),
    Mistake("journals that are absent", FIELD, {"entries.toml": settings('journals = "journals.csv"')}, "export refs.bib --journals abbrev", 2, "entries.toml", 2, "journals", "journals.csv", "that is there"),
    Mistake("journal without its short name", LINE, {"entries.toml": settings('journals = "journals.csv"'), "journals.csv": "A Journal\n"}, "export refs.bib --journals abbrev", 2, "journals.csv", 1, None, "A Journal", '"A Journal","'),
    Mistake("nothing says what to write", WHOLE, GOOD, "export", 2, "entries.toml", None, None, None, '"build/references.bib" = "bibtex"'),
)  # fmt: skip

FILES = (
    _checked("no entry at all", WHOLE, "", 0, None, None, None, "refexport import"),
    Mistake("no entries.toml", WHOLE, {}, "check", 2, "entries.toml", None, None, None, "refexport init"),
    Mistake("a .bib for entries.toml", LINE, {"refs.bib": bib("  title = {A Title},")}, "check -f refs.bib", 2, "refs.bib", 1, None, "@article{doe2019,", "refexport import"),
    Mistake("a folder for entries.toml", OPTION, {"lab/entries.toml": entry()}, "-f lab check", 2, None, None, "--file", "lab", "lab/entries.toml"),
    Mistake("no lock", ENTRY, DOI, "export refs.bib", 1, "entries.toml", 1, "doi:10.1000/182", None, "refexport enrich"),
    Mistake("no lock, outdated", ENTRY, DOI, "outdated", 3, "entries.toml", 1, "doi:10.1000/182", None, "refexport enrich"),
    Mistake("damaged lock", WHOLE, {**DOI, "entries.lock.json": '{"version": 1, "entr'}, "check", 2, "entries.lock.json", None, None, None, "refexport enrich"),
    Mistake("conflict in the lock", BREAK, {**DOI, "entries.lock.json": '{\n<<<<<<< HEAD\n"version": 1\n=======\n"version": 1\n>>>>>>> b\n}\n'}, "check", 2, "entries.lock.json", 2, None, None, "refexport enrich"),
    Mistake("document without citations", WHOLE, {**GOOD, "thesis.aux": "\\relax\n"}, "export refs.bib --only-cited thesis.aux", 1, "thesis.aux", None, None, None, "LaTeX"),
    Mistake("document cites what there is not", FIELD, {**GOOD, "thesis.tex": "\\cite{doe2019}\n\\cite{doee2019}\n"}, "export refs.bib --only-cited thesis.tex", 1, "thesis.tex", 2, "cites", "doee2019", "doe2019"),
    Mistake("template with a wrong name", LINE, {**GOOD, "note.md": "# {{title}}\n{{autor}}\n"}, "pages notes --for obsidian --template note.md", 2, "note.md", 2, None, "autor", "authors"),
)  # fmt: skip


def _imported(
    name: str, kind: str, file: str, content: str | bytes, code: int, line: int | None, *parts: str | None
) -> Mistake:
    """A mistake in a file that is imported."""
    return Mistake(name, kind, {**GOOD, file: content}, f"import {file}", code, file, line, *parts)  # type: ignore[arg-type]


RECORD = "TY  - JOUR\nTI  - A Title of Words\nAU  - Doe, Jane\nPY  - 2019\n"
ITEMS = '[{"id": "roe2018", "type": "book",\n  "title": "A Title of Words"'

# of a field in a .bib the message names the entry's line, its key and the field
IMPORTS = (
    _imported("no comma after the key", LINE, "refs.bib", "@book{roe2018\n  title = {A Title of Words}}\n", 2, 1, None, "roe2018", "comma"),
    _imported("open brace", ENTRY, "refs.bib", "@book{roe2018,\n  title = {A Title of {Words},\n  year = 2018}\n", 2, 1, "roe2018", None, "not closed"),
    _imported("no comma between fields", FIELD, "refs.bib", "@book{roe2018,\n  title = {A Title of Words}\n  publisher = {P}, year = 2018}\n", 0, 1, "title", "A Title of Words", "comma"),
    _imported("unknown macro", FIELD, "refs.bib", "@book{roe2018, title = {A Title of Words},\n  publisher = springer}\n", 0, 1, "publisher", "springer", "@string"),
    _imported("month 13 in a .bib", FIELD, "refs.bib", "@book{roe2018, title = {A Title of Words}, year = 2018,\n  month = 13}\n", 1, 1, "month", "13", "1 to 12"),
    _imported("record without its end", BREAK, "refs.ris", RECORD, 0, 1, None, None, "ER  - "),
    _imported("unknown type of RIS", LINE, "refs.ris", RECORD.replace("JOUR", "ARTICLE") + "ER  - \n", 0, 1, None, "ARTICLE", "JOUR"),
    _imported("JSON that is cut", BREAK, "refs.json", ITEMS, 2, 2, None, None, "again"),
    _imported("XML that is cut", BREAK, "refs.xml", "<xml><records>\n<record><titles><title>A Title of", 1, 2, None, None, "again"),
    _imported("a page for a .bib", WHOLE, "refs.bib", "<!DOCTYPE html>\n<html><body>Not found</body></html>\n", 2, None, None, None, "file itself"),
    _imported("empty .bib", WHOLE, "refs.bib", "", 0, None, None, None, "again"),
    _imported("unknown suffix", WHOLE, "refs.xyz", "What is this?\n", 2, None, None, None, "--from"),
    _imported("Latin-1 .bib", LINE, "refs.bib", "@book{roe2018,\n  title = {A Title of Words}, publisher = {Zürich}}\n".encode("latin-1"), 0, 2, None, "Zürich", "--encoding"),
    Mistake("one key in two files", ENTRY, {**GOOD, "a.bib": "@book{roe2018, title = {A Title of Words}, author = {Roe, R.}}\n", "b.bib": "\n@book{roe2018, title = {Quite Another Work}, author = {Poe, E.}}\n"}, "import a.bib b.bib", 0, "b.bib", 2, "roe2018", None, "roe2018b"),
    Mistake("file that is absent", WHOLE, {**GOOD, "refs.bib": bib()}, "import ref.bib", 2, "ref.bib", None, None, None, "refs.bib"),
    Mistake("folder for a file", WHOLE, {**GOOD, "lab/refs.bib": bib()}, "import lab", 2, "lab", None, None, None, "refs.bib"),
    Mistake("convert of what is no dump", WHOLE, {"refs.ris": RECORD}, "convert refs.ris --to bibtex -o out", 1, "refs.ris", None, None, None, "refexport import"),
    Mistake("convert of what is absent", WHOLE, {"dump.json": ITEMS + "}]"}, "convert dumb.json --to bibtex -o out", 1, "dumb.json", None, None, None, "dump.json"),
)  # fmt: skip


def _asked(
    name: str, command: str, about: str, value: str, remedy: str, code: int = 2, files: Mapping[str, str | bytes] = GOOD
) -> Mistake:
    """A mistake at the command line."""
    return Mistake(name, OPTION, files, command, code, None, None, about, value, remedy)


def _sought(name: str, command: str, key: str, remedy: str) -> Mistake:
    """A cite key at the command line that entries.toml lacks."""
    return Mistake(name, KEY, GOOD, command, 2, "entries.toml", None, key, None, remedy)


TYPED = (
    _sought("show of no entry", "show doee2019", "doee2019", "doe2019"),
    _sought("check of no entry", "check doee2019", "doee2019", "doe2019"),
    _sought("enrich of no entry", "enrich doee2019", "doee2019", "doe2019"),
    _sought("remove of no entry", "remove doee2019", "doee2019", "doe2019"),
    Mistake("rename to a key that is taken", ENTRY, TWO, "rename doe2019 roe2018", 2, "entries.toml", 8, "[roe2018]", None, "refexport merge"),
    Mistake("merge of two works", PAIR, TWO, "merge doe2019 roe2018", 2, None, None, "[roe2018]", None, "--force"),
    Mistake("merge of an entry with itself", PAIR, GOOD, "merge doe2019 doe2019", 2, None, None, "doe2019", None, "two entries"),
    _asked("rename to no key", 'rename doe2019 "roe 2018"', "cite key", "roe 2018", "roe2018"),
    _asked("unknown command", "exprot", "command", "exprot", "export"),
    _asked("unknown option", "export --only-cite t.aux", "option", "--only-cite", "--only-cited"),
    _asked("sort by nothing", "export refs.bib --sort yaer", "--sort", "yaer", "year"),
    _asked("omit of no field at the command line", "export refs.bib --omit abstrct", "--omit", "abstrct", "abstract"),
    _asked("only fields that there are not", "export refs.bib --fields titel", "--fields", "titel", "title"),
    _asked("unknown form of journals", "export refs.bib --journals short", "--journals", "short", "abbrev"),
    _asked("unknown format at the command line", "export refs.bib --to bibtexx", "--to", "bibtexx", "bibtex"),
    _asked("unknown program", "export --for zotro", "--for", "zotro", "zotero"),
    _asked("unknown suffix of a file to write", "export refs.html", "format", "refs.html", "refexport cite"),
    _asked("file that cannot be written", "export thesis.aux/refs.bib", "write", "thesis.aux/refs.bib", "another place", files={**GOOD, "thesis.aux": "\\citation{doe2019}\n"}),
    _asked("only cited by what is absent", "export refs.bib --only-cited thesis.aux", "--only-cited", "thesis.aux", "LaTeX"),
    _asked("unknown form of findings", "check --format xml", "--format", "xml", "sarif"),
    _asked("unknown rule", "check --explain mising-date", "rule", "mising-date", "missing-date"),
    _asked("search in no field", "list yaer:2019", "field", "yaer", "year"),
    _asked("search for no year", "list year:soon", "year", "soon", "year:2017"),
    _asked("state that there is not", "diff nowhere", "revision", "nowhere", "commit"),
    _asked("unknown style", "cite --style chicgo", "style", "chicgo", "chicago"),
    _asked("unknown kind of file", "import refs.bib --from bibtex", "--from", "bibtex", "bib"),
    _asked("unknown encoding", "import refs.bib --encoding latin-one", "--encoding", "latin-one", "latin"),
    _asked("add of no DOI", "add doi:10.1000-182", "DOI", "doi:10.1000-182", "10.1000/182"),
    _asked("take of no identifier", "resolve doe2019 --take 10.1000-182", "identifier", "10.1000-182", "doi:10.1000/182"),
    Mistake("init where one is", WHOLE, GOOD, "init", 2, "entries.toml", None, None, None, "edit it"),
)  # fmt: skip


class Understood(NamedTuple):
    """What looks like a mistake, and what is exported for it, without a word."""

    name: str
    line: str
    exported: str


UNDERSTOOD = (
    Understood("et al.", 'author = ["Doe, Jane", "et al."]', "author = {Doe, Jane and others}"),
    Understood("pages with a dash", 'pages = "12–15"', "pages = {12--15}"),
    Understood("old name of a field", 'journal = "The Journal"', "journal = {The Journal}"),
)

ALL = (*SYNTAX, *FIELDS, *SETTINGS, *FILES, *IMPORTS, *TYPED)
