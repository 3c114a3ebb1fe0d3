"""A hundred bad or awkward inputs: name, kind of file, content, class, and what the message must say or must be kept.

Classes: ``line``: an error that names the line, nothing is written; ``key``: an error that names entry and field;
``warn``: a warning, and every entry and value is kept; ``lost``: a warning that a value is in no entry, and every entry
is kept; ``fine``: nothing is wrong, and the value is kept. By the grammars: btxdoc and bibtex.web (.bib), the RIS
specification of 2001, RFC 8259 and CSL 1.0.2, YAML 1.2, TOML 1.0.
"""

from typing import NamedTuple

LINE, KEY, WARN, LOST, FINE = "line", "key", "warn", "lost", "fine"


class Bad(NamedTuple):
    """An input; ``says``: words of the messages (``line`` begins with the number); ``keeps``: words of the result."""

    name: str
    kind: str
    content: str
    class_: str
    says: tuple[str, ...] = ()
    keeps: tuple[str, ...] = ()


def _bib(field: str) -> str:
    return f"@misc{{k, title = {{A Title of Words}},\n  {field}\n}}\n"


def _json(members: str) -> str:
    return f'[{{"id": "k", "type": "book",\n  "title": "A Title of Words", {members}}}]\n'


def _ris(*lines: str) -> str:
    return "\n".join(["TY  - JOUR", "TI  - A Title of Words", *lines, "ER  - ", ""])


def _toml(*lines: str) -> str:
    return "\n".join(["[k]", 'title = "A Title of Words"', *lines, ""])


BOMB = "@string{s0 = {0123456789}}\n" + "".join(f"@string{{s{n} = s{n - 1} # s{n - 1}}}\n" for n in range(1, 30))
TITLE = ("A Title of Words",)

BIB = (
    Bad("field-with-accent", "bib", _bib("été = {x}"), LOST, ("f.bib:1:", "[k] été"), ('# "été" = "x"', *TITLE)),
    Bad("field-with-dot", "bib", _bib("x.y = {1}"), LOST, ("[k] x.y",), ('# "x.y" = "1"', *TITLE)),
    Bad("field-with-slash", "bib", _bib("owner/x = {1}"), LOST, ("[k] owner/x",), ('# "owner/x" = "1"', *TITLE)),
    Bad("field-with-star", "bib", _bib("URL* = {1}"), LOST, ("[k] url*",), ('# "url*" = "1"', *TITLE)),
    Bad("field-with-apostrophe", "bib", _bib("note' = {1}"), LOST, ("[k] note'",), ('"note\'" = "1"', *TITLE)),
    Bad("field-with-digit-first", "bib", _bib("1st = {1}"), LOST, ("[k] 1st",), ('# 1st = "1"', *TITLE)),
    Bad("field-with-blank", "bib", _bib("group name = {1}"), LOST, ("[k] group name",), ('# "group name"', *TITLE)),
    Bad("field-that-steers", "bib", _bib("omit = {title}"), LOST, ("[k] omit",), ('# omit = "title"', *TITLE)),
    Bad("field-that-prefers", "bib", _bib("prefer = {preprint}"), LOST, ("[k] prefer",), ("# prefer", *TITLE)),
    Bad("field-that-allows", "bib", _bib("allow = {x}"), LOST, ("[k] allow",), ("# allow", *TITLE)),
    Bad("field-twice", "bib", _bib("note = {a}, note = {b}"), LOST, ("given twice", "note"), TITLE),
    Bad("year-of-three-digits", "bib", _bib("year = 206"), WARN, ("[k] year", "206"), ("206", *TITLE)),
    Bad("month-13", "bib", _bib("year = 2020, month = 13"), LOST, ("[k] month", "13"), ("13", *TITLE)),
    Bad("day-40", "bib", _bib("date = {2020-01-40}"), WARN, ("[k] date", "2020-01-40"), ("2020-01-40", *TITLE)),
    Bad("macro-undefined", "bib", _bib("journal = foo"), WARN, ("'foo' is not defined",), ("foo", *TITLE)),
    Bad("comma-missing", "bib", _bib("note = {a} publisher = {b}"), WARN, ("comma is missing",), ('"a"', '"b"', *TITLE)),
    Bad("crossref-nowhere", "bib", _bib("crossref = {gone}"), WARN, ("'gone'",), TITLE),
    Bad("crossref-to-itself", "bib", _bib("crossref = {k}"), WARN, ("from each other",), TITLE),
    Bad("preamble", "bib", '@preamble{"\\def\\x{}"}\n' + _bib(""), WARN, ("@preamble is not kept",), TITLE),
    Bad("entry-in-a-value", "bib", _bib("note = {see\n@misc{x, y = 1}\nthere}"), WARN, ("looks like an entry",), TITLE),
    Bad("at-sign-in-a-value", "bib", _bib("note = {a\n@ home}"), FINE, (), ("@ home", *TITLE)),
    Bad("even-backslashes", "bib", _bib("note = {a \\\\}"), FINE, (), TITLE),
    Bad("backslash-before-quote", "bib", _bib('note = "a {\\"o} b"'), FINE, (), ("a ö b", *TITLE)),
    Bad("quote-in-braces", "bib", _bib('note = "a {"}b{"} c"'), FINE, (), TITLE),
    Bad("parentheses", "bib", "@misc(k, title = {A Title of Words})\n", FINE, (), TITLE),
    Bad("no-key", "bib", "\n\n@misc{, title = {A Title of Words}}\n", FINE, ("f.bib:3:",), TITLE),
    Bad("two-without-key", "bib", _bib("").replace("k,", ",") + "@misc{, title = {Another One}}", FINE, (),
        ("Another One", *TITLE)),
    Bad("key-comma-missing", "bib", "\n@misc{k title = {A Title of Words}}\n", LINE, ("2",)),
    Bad("key-twice", "bib", _bib("") + "\n@misc{k, title = {Another One}}\n", LINE, ("5", "line 1")),
    Bad("key-twins", "bib", _bib("") + "@misc{K, title = {Another One}}\n", WARN, ("it minds no case", "now [Kb]"), ("Another One", *TITLE)),
    Bad("key-of-refexport", "bib", _bib("").replace("{k,", "{refexport,"), WARN, ("[refexport]",), TITLE),
    Bad("key-too-long", "bib", _bib("").replace("{k,", "{" + "k" * 400 + ","), WARN, ("cite key",), TITLE),
    Bad("key-with-accent", "bib", _bib("").replace("{k,", "{müller,"), FINE, (), ('["müller"]', *TITLE)),
    Bad("open-brace", "bib", _bib("") + "@misc{b, title = {Two {words},\n}\n@misc{c, title = {Three}}", LINE, ("4",)),
    Bad("open-quote", "bib", '@misc{b,\n title = "Two words,\n}\n' + _bib(""), LINE, ("1",)),
    Bad("end-of-file", "bib", _bib("") + "\n@misc{b, title", LINE, ("5",)),
    Bad("string-bomb", "bib", BOMB + _bib("note = s29"), LINE, ("15", "too many characters")),
    Bad("string-that-doubles", "bib", "@string{a = {x}}\n" + "@string{a = a # a}\n" * 40 + _bib(""), LINE, ("18",)),
    Bad("deep-braces", "bib", _bib("") + "\n@misc{b, title = " + "{" * 5000 + "}" * 5000 + "}", LINE, ("5", "braces")),
    Bad("many-open-blocks", "bib", "@misc{b, title = {\n" * 300, LINE, ("300",)),
    Bad("control-character", "bib", _bib("note = {a\x07b}"), FINE, ("control characters are left out",), ('"ab"', *TITLE)),
    Bad("nul", "bib", _bib("note = {a\x00b}"), FINE, ("control characters are left out",), ('"ab"', *TITLE)),
    Bad("terminal-colours", "bib", _bib("note = {a \x1b[31mred}"), FINE, ("control characters",), ("red", *TITLE)),
    Bad("names-without-parts", "bib", _bib("author = {, and ,}"), WARN, ("[k] author",), TITLE),
    Bad("name-of-four-parts", "bib", _bib("author = {A, B, C, D}"), WARN, ("[k] author",), TITLE),
    Bad("brace-too-many", "bib", _bib("note = {a } b}, year = 2000"), LINE, ("1", "'b'")),
    Bad("html", "bib", "<!DOCTYPE html>\n<html><body>Not found</body></html>\n", LINE, ("1", "HTML")),
    Bad("crlf", "bib", _bib("note = {a}").replace("\n", "\r\n"), FINE, (), ('"a"', *TITLE)),
    Bad("old-macintosh", "bib", _bib("note = {a}").replace("\n", "\r"), FINE, (), ('"a"', *TITLE)),
    Bad("byte-order-mark", "bib", "\ufeff" + _bib("note = {a}"), FINE, (), ('"a"', *TITLE)),
)  # fmt: skip

JSON = (
    Bad("not-a-number", "json", _json('"volume": NaN'), LOST, ("f.json:1:", "[k] volume", "NaN"), TITLE),
    Bad("infinite", "json", _json('"volume": -Infinity'), LOST, ("[k] volume", "-Infinity"), TITLE),
    Bad("beyond-a-float", "json", _json('"volume": 1e999'), LOST, ("[k] volume", "1e999"), TITLE),
    Bad("thousands-of-digits", "json", _json('"volume": ' + "9" * 5000), LOST, ("[k] volume", "999"), TITLE),
    Bad("name-twice", "json", _json('"title": "B Words"'), WARN, ("[k] title", "twice", "A Title of Words"), ("B Words",)),
    Bad("unknown-variable", "json", _json('"x": 1'), LOST, ("[k] x",), TITLE),
    Bad("author-no-list", "json", _json('"author": 3'), LOST, ("[k] author",), TITLE),
    Bad("date-no-parts", "json", _json('"issued": {"date-parts": []}'), LOST, ("[k] issued",), TITLE),
    Bad("date-of-words", "json", _json('"issued": {"date-parts": [["x"]]}'), LOST, ("[k] issued",), TITLE),
    Bad("date-infinite", "json", _json('"issued": {"date-parts": [[1e999]]}'), LOST, ("[k] issued",), TITLE),
    Bad("date-of-three-digits", "json", _json('"issued": {"date-parts": [[117]]}'), FINE, (), ("0117", *TITLE)),
    Bad("half-surrogate", "json", _json('"note": "a\\ud800b"'), FINE, ("control characters",), ('"ab"', *TITLE)),
    Bad("escaped-nul", "json", _json('"note": "a\\u0000b"'), FINE, ("control characters",), ('"ab"', *TITLE)),
    Bad("part-of-a-name-no-string", "json", _json('"author": [{"family": "A", "suffix": 1.1}]'), LOST, ("[k] author", "1.1"), TITLE),
    Bad("type-no-string", "json", _json('"type": ["book"], "custom": {"entrytype": []}'), WARN, ("[k] type",), TITLE),
    Bad("word-no-string", "json", _json('"DOI": {"a": 1}, "page": []'), LOST, ("[k] DOI",), TITLE),
    Bad("null", "json", _json('"volume": null'), FINE, (), TITLE),
    Bad("no-id", "json", _json("").replace('"id": "k",', "").replace(", }", "}"), FINE, (), TITLE),
    Bad("second-without-id", "json", '[{"id": "a", "title": "T"},\n\n {"title": "Uniq"}]', FINE, (), ("Uniq",)),
    Bad("second-no-item", "json", '[{"id": "a", "title": "T"},\n\n {}]', LINE, ("3", "index 1")),
    Bad("items-no-objects", "json", "[1,\n2]", LINE, ("1", "index 0")),
    Bad("comma-at-the-end", "json", '[{"id": "k",\n "title": "A Title of Words",}]', WARN, ("2", "column"), TITLE),
    Bad("cut", "json", '[{"id": "k",\n "title": "T"', LINE, ("2", "column")),
    Bad("single-quotes", "json", "[{'id': 'k'}]", LINE, ("1", "column")),
    Bad("empty", "json", "", LINE, ("1", "not JSON")),
    Bad("deep-lists", "json", "[" * 50_000, LINE, ("1", "levels")),
    Bad("deep-objects", "json", _json('\n"x": ' + '{"a":' * 50 + "1" + "}" * 50), LINE, ("3", "levels")),
    Bad("open-quotes", "json", '["' + '\\"' * 50_000, LINE, ("1", "column")),
)  # fmt: skip

RIS = (
    Bad("no-end", "ris", _ris() + "TY  - BOOK\nTI  - Two\n", WARN, ("f.ris:4:", "no end"), ("Two", *TITLE)),
    Bad("second-starts", "ris", "TY  - BOOK\nTI  - Two\n" + _ris(), WARN, ("f.ris:1:", "no end"), ("Two", *TITLE)),
    Bad("before-a-record", "ris", "hello\n" + _ris(), LOST, ("f.ris:1:", "outside of a record"), TITLE),
    Bad("after-a-record", "ris", _ris() + "\nTI  - x\n", WARN, ("f.ris:5:", "no type"), TITLE),
    Bad("date-of-words", "ris", _ris("PY  - soon"), WARN, ("f.ris:3:", "soon"), ("soon", *TITLE)),
    Bad("month-13", "ris", _ris("DA  - 2020/13/01"), WARN, ("2020/13/01",), TITLE),
    Bad("unknown-tag", "ris", _ris("ZZ  - x"), LOST, ("ZZ",), TITLE),
    Bad("unknown-type", "ris", _ris().replace("JOUR", "NOPE"), WARN, ("NOPE",), TITLE),
    Bad("second-record", "ris", "\n\n" + _ris() + "\n" + _ris().replace("A Title", "B Title"), FINE, ("f.ris:7:",),
        ("B Title of Words", *TITLE)),
    Bad("continued", "ris", _ris("AB  - One", "two"), FINE, (), ("One two", *TITLE)),
    Bad("one-blank", "ris", _ris("N1  - x").replace("  - ", " - "), FINE, (), ('"x"', *TITLE)),
    Bad("control-z", "ris", _ris() + "\x1a", FINE, (), TITLE),
    Bad("control-character", "ris", _ris("N1  - a\x07b"), FINE, ("control characters",), ('"ab"', *TITLE)),
    Bad("key-of-signs", "ris", _ris("ID  - {}#%"), WARN, ("[{}#%]",), TITLE),
    Bad("escaped-dollars", "ris", _ris("N1  - " + "\\$" * 20_000), FINE, (), TITLE),
)  # fmt: skip

YAML = (
    Bad("alias", "yaml", "references:\n- id: &a k\n  title: *a\n", LINE, ("3", "alias")),
    Bad("tag", "yaml", "- id: k\n  title: !!python/name:os x\n", LINE, ("2", "tag")),
    Bad("key-twice", "yaml", "- id: k\n  title: A\n  title: B\n", LINE, ("3", "twice")),
    Bad("no-id", "yaml", "- title: A Title of Words\n- title: B\n", FINE, (), TITLE),
    Bad("no-item", "yaml", "- {}\n- title: B\n", LINE, ("1", "index 0")),
    Bad("mapping-for-list", "yml", "- a\n- b\n", LINE, ("1", "mapping")),
    Bad("flow-not-closed", "yml", "k: {type: book,\n  title: [\n", LINE, ("3", "not YAML")),
    Bad("date-of-words", "yml", "\nk:\n  type: book\n  title: A Title of Words\n  date: soon\n", WARN,
        ("f.yml:3:", "[k] date", "soon"), TITLE),
    Bad("norway", "yml", "k: {type: book, title: no, publisher: 1e5}\n", FINE, (), ('title = "no"', '"1e5"')),
)  # fmt: skip

TOML = (
    Bad("type-in-capitals", "toml", _toml('TYPE = "book"'), KEY, ("[k] TYPE", "write type")),
    Bad("name-twice", "toml", _toml('Title = "x"'), KEY, ("[k] Title", "the same field")),
    Bad("date-before-christ", "toml", _toml('date = "-300"'), KEY, ("[k] date",)),
    Bad("list-of-numbers", "toml", _toml("author = [1, 2]"), KEY, ("[k] author",)),
    Bad("long-line", "toml", _toml("x " * 20_000), LINE, ("3",)),
)  # fmt: skip

ALL = (*BIB, *JSON, *RIS, *YAML, *TOML)
