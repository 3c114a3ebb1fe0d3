"""BibLaTeX's types and fields, held against biblatex's own data model."""

import re
import subprocess
from pathlib import Path

import pytest

from refexport.data.datamodel import FIELDS
from refexport.formats import FORMATS
from refexport.formats.bib.biblatex import FORMAT, MODEL, block_type, write
from refexport.formats.format import loss
from refexport.formats.readback import prove
from refexport.model.entry import Entry
from refexport.model.text import literal_text
from tests.formats.samples import arxiv, entry


def written(type_, **fields):
    """(block type, fields) of one entry, read by eye."""
    text = write([entry("k", type_, **fields)]).text
    head, *lines = text.split("\n")
    found = (line[2:-1].split(" = ", 1) for line in lines if line.startswith("  "))
    return head[1:].partition("{")[0], {name: value[1:-1] for name, value in found}


@pytest.fixture(scope="module")
def declared():
    """Entry type -> the fields that biblatex's ``blx-dm.def`` declares for it; those of every type under an empty name."""
    found = subprocess.run(["kpsewhich", "blx-dm.def"], capture_output=True, text=True, check=True).stdout.strip()
    text = Path(found).read_text(encoding="utf-8")
    fields: dict[str, set[str]] = {}
    for types, names in re.findall(r"(?m)^\\DeclareDatamodelEntryfields(?:\[([^]]*)\])?\{([^}]*)\}", text):
        for type_ in types.split(","):
            fields.setdefault(type_.strip(), set()).update(name.strip() for name in names.split(","))
    return fields


def ours(fields):
    """Fields of the data model under our names: a date is one field, and so is its type."""
    parts = {"year": "date", "eventyear": "eventdate", "origyear": "origdate", "urlyear": "urldate", "type": "genre"}
    return {parts.get(field, field) for field in fields} | {"editortype"}


@pytest.mark.program("kpsewhich")
def test_the_fields_of_each_type_are_those_of_the_data_model(declared):
    for type_, fields in MODEL.items():
        allowed = ours(declared[type_] | declared[""])
        assert set(fields) - allowed - {"language"} == set(), type_  # written as langid, which is everywhere
        assert allowed & set(FIELDS) - set(fields) - {"crossref", "sortyear"} == set(), type_


@pytest.mark.parametrize("form", [FORMATS["bibtex"], FORMATS["biblatex"]], ids=lambda form: form.name)
def test_a_block_of_a_type_that_nobody_knows_goes_back_as_it_came(form):
    (read,), problems = form.read("@BookInArticle{k, title = {T}, journal = {J}, entrysubtype = {s}}", "a.bib")
    assert [one.value for one in problems] == ["bookinarticle"]
    assert form.write([read]).text.startswith("@bookinarticle{k,\n")
    assert form.write([read.replace(bibtype="comment")]).text.startswith("@misc{k,\n")


@pytest.mark.program("kpsewhich")
def test_every_type_with_fields_of_its_own_is_there(declared):
    assert set(declared) - {"", "set", "bibnote"} == set(MODEL)


@pytest.mark.parametrize(
    ("type_", "fields", "block"),
    [
        ("article", {"journaltitle": "J"}, "article"), ("article", {"url": "u"}, "article"), ("article", {}, "article"),
        ("preprint", arxiv("1703.03400"), "online"), ("preprint", {}, "online"), ("online", {}, "online"), ("blogpost", {"url": "u"}, "online"),
        ("video", {"url": "u"}, "video"), ("video", {}, "video"), ("movie", {"url": "u"}, "movie"), ("dataset", {}, "dataset"),
        ("software", {}, "software"), ("book", {"editor": ["A, B"]}, "collection"), ("book", {"author": ["A, B"], "editor": ["C, D"]}, "book"),
        ("collection", {"author": ["A, B"]}, "book"), ("incollection", {}, "inbook"), ("incollection", {"editor": ["A, B"]}, "incollection"),
        ("inproceedings", {"eventtitle": "E"}, "inproceedings"), ("inproceedings", {}, "inproceedings"), ("standard", {}, "standard"), ("jurisdiction", {}, "jurisdiction"), ("suppperiodical", {"journaltitle": "J"}, "article"),
        ("thesis", {}, "thesis"), ("", {}, "misc"), ("patent", {}, "patent"),
    ],
)  # fmt: skip
def test_types(type_, fields, block):
    assert block_type(entry("k", type_, **fields)) == block


def test_a_preprint():
    assert written("preprint", title="Title", date="2017-03-09", **arxiv("1703.03400")) == (
        "online",
        {"title": "Title", "date": "2017-03-09", "eprint": "1703.03400", "eprinttype": "arxiv", "eprintclass": "cs.LG"},
    )


@pytest.mark.parametrize(
    ("type_", "fields", "held"),
    [
        ("blogpost", {"url": "u", "journaltitle": "Log"}, {"organization": "Log", "entrysubtype": "Blog post", "url": "u"}),
        ("software", {"publisher": "P"}, {"organization": "P"}),
        ("thesis", {"publisher": "U", "genre": "phdthesis"}, {"institution": "U", "type": "phdthesis"}),
        ("report", {"organization": "O", "genre": "White Paper"}, {"institution": "O", "type": "White Paper"}),
        ("book", {"author": ["A, B"], "organization": "O"}, {"author": "A, B", "publisher": "O"}),
        ("inproceedings", {"eventtitle": "ICML 2015"}, {"eventtitle": "ICML 2015", "booktitle": "{ICML} 2015"}),
        ("article", {"journaltitle": "J", "volume": "XIV"}, {"journaltitle": "J", "volume": "XIV"}),
        ("book", {"author": ["A, B"], "volume": "C"}, {"author": "A, B", "volume": "C"}),
        ("standard", {"number": "ISO 690", "institution": "ISO"}, {"number": "ISO 690", "institution": "ISO"}),
        ("legislation", {"number": "3", "publisher": "P"}, {"number": "3", "publisher": "P"}),
        ("set", {"entryset": "a_1,b"}, {"entryset": "a_1,b"}),
        ("misc", {"options": "useprefix=true,labelprefix={A_1}", "langidopts": "variant=british"}, {"options": "useprefix=true,labelprefix={A_1}", "langidopts": "variant=british"}),
        ("misc", {"options": r"a=\input{b}"}, {"options": r"a={\textbackslash}input{\textbraceleft}b{\textbraceright}"}),
        ("misc", {"author+an": '1:family="first";2=corresponding'}, {"author+an": '1:family="first";2=corresponding'}),
        ("misc", {"related": "a_1,b", "relatedstring": r"<tex>\autocap{e}</tex>xcerpt in"}, {"related": "a_1,b", "relatedstring": r"\autocap{e}xcerpt in"}),
        ("article", {"collaboration": "ATLAS & Co"}, {"collaboration": r"ATLAS {\&} Co"}),
        ("article", {"journaltitle": "J", "volume": "12A"}, {"journaltitle": "J", "volume": "12A"}),
        ("article", {"journaltitle": "CoRR", "volume": "abs/1703.03400", **arxiv("1703.03400")}, {"journaltitle": "CoRR", "eprint": "1703.03400", "eprinttype": "arxiv", "eprintclass": "cs.LG"}),
        ("misc", {"language": "de", "title": "Über BERT"}, {"langid": "german", "title": "{Über BERT}"}),
        ("misc", {"language": "en-GB"}, {"langid": "british"}),
        ("misc", {"bibtype": "bookinarticle", "journaltitle": "J", "pages": "3"}, {"journaltitle": "J", "pages": "3"}),
        ("misc", {"language": "de", "languages": ["langlatin", "Old and Middle English"]}, {"langid": "german", "language": "langlatin and {Old and Middle English}"}),
        ("misc", {"title": r"A <tex>\mkbibquote{b}</tex>"}, {"title": r"A \mkbibquote{b}"}),
        ("misc", {"title": r"Über <tex>\mkbibquote{b}</tex>", "language": "de"}, {"title": r"{Über }\mkbibquote{b}", "langid": "german"}),
        ("misc", {"title": r"A <tex>\SI{5}{m}</tex>"}, {"title": r"A {{\SI{5}{m}}}"}),
        ("book", {"author": ["A, B"], "bookauthor": ["C, D"]}, {"author": "A, B", "bookauthor": "C, D"}),
        ("misc", {"pages": r"<tex>579\psqq</tex>", "sortkey": r"<tex>OX{\singleletter{a}}</tex>"}, {"sortkey": r"OX{\singleletter{a}}"}),
        ("misc", {"sortkey": r"579\psqq", "indextitle": "<i>De Anima</i>"}, {"sortkey": r"579{\textbackslash}psqq", "indextitle": r"\textit{De Anima}"}),
        ("misc", {"language": "de-AT"}, {"langid": "austrian"}),
        ("misc", {"date": "2018~", "urldate": "2020-01-02"}, {"date": "2018~", "urldate": "2020-01-02"}),
        ("misc", {"keywords": ["R&D", "50%", "a_b #1"]}, {"keywords": r"R&D, 50{\%}, a_b {\#}1"}),
        ("misc", {"subtitle": "Sub", "title": "Main"}, {"title": "Main", "subtitle": "Sub"}),
        ("misc", {"author": ["Đoković, Ž."]}, {"author": "Đoković, Ž."}),
        ("misc", {"doi": "10.1/a_b%23", "url": "http://x.y/{a} b\\c"}, {"doi": "10.1/a_b%23", "url": "http://x.y/%7Ba%7D%20b%5Cc"}),
    ],
)  # fmt: skip
def test_fields(type_, fields, held):
    assert written(type_, **fields)[1] == held


@pytest.mark.parametrize(
    ("type_", "fields", "lost"),
    [
        ("article", {"journaltitle": "J", "publisher": "P"}, "publisher"), ("book", {"author": ["A, B"], "issn": "1234-5679"}, "issn"),
        ("misc", {"pmcid": "PMC1"}, "pmcid"), ("misc", {"my field": "x"}, "my field"), ("misc", {"language": "tlh"}, "language"),
        ("misc", {"license": "CC0"}, "license"),
    ],
)  # fmt: skip
def test_what_the_data_model_has_no_place_for_is_named(type_, fields, lost):
    assert write([entry("k", type_, **fields)]).lost == (loss("k", lost, "the format has no such field"),)


def test_languages_stand_for_keys_which_hold_no_tex():
    """biblatex asks for a localisation string of each (its ``ifbibstring``), and TeX in a name is an error."""
    (lost,) = write([entry("k", "misc", languages="<i>a</i>", language="de")]).lost
    assert (lost.field, lost.instead) == ("languages", "")


def test_a_type_that_cannot_be_said_is_named():
    assert write([entry("k", "blogpost", entrysubtype="diary")]).lost == (loss("k", "type", "written as @online"),)


def test_a_key_that_biber_does_not_take_stands_among_the_ids_of_one_that_it_takes():
    """biblatex manual 3.18, section 2.2.3, ``ids``; what biber takes: tests/facts/test_cite_keys.py."""
    entries = [Entry(key, "misc", {"title": literal_text(key)}) for key in ("o'neil", "oneil", "a&b")]
    written = prove(FORMAT, entries, FORMAT.write(entries))
    assert re.findall(r"@misc\{(.*),", written.text) == ["oneilb", "oneil", "a&b"]
    assert "ids = {o'neil}" in written.text
    assert [(one.key, one.field, one.instead) for one in written.lost] == [("o'neil", "key", "ids")]
