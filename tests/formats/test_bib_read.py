"""Entries from .bib files of either dialect."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refexport.formats.bib.read import natural_type, read_bib, subtype
from refexport.imports.readers import READERS
from refexport.model.entry import Entry, print_value
from refexport.model.name import OTHERS, Name
from tests.conftest import ROOT


def only(fields, type_="misc"):
    entries, problems = read_bib("@" + type_ + "{k,\n" + fields + "\n}\n", "f.bib")
    assert len(entries) == 1
    return entries[0], problems


def spelled(fields, type_="misc"):
    entry, problems = only(fields, type_)
    assert problems == ()
    return {field: print_value(field, value) for field, value in entry.fields.items()}


@pytest.mark.parametrize(
    ("block", "fields", "type_"),
    [
        ("article", "", "article"), ("online", "url={x}", "online"), ("electronic", "", "online"), ("www", "", "online"),
        ("conference", "", "inproceedings"), ("phdthesis", "", "thesis"), ("mastersthesis", "", "thesis"), ("techreport", "", "report"),
        ("misc", "eprint={1703.03400}, archiveprefix={arXiv}", "preprint"), ("online", "eprint={1703.03400}, eprinttype={arxiv}", "preprint"),
        ("misc", "eprint={123}, eprinttype={pubmed}", "misc"), ("book", "editor={A, B}", "collection"), ("book", "author={A, B}, editor={C, D}", "book"),
        ("dataset", "", "dataset"), ("misc", "entrysubtype={dataset}", "dataset"), ("software", "", "software"), ("unknowntype", "", "misc"),
        ("inbook", "", "inbook"), ("ARTICLE", "", "article"),
    ],
)  # fmt: skip
def test_types(block, fields, type_):
    assert only(fields, block)[0].type == type_


@pytest.mark.parametrize(
    ("fields", "date"),
    [
        ("year = 2017", "2017"), ("year = {2017}, month = mar", "2017-03"), ("year = {2017}, month = {March}", "2017-03"),
        ("year = {2017}, month = {3}, day = {9}", "2017-03-09"), ("year = {2017}, month = {Spring}", "2017-21"), ("year = 2017, month = {Fall}", "2017-23"),
        ("date = {2017-08-06/2017-08-11}", "2017-08-06/2017-08-11"), ("date = {2018~}", "2018~"),
        ("year = {2017-03}", "2017-03"),
    ],
)  # fmt: skip
def test_dates(fields, date):
    assert spelled(fields) == {"date": date}


@pytest.mark.parametrize(
    ("fields", "field", "kept"),
    [
        ("year = {20211}", "year", {"date": "{20211}"}),
        ("date = {yesterday}", "date", {"date": "{yesterday}"}),
        ("urldate = {never}", "urldate", {"urldate": "{never}"}),
        ("year = {2017}, month = {bogus}", "month", {"date": "2017"}),
        ("year = {2017}, month = feb, day = {31}", "day", {"date": "2017-02"}),
    ],
)
def test_dates_that_are_none_are_named(fields, field, kept):
    entry, problems = only(fields)
    assert [(p.key, p.field, p.line, p.level) for p in problems] == [("k", field, 1, "warning")]
    assert {f: print_value(f, v) for f, v in entry.fields.items()} == kept


@pytest.mark.parametrize(
    ("fields", "date"),
    [
        # ranges of months, with BibTeX's macros and without
        ('year = 2001, month = apr # "--" # may', "2001-04/2001-05"), ("year = 2001, month = {11/12}", "2001-11/2001-12"),
        ("year = {1998--1999}, month = {Dec--Jan}", "1998-12/1999-01"), ("year = 2009, month = {June}, day = {5--7}", "2009-06-05/2009-06-07"),
        ("year = 2009, month = {2009-06}", "2009-06"), ("year = 2010, month = {März}", "2010-03"),
        # years that are more than a year
        ("year = {1978/79}", "1978/1979"), ("year = {300 {BC}}", "-0299"), ("year = {c.~1850}", "1850~"), (r"year = {1910\textendash 1913}", "1910/1913"),
        # biblatex
        ("date = {2004/}", "2004/"), ("date = {2004/..}", "2004/.."), ("date = {199X}", "199X"), ("date = {-0876}", "-0876"), ("date = {0000}", "0000"),
        ("date = {2004-04-25T14:34:00+02:00}", "2004-04-25T14:34:00+02:00"), ("date = {2009/06/05}", "2009-06-05"), ("date = {June 2009}", "2009-06"), ("date = {1850~/1860?}", "1850~/1860?"),
    ],
)  # fmt: skip
def test_dates_as_people_write_them(fields, date):
    assert spelled(fields) == {"date": date}


@pytest.mark.parametrize(
    ("fields", "date", "month"),
    [
        ('year = 2017, month = mar # "~9"', "2017-03-09", "mar 9"), ("year = {2017}, month = {9~mar}", "2017-03-09", "9 mar"), ('month = "10~" # jan, year = 1973', "1973-01-10", "10 jan"),
        ("year = 2001, month = {2--7 June}", "2001-06-02/2001-06-07", "2–7 jun"), ("month = {5 June}, year = 2009", "2009-06-05", "5 jun"),
        ('month = nov # ", " # dec, year = 1988', "1988-11/1988-12", "nov, dec"), ('month = sep # "/" # oct, year = 1988', "1988-09/1988-10", "sep/oct"),
        (r'year = 2001, month = aug # "\slash " # sep', "2001-08/2001-09", "aug/sep"), ('year = 2001, month = "4 " # jan # {--} # "6 " # dec', "2001-01-04/2001-12-06", "4 jan–6 dec"),
    ],
)  # fmt: skip
def test_what_bibtex_prints_for_a_month_is_kept_beside_the_date(fields, date, month):
    assert spelled(fields) == {"date": date, "bibmonth": month}


def test_a_year_that_differs_from_the_date_is_named():
    assert only("date = {2017-03}, year = {2017}")[1] == ()
    entry, problems = only("date = {2017}, year = {2016}")
    assert print_value("date", entry.fields["date"]) == "2017"
    assert [(p.field, p.value) for p in problems] == [("year", "2016")]


def test_access_dates_as_people_write_them():
    assert spelled("urldate = {29 November 2011}") == {"urldate": "2011-11-29"}


@pytest.mark.parametrize(
    ("year", "read"),
    [
        (r"{\noopsort{1999a}1999}", {"date": "1999", "sortyear": "1999a"}),
        # xampl.bib
        (r"{{\noopsort{1973c}}1981}", {"date": "1981", "sortyear": "1973c"}),
        (r"{{\noopsort{1973a}}{\switchargs{--90}{1968}}}", {"date": "1968/1990", "sortyear": "1973a"}),
    ],
)
def test_what_orders_a_year_is_no_part_of_it(year, read):
    assert spelled(f"year = {year}") == read


@pytest.mark.parametrize(
    ("year", "kept", "message"),
    [
        ("{05/06/2009}", "{05/06/2009}", "the day or the month first"), ("{206}", "{206}", "206 is not a year of four digits"), ("{79}", "{79}", "four digits"),
        ("{Hilary Term 1998}", "{Hilary Term 1998}", "not a date"), ("{1990a}", "1990", "letter"), ("{[1999]}", "1999", "brackets"),
    ],
)  # fmt: skip
def test_years_that_are_none_are_kept_and_named(year, kept, message):
    entry, problems = only(f"year = {year}")
    assert {field: print_value(field, value) for field, value in entry.fields.items()} == {"date": kept}
    assert [(p.key, p.field, p.line, p.level) for p in problems] == [("k", "year", 1, "warning")]
    assert message in problems[0].message


def test_a_state_of_publication_for_a_year():
    assert spelled("year = {In press}") == {"pubstate": "inpress"}


def test_names():
    entry, problems = only(
        r"author = {van Gogh, Vincent and {World Health Organization, Research and Training} and King, Jr, Martin and "
        r"Herv{\'e} J{\'e}gou and Baydin, At{\i}l{\i}m G{\"u}ne{\c s} and {\'E}vrard, No{\"e}lle and others}"
    )
    assert problems == ()
    assert entry.names("author") == (
        Name("Gogh", "Vincent", "van"),
        Name(literal="World Health Organization, Research and Training"),
        Name("King", "Martin", "", "Jr"),
        Name("Jégou", "Hervé"),
        Name("Baydin", "Atılım Güneş"),
        Name("Évrard", "Noëlle"),
        OTHERS,
    )


def test_a_name_that_bibtex_cannot_split_is_kept_whole():
    entry, problems = only("author = {Doe, J and A, B, C, D and Roe, R}")
    assert entry.names("author") == (Name("Doe", "J"), Name(literal="A, B, C, D"), Name("Roe", "R"))
    assert [(p.field, p.level) for p in problems] == [("author", "warning")]


@pytest.mark.parametrize(
    ("fields", "read"),
    [
        ("doi = {https://doi.org/10.1234/A_b}", {"doi": "10.1234/a_b"}),
        (r"doi = {10.1007/978-3-540_31}", {"doi": "10.1007/978-3-540_31"}),
        (r"doi = {10.1007/978-3\_31}", {"doi": "10.1007/978-3_31"}),
        ("doi = {nonsense}", {"doi": "nonsense"}),
        ("url = {http://example.org/a_b%20c?x=1&y=2#z~w}", {"url": "http://example.org/a_b%20c?x=1&y=2#z~w"}),
        (r"url = {\url{http://x.y/a\_b\%20c\&d\#e\~{}f}}", {"url": "http://x.y/a_b%20c&d#e~f"}),
        ("file = {a_b:C\\:/x.pdf:PDF}", {"file": "a_b:C\\:/x.pdf:PDF"}),
        ("pages = {1126-1135}", {"pages": "1126--1135"}),
        ("pages = {1 -- 10, 12}", {"pages": "1--10, 12"}),
        ("edition = {Second}", {"edition": "2"}),
        ("edition = {11th}", {"edition": "11"}),
        ("edition = {Revised}", {"edition": "Revised"}),
        ("keywords = {a, R&D, few  shot}", {"keywords": ["a", "R&D", "few shot"]}),
        ("keywords = {a; b}", {"keywords": ["a", "b"]}),
        ("language = {german}", {"language": "de", "languages": "german"}),
        ("language = {latin and german}, langid = {german}", {"language": "de", "languages": ["latin", "german"]}),
        ("language = {langlatin and langgerman}", {"language": "la", "languages": ["langlatin", "langgerman"]}),
        ("indextitle = {\\emph{De Anima}, Le}", {"indextitle": "<i>De Anima</i>, Le"}),
        (r"key = {Kn{\printfirst{v}{1987}}}", {"sortkey": r"<tex>Kn{\printfirst{v}{1987}}</tex>"}),
        (r"pages = {579\psqq}, shorthand = {\emph{KpV}}", {"pages": r"<tex>579\psqq</tex>", "shorthand": r"<tex>\emph{KpV}</tex>"}),
        (r"key = {a\input{b}}, label = {{\'E}c{\o}le}", {"sortkey": r"a\input{b}", "label": "Écøle"}),
        ("langid = {ngerman}", {"language": "de"}),
        ("language = {en}", {"language": "en"}),
        ("copyright = {CC0}", {"license": "CC0"}),
        ("journal = {J}, address = {L}, annote = {n}", {"journaltitle": "J", "location": "L", "annotation": "n"}),
        ("eprint = {arXiv:1703.03400v2}", {"eprint": "1703.03400v2", "eprinttype": "arxiv"}),
        ("eprint = {1703.03400}, archivePrefix = {arXiv}, primaryClass = {cs.LG}", {"eprint": "1703.03400", "eprinttype": "arxiv", "eprintclass": "cs.LG"}),
        ("eprint = {other/1}, eprinttype = {hdl}", {"eprint": "other/1", "eprinttype": "hdl"}),
        ("eprint = {other}", {"eprint": "other"}),
        (r"note = {Costs 5\% \& \$3; $\alpha_1$-test}", {"note": r"Costs 5% & \$3; $\alpha_1$-test"}),
        ("bdsk-url-1 = {x}, mycustom = {y}", {"bdsk-url-1": "x", "mycustom": "y"}),
        ("title = {{BERT} and {K}arl}, publisher = {{MIT}}", {"title": "BERT and {K}arl", "publisher": "MIT"}),
        ("title = {{Über Alles}}, language = {de}", {"title": "Über Alles", "language": "de"}),
        ("title = {}, note = { }", {}),
    ],
)  # fmt: skip
def test_values(fields, read):
    assert spelled(fields) == read


@pytest.mark.parametrize(
    ("block", "fields", "genre"),
    [
        ("phdthesis", "", "phdthesis"),
        ("phdthesis", "type = {Thesis}", None),
        ("mastersthesis", "", "mathesis"),
        ("techreport", "", "techreport"),
        ("techreport", "type = {Research report}", "resreport"),
        ("techreport", "type = {White {Paper}}", "White {Paper}"),
        ("thesis", "type = {Bachelor's thesis}", "bathesis"),
    ],
)
def test_genres(block, fields, genre):
    assert spelled(fields, block).get("genre") == genre


@pytest.mark.parametrize(
    ("block", "fields", "read"),
    [
        ("book", "author={A, B}, editora={C, D}, editoratype={editor}", {"author": ["A, B"], "editor": ["C, D"]}),
        ("incollection", "volume={1}, issue={2}", {"volume": "1", "number": "2"}),
        ("article", "volume={1}, issue={2}", {"volume": "1", "issue": "2"}),
        ("inproceedings", "booktitle={ICML}, eventtitle={ICML}", {"eventtitle": "ICML"}),
        ("article", "pages={e1}, eid={e1}", {"eid": "e1"}),
        ("misc", "title={T}, key={T}", {"title": "T"}),
        ("misc", "title={T}, key={S}", {"title": "T", "sortkey": "S"}),
        (
            "misc",
            "eprint={1703.03400}, howpublished={arXiv:1703.03400}",
            {"eprint": "1703.03400", "eprinttype": "arxiv"},
        ),
    ],
)
def test_what_writers_say_twice_is_read_once(block, fields, read):
    assert spelled(fields, block) == read


CHILD = """
@incollection{child, title={A Chapter}, crossref={Parent}, pages={1--10}}
@book{parent, title={A Book}, subtitle={Sub}, editor={Smith, A.}, publisher={Pub}, year={2001}, doi={10.1000/1}, isbn={1}}
"""


def test_cross_references_are_resolved():
    (child, parent), problems = read_bib(CHILD, "x")
    assert problems == ()
    assert {field: print_value(field, value) for field, value in child.fields.items()} == {
        "title": "A Chapter", "booktitle": "A Book", "booksubtitle": "Sub", "editor": ["Smith, A."], "publisher": "Pub",
        "date": "2001", "isbn": "1", "pages": "1--10",
    }  # fmt: skip
    assert parent.plain("title") == "A Book"


def test_xdata_is_taken_over_and_is_no_entry():
    entries, problems = read_bib("@xdata{x, publisher={P}}\n@book{b, xdata={x, y}, title={T}}", "x")
    assert [(p.key, p.field, p.value) for p in problems] == [("b", "xdata", "y")]
    assert [(e.key, e.plain("publisher"), e.has("xdata")) for e in entries] == [("b", "P", False)]


def test_an_entry_without_a_key_is_nobodys_parent():
    text = """@book{, author={Nokey, N.}, title={K}, publisher={Pub}, year=1999, doi={10.1000/wrong}}
@book{, title={L}}
@book{
  title={M}, year=2000}
@article{f, author={G, G}, title={Fine}, journal={J}, year=2001, crossref={}}
"""
    entries, problems = read_bib(text, "x")
    assert problems == ()
    assert [(e.key, e.plain("title")) for e in entries] == [("", "K"), ("", "L"), ("", "M"), ("f", "Fine")]
    assert entries[-1].fields.keys() == {"author", "title", "journaltitle", "date"}
    assert entries[2].year == 2000


def test_comments_between_fields_are_read_over():
    text = "@article{p, author={A, B}, title={T}, % old\n% journal = {Old},\n year=2000 % = , last\n, % e\n}"
    (entry,), problems = read_bib(text, "x")
    assert {f: print_value(f, v) for f, v in entry.fields.items()} == {"author": ["A, B"], "title": "T", "date": "2000"}
    assert [(p.key, p.level, p.line) for p in problems] == [("p", "note", 1)]
    assert all(word in problems[0].message for word in ("old", "journal = {Old},", "last"))


def test_blocks_in_parentheses():
    """btxdoc, section 2 of btxhak's grammar: @STRING(…) and @article(…) as xampl.bib has them."""
    text = """@STRING(acm = "The {(}OX{)} Association (ACM)")
@article(k, title={On (some) things)}, publisher = acm, year = 2001)
@misc{m, note={text
@article(in a note, that is none) here}}
@misc(open, title={Never closed}
@misc{n, title={Next}}
"""
    entries, _ = read_bib(text, "x")
    assert [(e.key, e.plain("title"), e.plain("publisher")) for e in entries] == [
        ("k", "On (some) things)", "The {(}OX{)} Association (ACM)".replace("{", "").replace("}", "")),
        ("m", "", ""),
        ("n", "Next", ""),
    ]
    assert entries[1].plain("note") == "text @article(in a note, that is none) here"


def test_a_percent_sign_in_a_value_begins_no_comment():
    assert spelled("note = {100% of\nit}") == {"note": "100% of it"}


def test_who_take_fields_from_each_other_are_named():
    chain = "@book{a, title={A}, crossref={b}, publisher={P}}\n@book{b, title={B}, crossref={a}, series={S}}\n"
    entries, problems = read_bib(
        chain + "@xdata{x, xdata={y}}\n@xdata{y, xdata={x}, note={N}}\n@misc{m, xdata={x}}", "x"
    )
    assert [(e.key, e.plain("publisher"), e.plain("series"), e.plain("note")) for e in entries] == [
        ("a", "P", "S", ""),
        ("b", "", "S", ""),
        ("m", "", "", "N"),
    ]
    assert [(p.key, p.field, p.value) for p in problems] == [("b", "crossref", "a"), ("y", "xdata", "x")]
    assert "'b' and 'a'" in problems[0].message


def test_a_container_that_nobody_uses_is_named():
    entries, problems = read_bib("@xdata{x, publisher={P}}", "x")
    assert entries == ()
    assert [(p.key, p.level) for p in problems] == [("x", "note")]


def test_a_parent_may_be_named_by_its_other_keys():
    """biblatex manual 3.18, section 2.2.3, ``ids``: aliases of the entry key."""
    entries, problems = read_bib("@inbook{c, title={C}, crossref={old}}\n@book{p, ids={older, old}, title={P}}", "x")
    assert problems == ()
    assert (entries[0].plain("booktitle"), entries[0].has("ids")) == ("P", False)


def test_works_without_a_title_are_imported():
    text = """@misc{c, author={Cook, W.}, year=1996, note={Personal communication}}
@inbook{p, crossref={b}, pages={1--9}}
@book{b, title={B}, editor={E, F}, year=1990}
@article{i, journal={Journal}, volume={7}, year=1996}
@misc{n, note={See the appendix}}
@set{s, entryset={c,p}}
"""
    imported = READERS["bib"].read(text, "x.bib")
    assert [line.entry and line.entry.key for line in imported.lines] == ["c", "p", "b", "i", "n", "s"]


def test_what_says_nothing_is_no_entry():
    imported = READERS["bib"].read("@misc{y, year=1996}\n@misc{z}", "x.bib")
    assert [(line.entry, line.reason) for line in imported.lines] == [(None, "nothing to identify the work by")] * 2


def test_a_chain_as_long_as_the_file_is_followed():
    links = "".join(f"@book{{k{n}, title={{T}}, crossref={{k{n + 1}}}}}\n" for n in range(5000))
    entries, problems = read_bib(links + "@book{k5000, title={T}, publisher={P}}", "x")
    assert problems == ()
    assert {entry.plain("publisher") for entry in entries} == {"P"}


@pytest.mark.parametrize(
    ("fields", "type_", "read", "named"),
    [
        ("address={New York}, location={Porto}", "inproceedings", {"location": "New York", "venue": "Porto"}, []),
        ("location={Porto}, address={New York}", "inproceedings", {"location": "New York", "venue": "Porto"}, []),
        ("location={Porto}, address={New York}", "book", {"location": "Porto"}, ["address"]),
        ("location={Porto}, address={{PORTO}}", "book", {"location": "Porto"}, []),
        ("journal={J}, journaltitle={Journal}", "article", {"journaltitle": "Journal"}, ["journal"]),
        ("annote={a}, annotation={b}", "misc", {"annotation": "b"}, ["annote"]),
        ("school={S}, institution={I}", "thesis", {"institution": "I"}, ["school"]),
        ("school={S}, institution={}", "thesis", {"institution": "S"}, []),
        ("language={latin}, langid={german}", "misc", {"language": "de", "languages": "latin"}, []),
        ("language={de}, langid={ngerman}", "misc", {"language": "de"}, []),
        ("copyright={A}, license={B}", "misc", {"license": "B"}, ["copyright"]),
        ("year={2016}, date={2017-03}", "misc", {"date": "2017-03"}, ["year"]),
        ("year={2017}, date={2017-03}", "misc", {"date": "2017-03"}, []),
    ],
)
def test_two_spellings_of_a_field_are_two_facts_or_a_message(fields, type_, read, named):
    entry, problems = only(fields, type_)
    assert {f: print_value(f, v) for f, v in entry.fields.items()} == read
    assert [problem.field for problem in problems] == named


def test_a_parent_that_is_missing_is_named():
    entry, problems = only("title={T}, crossref={nobody}")
    assert not entry.has("crossref")
    assert [(p.field, p.value) for p in problems] == [("crossref", "nobody")]


def test_subtypes_say_what_a_block_does_not():
    preprint = Entry("k", "preprint", {"eprint": "1703.03400", "eprinttype": "arxiv"})
    assert natural_type("misc", preprint) == "preprint"
    assert subtype("misc", preprint) == ""
    assert subtype("misc", Entry("k", "dataset", {})) == "dataset"
    assert subtype("misc", Entry("k", "", {})) == ""


def test_the_torture_file():
    """Every entry, id, key, URL and formula of the file that peers break."""
    entries, problems = read_bib((ROOT / "tests" / "torture.bib").read_text(encoding="utf-8"), "torture.bib")
    by_key = {entry.key: entry for entry in entries}
    assert len(by_key) == 11
    assert by_key["finn2017maml"].arxiv == "1703.03400"
    assert by_key["behl2019alpha"].arxiv == "1905.07435"
    assert by_key["finn2017maml"].plain("booktitle") == "International Conference on Machine Learning"
    assert by_key["fake2021"].plain("url") == "http://example.org/a_b%20c?x=1&y=2"
    assert by_key["fake2021"].plain("doi") == "10.1234/not.a.doi"
    assert print_value("note", by_key["fake2021"].fields["note"]) == r"Costs 5% & \$3; $\alpha_1$-test"
    assert by_key["child"].plain("booktitle") == "A Book"
    assert by_key["child"].year == 2001
    assert {entry.key: entry.type for entry in entries if entry.type in ("dataset", "software", "thesis")} == {
        "thesis": "thesis",
        "omniglot": "dataset",
        "tool": "software",
    }
    assert [(p.key, p.field, p.value) for p in problems if p.level != "note"] == [
        ("fake2021", "year", "20211"),
    ]
    assert print_value("date", by_key["fake2021"].fields["date"]) == "{January 20211}"
    assert [p.line for p in problems if p.level == "note"] == [1, 2]  # the two comments


@given(
    st.dictionaries(
        st.sampled_from("author title year month date pages doi url keywords edition language type".split()),
        st.text(st.sampled_from("aA1{}\\$%~,;'- and"), max_size=12),
        max_size=5,
    )
)
def test_reading_is_total(fields):
    body = ", ".join(f"{name} = {{{value}}}" for name, value in fields.items())
    entries, problems = read_bib("@misc{k, " + body + "}", "x")
    assert entries or problems
