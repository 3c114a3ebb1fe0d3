"""BibTeX's types and fields, compared with btxdoc, plain.bst and what reference managers document."""

import re
import subprocess
from pathlib import Path

import pytest

from refexport.data.datamodel import FIELDS, TYPES
from refexport.formats import FORMATS
from refexport.formats.bib.bibtex import STEERING
from refexport.formats.bib.expansion import MACROS
from refexport.model.entry import Entry, parse_value, print_value

BTXDOC = """
article: author, title, journal, year
book: author/editor, title, publisher, year
booklet: title
incollection: author, title, booktitle, publisher, year
inproceedings: author, title, booktitle, year
manual: title
mastersthesis: author, title, school, year
misc:
phdthesis: author, title, school, year
proceedings: title, year
techreport: author, title, institution, year
unpublished: author, title, note
"""
"""btxdoc, section 3.1: "Required fields", in its order."""

SORTED_BY = {
    "book": {"author", "editor"},
    "proceedings": {"editor", "organization"},
    "manual": {"author", "organization"},
}
"""plain.bst, ``presort``; others by their author; a ``key`` stands in. What only an organization sorts gets a key too,
for apalike asks for one."""


def required():
    rows = (line.split(":") for line in BTXDOC.strip().splitlines())
    return {type_: [set(one.strip().split("/")) for one in fields.split(",") if one.strip()] for type_, fields in rows}


@pytest.mark.program("kpsewhich")
def test_plain_asks_for_the_same_fields():
    path = subprocess.run(["kpsewhich", "plain.bst"], capture_output=True, text=True).stdout.strip()
    functions = dict(re.findall(r"FUNCTION \{([\w.]+)\}\n((?:.+\n)+)", Path(path).read_text(encoding="utf-8")))
    for type_, groups in required().items():
        checked = set(re.findall(r'"([a-z ]+)" output\.check', functions[type_]))
        assert {" and ".join(sorted(one)) for one in groups} == checked, type_
    presort = functions["presort"]
    assert re.findall(r'"(\w+)" =|\'([\w.]+)\.sort', presort) == [
        ("book", ""), ("inbook", ""), ("", "author.editor"), ("proceedings", ""), ("", "editor.organization"),
        ("manual", ""), ("", "author.organization"), ("", "author"),
    ]  # fmt: skip


def warnings(type_, fields):
    """What plain.bst says about a block: what it misses, what it cannot use both, what it cannot sort by."""
    yield from (one for one in required()[type_] if not one & fields.keys())
    yield from ({"author", "editor"} for _ in "x" if type_ == "book" and {"author", "editor"} <= fields.keys())
    if type_ in ("book", "incollection", "inproceedings", "proceedings") and {"volume", "number"} <= fields.keys():
        yield {"volume", "number"}
    if not (SORTED_BY.get(type_, {"author"}) | {"key"}) & fields.keys():
        yield {"key"}


FULL = {
    "title": "Title", "author": ["Doe, Jane"], "editor": ["Edit, Ed"], "date": "2001-05-06", "journaltitle": "Journal",
    "booktitle": "Book", "publisher": "Press", "institution": "School", "note": "Note", "series": "Series",
    "volume": "1", "number": "2", "howpublished": "Somehow",
}  # fmt: skip
ISSUED = {"article", "booklet", "inproceedings", "proceedings", "unpublished"}


def entry_of(type_, fields):
    return Entry("k", type_, {field: parse_value(field, value) for field, value in fields.items()})


def block_of(type_, fields):
    """(type, fields) of the one block that is written."""
    head, *lines = FORMATS["bibtex"].write([entry_of(type_, fields)]).text.splitlines()
    named = (line.strip().removesuffix(",").split(" = ", 1) for line in lines if " = " in line)
    return head[1:].partition("{")[0], {name: value.removeprefix("{").removesuffix("}") for name, value in named}


BLOCKS = {
    "article": "article review suppperiodical", "booklet": "booklet", "inproceedings": "inproceedings",
    "book": "book collection commentary mvbook mvcollection mvreference reference", "phdthesis": "thesis",
    "incollection": "bookinbook inbook incollection inreference suppbook suppcollection", "manual": "manual",
    "proceedings": "mvproceedings proceedings", "techreport": "report", "unpublished": "unpublished",
}  # fmt: skip
"""btxdoc, 3.1: its types and what of biblatex's types they are there for; all others are a @misc."""
BLOCK = {type_: block for block, types in BLOCKS.items() for type_ in types.split()}

LACKING = [(), *((field,) for field in FULL), ("author", "editor"), ("publisher", "institution"), ("number", "series"),
           ("volume", "author"), ("booktitle", "journaltitle")]  # fmt: skip
IN_PLACE = {"journal", "booktitle", "publisher", "school", "institution", "note"}
"""What a type requires and nothing stands in for: `check` finds that it is missing, no other type hides it."""


@pytest.mark.parametrize("type_", TYPES)
def test_a_block_is_of_its_type_whatever_it_lacks(type_):
    """A style warns of what is missing, and of nothing else."""
    for lacking in LACKING:
        fields = {field: value for field, value in FULL.items() if field not in lacking}
        block, written = block_of(type_, fields)
        inbook = "inbook" if type_ == "inbook" and "booktitle" in lacking else ""
        assert block == (inbook or BLOCK.get(type_, "misc"))
        allowed = [{"author"}, {"author", "editor"}, {"title"}, *({one} for one in IN_PLACE)]
        said = warnings("book" if block == "inbook" else block, written)
        assert [one for one in said if one not in allowed] == [], (lacking, block)


def test_a_part_without_a_book_is_btxdocs_own_inbook():
    fields = {
        "title": "Small Book",
        "author": ["Poe, E."],
        "chapter": "3",
        "publisher": "Pub",
        "series": "S",
        "date": "1990",
    }
    block, written = block_of("inbook", fields)
    assert block == "inbook"
    assert {"chapter": "3", "publisher": "Pub", "series": "S"}.items() <= written.items()
    assert block_of("inbook", fields | {"booktitle": "B"})[0] == "incollection"


@pytest.mark.parametrize(
    ("type_", "field", "name"),
    [
        *((type_, field, "publisher") for type_ in ("book", "collection", "mvbook", "reference", "inbook", "incollection", "suppbook") for field in ("publisher", "organization", "institution")),
        *(("thesis", field, "school") for field in ("institution", "publisher", "organization")),
        *(("report", field, "institution") for field in ("institution", "publisher", "organization")),
        *(("manual", field, field) for field in ("organization", "publisher", "institution")),
        *(("inproceedings", field, field) for field in ("organization", "publisher", "institution")),
        ("inbook", "maintitle", "booktitle"), ("incollection", "maintitle", "booktitle"), ("inreference", "maintitle", "booktitle"),
        ("inproceedings", "eventtitle", "booktitle"), ("online", "organization", "howpublished"), ("blogpost", "organization", "howpublished"),
        ("video", "organization", "howpublished"), ("article", "eid", "pages"), ("article", "issue", "number"), ("book", "issue", "issue"),
    ],
)  # fmt: skip
def test_a_type_s_own_name_of_a_field(type_, field, name):
    """btxdoc, 3.1 and 3.2: school of a thesis, institution of a report, publisher of what is a book or part of one; the
    title of a site stands in ``howpublished`` of @misc, an article number in ``pages``."""
    assert block_of(type_, {"title": "T", "author": ["Doe, Jane"], "date": "2001", field: "7"})[1][name] == "7"


def test_a_school_is_no_institution_besides():
    """btxdoc, 3.2: "institution" sponsors a report, "school" is where a thesis was written."""
    for type_, name in (("thesis", "school"), ("report", "institution")):
        written = block_of(type_, {"title": "T", "author": ["Doe, Jane"], "institution": "I"})[1]
        assert [one for one, value in written.items() if value == "I"] == [name]


@pytest.mark.parametrize(("type_", "words"), [("thesis", "Thesis"), ("report", "Report")])
def test_plain_s_own_words_for_a_type_are_not_claimed(type_, words):
    """plain.bst: "PhD thesis", "Technical Report" unless ``type`` says otherwise."""
    fields = {"title": "T", "author": ["Doe, Jane"], "date": "2001", "institution": "I"}
    assert block_of(type_, fields)[1]["type"] == words
    (found,), _ = FORMATS["bibtex"].read(FORMATS["bibtex"].write([entry_of(type_, fields)]).text, "x")
    assert not found.has("genre")


@pytest.mark.parametrize(
    ("type_", "genre", "block"),
    [
        ("thesis", "phdthesis", "phdthesis"),
        ("thesis", "mathesis", "mastersthesis"),
        ("report", "techreport", "techreport"),
    ],
)
def test_the_block_says_the_genre(type_, genre, block):
    fields = {"title": "T", "author": ["Doe, Jane"], "date": "2001", "institution": "I", "genre": genre}
    found, written = block_of(type_, fields)
    assert (found, "type" in written) == (block, False)
    other = block_of({"thesis": "report", "report": "thesis"}[type_], fields)
    assert "type" in other[1]  # which no other block means
    lacking = block_of(type_, {**fields, "institution": ""})
    assert (lacking[0], "type" in lacking[1]) == (block, False)


@pytest.mark.parametrize(
    ("type_", "persons", "has_key"),
    [
        ("book", "author", False), ("book", "editor", False), ("book", "", True), ("proceedings", "editor", False),
        ("proceedings", "author", True), ("article", "author", False), ("article", "editor", True), ("manual", "editor", True),
    ],
)  # fmt: skip
def test_a_key_stands_where_nobody_sorts_the_block(type_, persons, has_key):
    fields = {"title": "T", "journaltitle": "J", "publisher": "P", "date": "2001"} | (
        {persons: ["Doe, Jane"]} if persons else {}
    )
    block, written = block_of(type_, fields)
    assert (block, "key" in written) == (type_, has_key)
    assert persons in SORTED_BY.get(type_, {"author"}) or has_key


NAMES = """
address location; annote annotation; author author; booktitle booktitle; chapter chapter; edition edition; editor editor
howpublished howpublished; journal journaltitle; key sortkey; note note; organization organization; pages pages
publisher publisher; series series; title title; type genre; volume volume; number number; institution institution
"""
"""btxdoc, section 3.2, and the field that means the same here."""

BESIDES = """
abstract abstract; isbn isbn; issn issn; doi doi; url url; urldate urldate; file file; language language
keywords keywords; copyright license; eprint eprint; primaryclass eprintclass; archiveprefix eprinttype
eprinttype eprinttype; year date; month date; day date
"""
"""Fields "that other styles use": biblatex's names, ``copyright`` (btxdoc's first example of one that is ignored), and
arXiv's ``archiveprefix`` and ``primaryclass`` (arxiv.org/hypertex/bibstyles)."""

VALUES = {
    "names": ["Some, One"], "date": "1987-03-05", "list": ["first", "second"], "literal": "17", "text": "words",
    "genre": "kind", "doi": "10.1000/17", "url": "https://a.example/17", "language": "de", "edition": "Second",
}  # fmt: skip
ENCODED = {
    "one": "Some, One",
    "list": "first, second",
    "year": "1987",
    "month": "mar",
    "day": "5",
    "urldate": "1987-03-05",
}


def pairs(table):
    return [tuple(one.split()) for line in table.strip().splitlines() for one in line.split(";") if one.strip()]


@pytest.mark.parametrize(("name", "field"), [*pairs(NAMES), *pairs(BESIDES)])
def test_fields_have_the_name_that_btxdoc_and_managers_know(name, field):
    value = VALUES.get(field) or VALUES[FIELDS[field]]
    base = {"title": "T", "booktitle": "B", "publisher": "P", "series": "S", "author": ["Doe, Jane"], "date": "2001"}
    written = block_of("inproceedings", base | {field: value})[1]
    encoded = ENCODED.get(name) or {"names": "Some, One", "list": "first, second"}.get(FIELDS[field], value)
    assert written[name].replace("{", "").replace("}", "") == encoded
    if FIELDS[field] != "date":
        block = f"@inproceedings{{k, {name} = {{{encoded}}}}}"
        (found,), problems = FORMATS["bibtex"].read(block, "x")
        expected = "2" if field == "edition" else value
        assert (print_value(field, found.fields[field]), problems) == (expected, ())


def test_every_field_has_a_name():
    """Fields of which BibTeX's own and the managers' names say nothing keep biblatex's; subtitles stand behind titles."""
    for field in FIELDS.keys() - STEERING - {field for _, field in pairs(NAMES + BESIDES)}:
        fields = {
            "title": "T",
            "booktitle": "B",
            "journaltitle": "J",
            "author": ["Doe, Jane"],
            field: VALUES.get(field) or VALUES[FIELDS[field]],
        }
        written = block_of("article", fields)[1]
        if field in ("subtitle", "booksubtitle", "journalsubtitle"):
            assert f"{ {'s': 'T', 'b': 'B', 'j': 'J'}[field[0]] }: words" in {
                re.sub("[{}]", "", one) for one in written.values()
            }
        elif field == "languages":
            assert "language" in written
        elif field != "issue":
            assert field in written, field
    assert {
        "bibmonth",
        "bibtype",
        "capitals",
        "crossref",
        "dblp",
        "groups",
    } == STEERING  # three of ours, a link that was followed, a registry's key, and JabRef's, which has its own place


def test_months_are_macros_and_the_days_are_numbers():
    """btxdoc, 3.2: the three-letter abbreviations; names as in the calendar of the standard library."""
    import calendar

    assert [name.lower() for name in calendar.month_abbr[1:]] == list(MACROS)


# --- reading

ORDINALS = "Tenth Ninth Eighth Seventh Sixth Fifth Fourth Third Second First"


def test_editions_in_words_are_numbers():
    """btxdoc, 3.2 ("Second"; an ordinal with a capital)."""
    for number, word in zip(range(10, 0, -1), ORDINALS.split(), strict=True):
        (found,), _ = FORMATS["bibtex"].read(f"@book{{k, edition = {{{word}}}}}", "x")
        assert found.plain("edition") == str(number)


@pytest.mark.parametrize("words", ["n.d.", "N. d.", "no date", "undated"])
def test_words_for_no_year(words):
    """APA 9.17 ("n.d."), Chicago 14.145 ("n.d.", "no date"), library catalogues' "undated"."""
    assert FORMATS["bibtex"].read(f"@book{{k, year = {{{words}}}}}", "x").problems == ()
    assert FORMATS["bibtex"].read(f"@book{{k, year = {{{words}}}}}", "x").entries[0].fields == {}


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("in press", "inpress"), ("To appear", "forthcoming"), ("forthcoming", "forthcoming"), ("submitted", "submitted"),
        ("in preparation", "inpreparation"), ("prepublished", "prepublished"),
    ],
)  # fmt: skip
def test_words_for_a_year_that_are_a_state(words, state):
    """The keys of the biblatex manual, 4.9.2.11; "to appear" is what Chicago 14.146 calls forthcoming."""
    (found,), problems = FORMATS["bibtex"].read(f"@book{{k, year = {{{words}}}}}", "x")
    assert (found.plain("pubstate"), problems) == (state, ())


def test_a_date_is_made_of_all_its_parts():
    """btxdoc, 3.2 (year, month), biblatex 2.3.8 (date); ``day`` is what managers write."""
    for fields in ("date = {1987-03-05}", "year = 1987, month = mar, day = 5", "date = {1987}, month = 3, day = {05}"):
        (found,), problems = FORMATS["bibtex"].read(f"@misc{{k, {fields}}}", "x")
        assert ({name: print_value(name, one) for name, one in found.fields.items()}, problems) == (
            {"date": "1987-03-05"},
            (),
        )


PARENT = """
@{type_}{{parent, title = {{P}}, subtitle = {{S}}, titleaddon = {{A}}, {fields}}}
@{child}{{child, crossref = {{parent}}, title = {{C}}}}
"""


def inherited(type_, child, **fields):
    fields_text = ", ".join(f"{name} = {{{value}}}" for name, value in fields.items())
    text = PARENT.format(type_=type_, child=child, fields=fields_text)
    return next(one for one in FORMATS["biblatex"].read(text, "x").entries if one.key == "child")


NOT_INHERITED = (
    "ids crossref xref entryset entrysubtype execute label options presort related relatedoptions relatedstring "
    "relatedtype shorthand shorthandintro sortkey sorttitle xdata"
).split()
"""biblatex manual, appendix B: \\noinherit of the default inheritance, as far as there are such fields here."""
IDENTIFIES = "doi url urldate eprint eprinttype eprintclass file"
"""What identifies the parent: a part that had it would be taken for it when works are looked up and compared."""


def test_a_part_takes_over_what_says_where_it_stands():
    """biblatex manual, appendix B: title, subtitle and titleaddon become the book's; the rest as it is."""
    child = inherited(
        "proceedings", "inproceedings", publisher="Press", isbn="9780306406157", editor="Edit, Ed", series="LN"
    )
    assert {field: child.plain(field) for field in ("title", "booktitle", "booksubtitle", "booktitleaddon")} == {
        "title": "C", "booktitle": "P", "booksubtitle": "S", "booktitleaddon": "A",
    }  # fmt: skip
    assert {field: child.plain(field) for field in ("publisher", "isbn", "series")} == {
        "publisher": "Press", "isbn": "9780306406157", "series": "LN",
    }  # fmt: skip
    assert not child.has("subtitle")
    assert not child.has("titleaddon")


@pytest.mark.parametrize("type_", ["inbook", "incollection", "inproceedings", "inreference", "suppbook", "conference"])
def test_parts_of_books_have_the_title_of_their_book(type_):
    assert inherited("book", type_).plain("booktitle") == "P"


def test_a_part_without_a_title_has_not_its_parent_s():
    """biblatex manual, appendix B: title goes to booktitle only."""
    text = "@proceedings{parent, title = {P}}\n@inproceedings{child, crossref = {parent}}"
    child = next(one for one in FORMATS["biblatex"].read(text, "x").entries if one.key == "child")
    assert (child.plain("booktitle"), child.has("title")) == ("P", False)


@pytest.mark.parametrize("field", sorted({*NOT_INHERITED, *IDENTIFIES.split()} & {*FIELDS, "xdata"}))
def test_a_part_takes_over_nothing_that_is_its_parent_s_own(field):
    value = {"doi": "10.1000/1", "url": "https://a.example/", "urldate": "2001-01-01"}.get(field, "17")
    if field not in ("relatedstring", "relatedtype"):
        assert not inherited("collection", "incollection", **{field: value}).has(field)


def test_languages_are_babel_s_in_three_fields():
    """biblatex manual, 2.2.3 (langid; hyphenation is its older name): of two that name one, babel's counts."""
    for name in ("langid", "hyphenation"):
        (found,), _ = FORMATS["biblatex"].read(f"@book{{k, {name} = {{ngerman}}, language = {{Klingon}}}}", "x")
        assert found.plain("language") == "de"


@pytest.mark.parametrize("field", ["eprinttype", "options", "entrysubtype"])
def test_fields_that_hold_no_latex_are_read_as_they_stand(field):
    r"""``blx-dm.def``: verbatim, keys and options; a percent sign or an underscore there is itself."""
    (found,), _ = FORMATS["biblatex"].read(f"@book{{k, {field} = {{a\\_b$c}}}}", "x")
    assert found.plain(field) == "a\\_b$c"


@pytest.mark.parametrize(
    ("name", "written", "field", "value"),
    [
        ("type", "PhD thesis", "genre", "phdthesis"), ("type", "Master's thesis", "genre", "mathesis"),
        ("pages", "7,41,73--97", "pages", "7,41,73--97"), ("pages", "7-41", "pages", "7--41"),
    ],
)  # fmt: skip
def test_values_that_btxdoc_gives_as_examples(name, written, field, value):
    """btxdoc, 3.2: "7,41,73--97", a single dash is one range too; the words of ``type`` are biblatex's keys (4.9.2.13)."""
    (found,), _ = FORMATS["bibtex"].read(f"@misc{{k, {name} = {{{written}}}}}", "x")
    assert found.plain(field) == value


@pytest.mark.parametrize(
    ("field", "written", "value"),
    [
        ("url", r"https://a.example/a\_b\%20c", "https://a.example/a_b%20c"),
        ("url", r"\url{https://a.example/~a}", "https://a.example/~a"),
        ("eprint", r"a\_b$c", "a_b$c"),
        ("file", r"a\_b$c", "a_b$c"),
        ("capitals", "titlecase", ""),
        ("capitals", "all", "all"),
    ],
)
def test_values_that_are_no_latex(field, written, value):
    r"""``blx-dm.def``: eprint, file and url are verbatim; BibTeX knows no such fields, so managers escape them; another program's
    ``capitals`` is not ours."""
    (found,), _ = FORMATS["bibtex"].read(f"@misc{{k, {field} = {{{written}}}}}", "x")
    assert found.plain(field) == value


def test_an_arxiv_id_is_written_as_arxiv_asks():
    """arxiv.org/hypertex/bibstyles: eprint, archivePrefix = "arXiv", primaryClass; biblatex's eprinttype besides."""
    fields = {
        "title": "T",
        "author": ["Doe, Jane"],
        "eprint": "1703.03400",
        "eprinttype": "arxiv",
        "eprintclass": "cs.LG",
    }
    written = block_of("article", fields)[1]
    assert {name: written[name] for name in ("eprint", "archiveprefix", "primaryclass", "eprinttype")} == {
        "eprint": "1703.03400", "archiveprefix": "arXiv", "primaryclass": "cs.LG", "eprinttype": "arxiv",
    }  # fmt: skip


def test_editors_beside_authors_are_editors_of_another_kind():
    """plain.bst: "can't use both author and editor fields"; biblatex manual, 2.3.6: editora with its editoratype."""
    fields = {"title": "T", "author": ["Doe, Jane"], "editor": ["Edit, Ed"], "publisher": "P"}
    written = block_of("book", fields)[1]
    assert {name: written.get(name) for name in ("author", "editor", "editora", "editoratype")} == {
        "author": "Doe, Jane", "editor": None, "editora": "Edit, Ed", "editoratype": "editor",
    }  # fmt: skip
    (found,), _ = FORMATS["bibtex"].read(FORMATS["bibtex"].write([entry_of("book", fields)]).text, "x")
    assert {name: print_value(name, value) for name, value in found.fields.items()} == fields


@pytest.mark.parametrize("part", ["", "book", "journal"])
def test_a_subtitle_is_said_to_stand_in_its_title(part):
    """btxdoc has no subtitles, so the ledger names where each went."""
    type_ = {"": "misc", "book": "inbook", "journal": "article"}[part]
    fields = {"title": "T", "author": ["Doe, Jane"], f"{part}title": "One", f"{part}subtitle": "Two"}
    (loss,) = FORMATS["bibtex"].write([entry_of(type_, fields)]).lost
    assert (loss.field, loss.instead) == (f"{part}subtitle", f"{part}title")


def test_a_pubmed_id_is_an_eprint():
    """biblatex manual, 3.13.7: ``eprinttype = {pubmed}``."""
    (found,), _ = FORMATS["biblatex"].read("@article{k, eprint = {26017442}, eprinttype = {pubmed}}", "x")
    assert found.fields == {"pmid": "26017442"}
    assert "eprinttype = {pubmed}" in FORMATS["biblatex"].write([entry_of("article", {"pmid": "26017442"})]).text


def test_a_blog_post_is_called_so():
    """biblatex-apa prints the entrysubtype of @online in brackets."""
    fields = {"title": "T", "url": "https://a.example/"}
    assert "entrysubtype = {Blog post}" in FORMATS["biblatex"].write([entry_of("blogpost", fields)]).text


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"title": "A Title"}, "A Title"), ({"title": "T", "organization": "O"}, "O"),
        ({"title": "T", "organization": "O", "publisher": "P"}, "P"),
        ({"title": "T", "organization": "O", "publisher": "P", "institution": "I"}, "I"), ({"note": "N"}, "k"),
    ],
)  # fmt: skip
def test_what_has_no_author_is_sorted_by_who_issued_it(fields, key):
    """btxdoc, 3.2, ``key``: what an entry without author and editor is alphabetised by; Chicago 15.37, the publisher or
    organisation in place of the author."""
    found, written = block_of("misc", fields)
    assert (found, written["key"]) == ("misc", key)
    (read,), _ = FORMATS["bibtex"].read(FORMATS["bibtex"].write([entry_of("misc", fields)]).text, "x")
    assert not read.has("sortkey")
