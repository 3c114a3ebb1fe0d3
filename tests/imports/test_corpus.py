"""The corpus of nasty entries: each row's reading is written from the specification of its format (named above it)."""

import re
import tomllib
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.words import LEAF, NOT_SAID, lost_words, run_here

CORPUS = Path(__file__).with_name("corpus")


class Row(NamedTuple):
    name: str
    source: str
    expected: tuple[str, ...]


def rows_of(name):
    """The rows of a file of the corpus; a line that begins none goes on with the one before it."""
    text = (CORPUS / name).read_text(encoding="utf-8")
    pieces = re.split(r"(?m)^(?=#|[a-z]+\d+ \| )", text)
    found = []
    for piece in pieces:
        if piece.strip() and not piece.startswith("#"):
            key, _, rest = piece.strip().partition(" | ")
            source, _, expected = rest.rpartition(" | ")
            found.append(Row(key, source, tuple(one.strip() for one in expected.split(" ; "))))
    return found


def bib_of(row):
    if "@" in row.source.partition("{")[0] or row.source.startswith("text"):
        return re.sub(r"(?<=[{( ])K(?=[ ,])", row.name, row.source, count=2) + "\n"
    title = "" if row.source.startswith("title = ") and row.name != "t08" else "title = {T}, "
    return f"@misc{{{row.name}, {title}{row.source}}}\n"


def ris_of(row):
    lines = row.source.split(" / ")
    if row.name.startswith("g"):  # a whole file
        return "\n".join(lines) + "\n"
    type_ = "" if lines[0].startswith("TY  -") else "TY  - JOUR\n"
    title = "" if any(line.startswith(("TI  -", "T1  -", "TY  -")) for line in lines) else "TI  - T\n"
    return f"{type_}{title}" + "\n".join(lines) + ("\n" if "ER  -" in row.source else "\nER  - \n")


def endnote_of(row):
    if row.name.startswith("g"):  # a whole file
        return row.source + "\n"
    type_ = "" if "<ref-type" in row.source else '<ref-type name="Journal Article">17</ref-type>'
    title = "" if "<titles>" in row.source else "<titles><title>T</title></titles>"
    return f"<xml><records><record>{type_}{title}{row.source}</record></records></xml>\n"


def enw_of(row):
    lines = row.source.split(" / ")
    if row.name.startswith("g"):  # a whole file
        return "\n".join(lines) + "\n"
    type_ = [] if lines[0].startswith("%0") else ["%0 Journal Article"]
    title = [] if any(line.startswith("%T") for line in lines) else ["%T T"]
    return "\n".join([*type_, *title, *lines]) + "\n"


MODS, BIBLIOGRAPHY = (
    "http://www.loc.gov/mods/v3",
    "http://schemas.openxmlformats.org/officeDocument/2006/bibliography",
)


def mods_of(row):
    if row.name.startswith("g"):  # a whole file
        return row.source + "\n"
    title = "" if row.name.startswith("t") else "<titleInfo><title>T</title></titleInfo>"
    typed = "" if row.name[0] in "yh" or "<genre" in row.source else '<genre authority="marcgt">book</genre>'
    record = f'<mods ID="{row.name}">\n{title}\n{row.source}\n{typed}</mods>'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<modsCollection xmlns="{MODS}">\n{record}\n</modsCollection>\n'


def word_of(row):
    if row.name.startswith("g"):
        return row.source + "\n"
    type_ = "" if "SourceType" in row.source else "<b:SourceType>Book</b:SourceType>"
    title = "" if "<b:Title>" in row.source else "<b:Title>T</b:Title>"
    record = f"<b:Source>\n<b:Tag>{row.name}</b:Tag>\n{type_}{title}{row.source}\n</b:Source>"
    return f'<b:Sources xmlns:b="{BIBLIOGRAPHY}">\n{record}\n</b:Sources>\n'


def csl_of(row):
    if row.name.startswith("g"):  # a whole file
        return row.source + "\n"
    usual = {"type": "book", "title": "T"}
    parts = [f'"{name}": "{value}"' for name, value in usual.items() if f'"{name}":' not in row.source]
    return f'[{{"id": "{row.name}", {", ".join([*parts, row.source])}}}]\n'


def zotero_of(row):
    if row.name.startswith("g"):
        return row.source + "\n"
    has_own_title = any(f'"{name}"' in row.source for name in ("title", "caseName", "nameOfAct", "subject"))
    usual = {"itemType": "book", "citationKey": row.name} | (
        {} if has_own_title and row.name[0] != "p" else {"title": "T"}
    )
    parts = [
        f'"{name}": "{value}"' for name, value in usual.items() if f'"{name}":' not in row.source or name == "title"
    ]
    return f'{{"items": [{{{", ".join([*parts, row.source])}}}]}}\n'


RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:z="http://www.zotero.org/namespaces/export#" xmlns:dcterms="http://purl.org/dc/terms/"
 xmlns:bib="http://purl.org/net/biblio#" xmlns:foaf="http://xmlns.com/foaf/0.1/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:link="http://purl.org/rss/1.0/modules/link/"
 xmlns:prism="http://prismstandard.org/namespaces/1.2/basic/" xmlns:vcard="http://nwalsh.com/rdf/vCard#">
"""
"""As Zotero begins its files."""


def rdf_of(row):
    if row.name.startswith("g"):
        return f"{RDF}{row.source}\n</rdf:RDF>\n"
    has_title = re.search("(?:^|</[a-z]+:[a-zA-Z]+>)<dc:title>(?!(?:J|P|B|C|S|Site|PDF)<)", row.source)
    parts = "" if "itemType>" in re.sub("<link:.*", "", row.source) else "<z:itemType>book</z:itemType>"
    parts += "" if has_title else "<dc:title>T</dc:title>"
    return f'{RDF}<bib:Book rdf:about="#item_1">{parts}{row.source}</bib:Book>\n</rdf:RDF>\n'


def nbib_of(row):
    lines = [f"      {line[1:]}" if line.startswith("_") else line for line in row.source.split(" / ")]
    if row.name[0] not in "go":
        lines += [] if any(line.startswith(("TI", "BTI")) for line in lines) else ["TI  - T."]
        lines += [] if any(line.startswith(("JT", "BTI")) for line in lines) else ["JT  - J"]
        lines = [line for line in lines if line.startswith("PMID")] + [li for li in lines if not li.startswith("PMID")]
    return "\n".join(lines) + "\n"


def cff_of(row):
    lines = [f"  {line[1:]}" if line.startswith("_") else line for line in row.source.split(" / ")]
    if not row.name.startswith("g"):
        there = {line.partition(":")[0] for line in lines}
        usual = {"cff-version": "1.2.0", "title": "T", "type": "article"}
        lines = [*(f"{name}: {value}" for name, value in usual.items() if name not in there), *lines]
    return "\n".join(lines) + "\n"


def isi_of(row):
    lines = [f"   {line[1:]}" if line.startswith("_") else line for line in row.source.split(" / ")]
    if not row.name.startswith("g"):
        lines = lines if any(line.startswith("PT") for line in lines) else ["PT J", *lines]
        lines += [] if any(line.startswith(("TI", "PT B")) for line in lines) else ["TI T"]
        lines += [] if any(line.startswith("SO") for line in lines) else ["SO J"]
        lines = ["FN Clarivate Analytics Web of Science", "VR 1.0", *lines, "ER", "", "EF"]
    return "\n".join(lines) + "\n"


class Case(NamedTuple):
    """A kind of file: its rows, how one is written, and how many there are at least."""

    kind: str
    file: str
    written: object
    least: int = 200


CASES = {
    "bib": Case("bib", "bib.txt", bib_of),
    "reported": Case("bib", "reported.txt", bib_of, 80),
    "ris": Case("ris", "ris.txt", ris_of),
    "endnote": Case("endnote", "endnote.txt", endnote_of),
    "enw": Case("enw", "enw.txt", enw_of),
    "mods": Case("mods", "mods.txt", mods_of),
    "word": Case("word", "word.txt", word_of),
    "csl": Case("csl-json", "csl.txt", csl_of),
    "zotero": Case("csl-json", "zotero.txt", zotero_of),
    "nbib": Case("nbib", "nbib.txt", nbib_of),
    "cff": Case("cff", "cff.txt", cff_of),
    "isi": Case("isi", "isi.txt", isi_of),
    "rdf": Case("zotero-rdf", "rdf.txt", rdf_of),
}


def table_of(result, row, kind):
    """The table that the row became, as texts."""
    tables = tomllib.loads(result.toml)
    tables.pop("refexport", None)
    made = tables.get(row.name) or (
        {} if kind in ("bib", "reported", "mods", "word") else next(iter(tables.values()), {})
    )
    return {field: plain(value) for field, value in made.items()}


def plain(value):
    if isinstance(value, list):
        return "; ".join(map(plain, value))
    return ", ".join(map(plain, value.values())) if isinstance(value, dict) else str(value)


def misses(expected, table, result):
    if expected.startswith("! "):
        return expected[2:] not in result.messages
    if expected.startswith("-"):
        return expected[1:] in table
    field, sign, value = re.fullmatch(r"(\S+?)(:| ~) (.*)", expected).groups()
    if field == "*":
        return value not in " ".join(table.values()) + result.messages + result.toml
    return value not in table.get(field, "") if sign == " ~" else table.get(field, "") != value


def params(kind):
    return [pytest.param(kind, row, id=f"{kind}-{row.name}") for row in rows_of(CASES[kind].file)]


OPEN: frozenset[tuple[str, str]] = frozenset()
"""Rows that are not read as their specification says yet."""


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "row"), [one for kind in CASES for one in params(kind)])
def test_a_nasty_entry_is_read_as_its_specification_says(kind, row, tmp_path):
    """A row that is read well leaves the list of open ones."""
    text = CASES[kind].written(row)
    result = run_here(text, CASES[kind].kind, tmp_path)
    table = table_of(result, row, kind)
    wrong = [one for one in row.expected if misses(one, table, result)]
    lost = [str(one) for one in lost_words(text, CASES[kind].kind, result)]
    assert bool(wrong or lost) == ((kind, row.name) in OPEN), (wrong, lost, table, result.messages)


@pytest.mark.parametrize("kind", CASES)
def test_the_corpus_has_the_entries_that_it_had(kind):
    assert len({row.name for row in rows_of(CASES[kind].file)}) >= CASES[kind].least


def doubled(source):
    """What stands within a record with a second one of each element, whose characters are words of their own."""
    words = []

    def renamed(found):
        if found["name"] in NOT_SAID | {"languageTerm"} or "citekey" in found["attributes"]:
            return found[0]
        words.append(f"zq{len(words)}w")
        return found[0].removesuffix(found["text"]) + words[-1]

    return source + LEAF.sub(renamed, re.sub(r"<!--.*?-->", "", source)), words


DOUBLED = [
    pytest.param(kind, row, id=f"{kind}-{row.name}")
    for kind in ("mods", "word")
    for row in rows_of(CASES[kind].file)
    if not row.name.startswith("g") and "CDATA" not in row.source
]


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "row"), DOUBLED)
def test_a_second_value_of_an_element_stands_in_the_entry_or_in_a_message(kind, row, tmp_path):
    source, words = doubled(row.source)
    result = run_here(CASES[kind].written(row._replace(source=source)), kind, tmp_path)
    said = (result.toml + result.messages).lower()
    assert [word for word in words if word not in said] == []
