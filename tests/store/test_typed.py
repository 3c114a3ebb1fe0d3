import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refexport.data.datamodel import ALIASES, FIELDS, TYPE_ALIASES, TYPES
from refexport.model.date import OPEN, Date
from refexport.model.entry import print_value
from refexport.model.name import OTHERS, Name
from refexport.model.text import literal_text, parse_text
from refexport.store.remark import Remarks, Unquoted
from refexport.store.typed import is_work, read_typed
from tests.conftest import examples
from tests.model.strategies import fields, hard_strings
from tests.model.test_entry import spellings


def read(**table):
    remarks = Remarks()
    return read_typed("x", table, remarks), remarks


def read_field(field, value):
    """The value of one field of an entry that has a title, and the remarks on it."""
    typed, remarks = read(**{"title": "T", field: value})
    return typed.entry.fields, [(remark.level, remark.field) for remark in remarks]


@given(fields())
@examples(200)
def test_what_the_model_prints_is_read_without_loss(held):
    typed, remarks = read(**{"title": "T", **{field: print_value(field, value) for field, value in held.items()}})
    assert not [
        remark for remark in remarks if remark.level == "error" and remark.field not in ("eprint", "eprinttype")
    ]
    for field in ("author", "date", "title", "note", "keywords", "publisher"):
        assert typed.entry.fields.get(field) == held.get(
            field, typed.entry.fields["title"] if field == "title" else None
        )


@given(
    st.dictionaries(
        st.sampled_from([*FIELDS, *ALIASES, "type", "omit", "prefer", "allow", "year", "month", "day", "arxiv"])
        | hard_strings,
        spellings,
    )
)
@examples(300)
def test_any_table_is_read_or_remarked_on(table):
    remarks = Remarks()
    typed = read_typed("x", table, remarks)
    errors = {remark.field for remark in remarks if remark.level == "error"}
    assert typed.entry.key == "x"
    assert errors or is_work(typed.entry)
    assert all(remark.message for remark in remarks)


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ({"journal": "J"}, {"journaltitle": literal_text("J")}),
        (
            {"address": "Berlin", "school": "TU"},
            {"location": literal_text("Berlin"), "institution": literal_text("TU")},
        ),
        ({"DOI": "10.1000/X"}, {"doi": "10.1000/x"}),
        ({"isbn": "978 0 262 03561 3"}, {"isbn": "978-0-262-03561-3"}),
        ({"doi": "10.1000"}, {"doi": "10.1000"}),  # what is no identifier is for `checks.values`
        ({"year": 2018}, {"date": Date(2018)}),
        ({"year": "2018"}, {"date": Date(2018)}),
        ({"year": 2018, "month": "aug"}, {"date": Date(2018, 8)}),
        ({"year": "2018", "month": 8, "day": 6}, {"date": Date(2018, 8, 6)}),
        ({"date": dt.date(2018, 8, 6)}, {"date": Date(2018, 8, 6)}),
        ({"date": dt.datetime(2018, 8, 6, 10, tzinfo=dt.UTC)}, {"date": Date(2018, 8, 6, time="10:00:00Z")}),
        ({"date": "2004/.."}, {"date": Date(2004, end=OPEN)}),
        ({"date": "{Hilary Term 1998}"}, {"date": Date(literal="Hilary Term 1998")}),
        ({"eprint": "1703.03400", "archiveprefix": "arXiv"}, {"eprint": "1703.03400", "eprinttype": "arxiv"}),
        ({"eprint": "hal-01", "eprinttype": "hal"}, {"eprint": "hal-01", "eprinttype": "hal"}),
        ({"pages": "10–20"}, {"pages": "10--20"}),
        ({"volume": 12}, {"volume": "12"}),
        ({"language": "German"}, {"language": "de"}),
        ({"language": "de-AT"}, {"language": "de-AT"}),
        ({"author": ["Finn, Chelsea", "others"]}, {"author": (Name("Finn", "Chelsea"), OTHERS)}),
        ({"author": ["{Barnes and Noble}"]}, {"author": (Name(literal="Barnes and Noble"),)}),
        ({"author": [{"family": "Yang", "latin": "Yang"}]}, {"author": (Name("Yang", latin="Yang"),)}),
        ({"keywords": ["maml"]}, {"keywords": ("maml",)}),
        ({"note": "e\u0301"}, {"note": literal_text("é")}),
        ({"note": "50% of A & B_C #1 {x | x > 0"}, {"note": literal_text("50% of A & B_C #1 {x | x > 0")}),
        ({"note": "First.\n\nER  - not the end.\n"}, {"note": literal_text("First. ER - not the end.")}),
        ({"note": r"<tex>\LaTeX{}</tex> and $\alpha$"}, {"note": parse_text(r"<tex>\LaTeX{}</tex> and $\alpha$")}),
    ],
)
def test_what_is_understood_without_a_word(table, expected):
    typed, remarks = read(title="T", **table)
    assert typed.entry.fields == {"title": literal_text("T"), **expected}
    assert not remarks


@pytest.mark.parametrize(
    ("name", "typed", "bare"),
    [
        ("doi", "https://dx.doi.org/10.1000/XYZ123 ", "10.1000/xyz123"),
        ("doi", "doi: 10.1000/x", "10.1000/x"),
        ("DOI", "https://doi.org/10.1000%2Fx", "10.1000/x"),
        ("arxiv", "arXiv:1703.03400v2", "1703.03400v2"),
        ("arxiv", "https://arxiv.org/abs/math.GT/0309136", "math/0309136"),
        ("isbn", "ISBN 978-0-262-03561-3", "978-0-262-03561-3"),
        ("pmid", "PMID: 26017442", "26017442"),
        ("dblp", "https://dblp.org/rec/conf/icml/FinnAL17.html", "conf/icml/FinnAL17"),
    ],
)
def test_an_identifier_with_words_round_it_is_read_and_noted_with_what_to_write(name, typed, bare):
    read_, (remark,) = read(title="T", **{name: typed})
    assert read_.entry.plain("eprint" if name == "arxiv" else name.lower()) == bare
    assert (remark.level, remark.rule, remark.field) == ("note", "identifier-spelling", name)
    assert remark.fix.changes == {name: bare}
    assert read(title="T", **{name: bare})[1] == []


@pytest.mark.parametrize(
    ("table", "field", "said", "hint"),
    [
        ({"arxiv": Unquoted("1606.04080")}, "arxiv", "without quotes", 'write arxiv = "1606.04080"'),
        ({"volume": Unquoted("1.10")}, "volume", "without quotes", 'write volume = "1.10"'),
        ({"title": "the $\beta$ term"}, "title", "U+0008", r"\\b"),
        ({"title": "a \frac12"}, "title", "U+000C", r"\\f"),
        ({"title": "\x1bpsilon"}, "title", "U+001B", r"\\e"),
        ({"note": "see \x1b[31mred"}, "note", "U+001B", "remove it"),
        ({"note": "nul\x00"}, "note", "U+0000", "remove it"),
        ({"note": "c1 \x9b"}, "note", "U+009B", "remove it"),
        ({"author": ["Ann\x07 Author"]}, "author", "U+0007", "remove it"),
        ({"year": 206}, "year", "206 is not a year", "year = 2018"),
        ({"year": "in press"}, "year", "in press is not a year", "year = 2018"),
        ({"year": True}, "year", "not a year", "year = 2018"),
        ({"month": 8}, "month", "alone", "2018-08-06"),
        ({"year": 2018, "day": 8}, "day", "alone", "2018-08-06"),
        ({"year": 2018, "month": "Mai"}, "month", "not a month", "write month = 5"),
        ({"date": "May 2018"}, "date", "not a date", 'write date = "2018-05"'),
        ({"prefer": "preprints"}, "prefer", "neither published nor preprint", '"preprint"'),
        ({"year": 2018, "month": "summer"}, "month", "not a month", "2018-08-06"),
        ({"year": 2018, "month": 8, "day": 0}, "year", "no day 0", "2018-08-06"),
        ({"year": 2018, "month": 8, "day": "x"}, "month", "not a month", "2018-08-06"),
        ({"year": 2018, "date": "2018"}, "year", "same field as date", "keep one"),
        ({"date": "8/2018"}, "date", "not a date", '"2018-08"'),
        ({"date": "2018-13"}, "date", "no month 13", 'words in braces "{Hilary Term 1998}"'),
        ({"date": "in press"}, "date", "not a date", 'words in braces "{Hilary Term 1998}"'),
        ({"title": True}, "title", "neither a text", 'write title = "…"'),
        ({"title": ["a", "b"]}, "title", "expected a string", 'write title = "…"'),
        ({"author": 3}, "author", "list of names", 'author = ["'),
        ({"author": ["a, b, c, d"]}, "author", "more than two commas", 'author = ["'),
        ({"author": [{"family": "A", "prefix": "von"}]}, "author", "unknown part 'prefix'", 'author = ["'),
        ({"author": {"family": "A"}}, "author", "list of names", 'author = ["'),
        ({"keywords": [3]}, "keywords", "list of strings", 'keywords = ["'),
        ({"2017": {"title": "T"}}, "2017", "[x.2017] is a table inside [x]", 'write ["x.2017"]'),
        ({"note": {"a": "b"}}, "note", "is a table inside", 'write ["x.note"]'),
        ({"my field": "a"}, "my field", "not the name of a field", "letters"),
        ({"journal": "J", "journaltitle": "K"}, "journaltitle", "the same field as journal", "keep one"),
        ({"arxiv": "1703.03400", "eprint": "1703.03400"}, "eprint", "the same field as arxiv", "keep one"),
        ({"arxiv": "1703.03400", "eprinttype": "hal"}, "arxiv", "hal", "remove one"),
        ({"type": 3}, "type", "not an entry type", "article"),
        ({"omit": "abstract"}, "omit", "not a list of fields", "omit = ["),
        ({"omit": [3]}, "omit", "not a list of fields", "omit = ["),
        ({"prefer": "journal"}, "prefer", "neither published nor preprint", "published"),
        ({"prefer": ["preprint"]}, "prefer", "neither published nor preprint", "published"),
        ({"allow": "missing-date"}, "allow", "with a reason", "missing-date"),
        ({"allow": {"missing-date": ""}}, "allow", "with a reason", "why"),
        ({"allow": {"missing-date": True}}, "allow", "with a reason", "why"),
    ],
)
def test_what_is_an_error(table, field, said, hint):
    _, remarks = read(**{"title": "T", **table})
    assert [(remark.level, remark.field) for remark in remarks] == [("error", field)]
    assert said in remarks[0].message
    assert hint in remarks[0].hint


@pytest.mark.parametrize(
    ("table", "field", "said", "hint", "value"),
    [
        (
            {"auther": ["A B", "C D"]},
            "auther",
            "unknown field",
            "did you mean author?",
            ("auther", literal_text("A B and C D")),
        ),
        ({"journel": "J"}, "journel", "unknown field", "did you mean journal?", ("journel", literal_text("J"))),
        ({"zzzz": "z"}, "zzzz", "unknown field", "", ("zzzz", literal_text("z"))),
        ({"note": "A \textbf{bold} move"}, "note", r"\t in a text", r"\\t", ("note", parse_text("A extbf{bold} move"))),
        ({"note": "the \rho term"}, "note", r"\r in a text", r"\\r", ("note", literal_text("the ho term"))),
        ({"note": "the \nu term"}, "note", r"\n in a text", r"\\n", ("note", literal_text("the u term"))),
        ({"note": r"Science \& Nature"}, "note", r"\&", "<tex>", ("note", literal_text(r"Science \& Nature"))),
        ({"note": r"the \alpha term"}, "note", r"\alpha", "<tex>", ("note", literal_text(r"the \alpha term"))),
        ({"author": [r"Gr\'egoire, A."]}, "author", r"\'", "é", ("author", (Name(r"Gr\'egoire", "A."),))),
        (
            {"author": "Finn, C. and Abbeel, P."},
            "author",
            "one string",
            'author = ["',
            ("author", (Name("Finn", "C."), Name("Abbeel", "P."))),
        ),
        ({"keywords": "a, b; c"}, "keywords", "one string", 'keywords = ["', ("keywords", ("a", "b", "c"))),
        (
            {"author": ["Finn and Abbeel"]},
            "author",
            "more than one name",
            "braces",
            ("author", (Name("Abbeel", "Finn", "and"),)),
        ),
        ({"eprint": "1703.03400"}, "eprint", "no archive", 'arxiv = "1703.03400"', ("eprint", "1703.03400")),
        ({"type": "artcle"}, "type", "unknown entry type", "did you mean article?", ("title", literal_text("T"))),
        ({"note": " "}, "note", "an empty value", "remove the line", ("title", literal_text("T"))),
        ({"type": "xyzzy"}, "type", "unknown entry type", "known are article, ", ("title", literal_text("T"))),
        (
            {"journltitle": "J"},
            "journltitle",
            "unknown field",
            "did you mean journaltitle?",
            ("journltitle", literal_text("J")),
        ),
        ({"zzzz": "1"}, "zzzz", "unknown field", "BibTeX and BibLaTeX only", ("zzzz", literal_text("1"))),
        ({"note": r"\textbf{x}"}, "note", r"\textbf", "<tex>", ("note", parse_text(r"\textbf{x}"))),
        ({"note": r"{\em x}"}, "note", r"\em", "<tex>", ("note", parse_text(r"{\em x}"))),
        ({"omit": ["abstrct"]}, "omit", "unknown field", "did you mean abstract?", ("title", literal_text("T"))),
    ],
)
def test_what_is_kept_with_a_warning(table, field, said, hint, value):
    typed, remarks = read(**{"title": "T", **table})
    assert [(remark.level, remark.field) for remark in remarks] == [("warning", field)]
    assert said in remarks[0].message
    assert hint in remarks[0].hint
    assert typed.entry.fields[value[0]] == value[1]


def test_no_line_end_of_an_abstract_is_taken_for_tex():
    assert read_field("abstract", "We ask whether\nu is small,\nnot large.\n")[1] == []


def test_types():
    assert read(type="Article", title="T")[0].entry.type == "article"
    assert read(title="T")[0].entry.type == ""
    thesis = read(type="phdthesis", title="T")[0].entry
    assert (thesis.type, thesis.plain("genre")) == ("thesis", "phdthesis")
    assert read(type="phdthesis", genre="Habilitation", title="T")[0].entry.plain("genre") == "Habilitation"


@pytest.mark.parametrize("typed", [*TYPES, *TYPE_ALIASES])
def test_every_type_is_known(typed):
    typed_entry, remarks = read(type=typed, title="T")
    assert typed_entry.entry.type in TYPES
    assert not remarks


def test_what_steers_an_entry():
    typed, remarks = read(title="T", omit=["abstract", "journal"], prefer="preprint", allow={"missing-date": "undated"})
    assert (typed.omit, typed.prefer, typed.allow) == (
        ("abstract", "journaltitle"),
        "preprint",
        {"missing-date": "undated"},
    )
    assert not remarks
    assert set(typed.entry.fields) == {"title"}


def test_names_under_which_fields_were_typed():
    assert read(title="T", arxiv="1703.03400", year=2018, journal="J")[0].typed_names == {
        "eprint": "arxiv",
        "date": "year",
        "journaltitle": "journal",
    }


@pytest.mark.parametrize(
    "table",
    [
        {"title": "T"},
        {"doi": "10.1000/x"},
        {"arxiv": "1703.03400"},
        {"url": "https://example.org"},
        {"type": "letter", "author": ["Ann Author"], "date": 1875},
        {"type": "misc", "author": ["Cook, W."], "year": 1996, "note": "Personal communication"},
        {"type": "misc", "note": "See also the appendix"},
        {"type": "inbook", "booktitle": "Whole", "pages": "1--9"},
        {"type": "article", "journaltitle": "J", "volume": "3"},
        {"type": "set", "entryset": "a,b"},
    ],
)
def test_what_identifies_a_work(table):
    assert not read(**table)[1]


@pytest.mark.parametrize("table", [{}, {"year": 2017}, {"type": "article", "author": ["Ann Author"]}, {"title": ""}])
def test_what_does_not_identify_a_work(table):
    _, remarks = read(**table)
    last = remarks[-1]
    assert (last.level, last.field, last.message) == ("error", "", "nothing to identify the work by")


def test_a_wrong_identifier_is_not_also_called_missing():
    assert len(read(arxiv=Unquoted("1703.03400"))[1]) == 1


@pytest.mark.parametrize("how", ["rule", "all", "braced"])
def test_how_capitals_are_kept(how):
    fields, remarks = read_field("capitals", how)
    assert fields["capitals"] == how
    assert remarks == []


@pytest.mark.parametrize("how", ["All", "title", 7])
def test_capitals_are_kept_in_one_of_three_ways(how):
    typed, remarks = read(title="T", capitals=how)
    assert not typed.entry.has("capitals")
    said = [(one.level, one.field, one.message, one.hint) for one in remarks]
    assert said == [("error", "capitals", "not one of rule, all, braced", 'write capitals = "rule"')]


@pytest.mark.parametrize(
    ("named", "omitted"),
    [("arxiv", ("eprint", "eprinttype", "eprintclass")), ("Year", ("date",)), ("journal", ("journaltitle",))],
)
def test_omit_takes_every_name_of_a_field(named, omitted):
    remarks = Remarks()
    assert read_typed("k", {"title": "T", "omit": [named]}, remarks).omit == omitted
    assert remarks == []
