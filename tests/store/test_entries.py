import pytest
from hypothesis import given

from refexport.errors import FileError, InputError
from refexport.model.date import Date
from refexport.model.entry import Entry
from refexport.model.text import literal_text
from refexport.store.entries import FILE_NAME, Hand, Library, Settings, find_entries, load_entries, parse_entries
from refexport.store.exports import Export
from tests.conftest import examples
from tests.model.strategies import hard_strings

TEXT = """\
[refexport]
version = 1
mailto = "me@uni.example"
prefer = "preprint"
[refexport.export]
"build/a.bib" = "bibtex"
"b.json" = { format = "csl-json", sort = "author,-year", omit = ["abstract", "arxiv"], only-cited = ["a.aux"] }
[refexport.journals]
"Journal of Good Entries" = "J. Good Entr."
[refexport.check]
allow = { "missing-doi" = "not ours" }

[finn2017model]
arxiv = "1703.03400"
year = 2017
omit = ["abstract"]
prefer = "published"
[finn2017model.allow]
missing-date = "undated"

["koch:2015"]
title = "T"
"""


def parse(text):
    return parse_entries(text.encode(), "e.toml")


def problems(text):
    with pytest.raises(InputError) as raised:
        parse(text)
    return raised.value.problems


def told(text):
    """(level, line, key, field) of each problem, whether the file is refused or not."""
    try:
        found = parse(text).warnings
    except InputError as error:
        found = error.problems
    return [(one.level[0].upper(), one.line, one.key, one.field) for one in found]


def test_settings():
    settings = parse(TEXT).settings
    omit = ("abstract", "eprint", "eprinttype", "eprintclass")
    assert settings[:5] == (
        "me@uni.example",
        "preprint",
        {
            "build/a.bib": Export("bibtex"),
            "b.json": Export("csl-json", sort=("author", "-year"), omit=omit, only_cited=("a.aux",)),
        },
        {"missing-doi": "not ours"},
        {"Journal of Good Entries": "J. Good Entr."},
    )
    assert settings.lines["mailto"] == 3
    assert settings.lines["export.b.json"] == 7


def test_exports_may_have_tables_of_their_own_and_journals_a_file():
    settings = parse(
        '[refexport]\njournals = "j.csv"\n[refexport.export."a.bib"]\nformat = "bibtex"\njournals = "abbrev"\n'
    ).settings
    assert settings.exports == {"a.bib": Export("bibtex", journals="abbrev")}
    assert settings.journals == "j.csv"


def test_fields_of_the_entries_own_may_be_left_out():
    text = '[refexport.export]\n"a.bib" = { format = "bibtex", omit = ["shelf"] }\n[a]\ntitle = "T"\nshelf = "3"\n'
    assert parse(text).settings.exports["a.bib"].omit == ("shelf",)


def test_a_wrong_setting_of_a_file_is_told_with_its_value_and_what_to_write():
    first = '[refexport.export]\n"build/a.bib" = { format = "bibtex", omit = ["abstrct"] }\n'
    (problem,) = problems(first)
    assert (problem.line, problem.field) == (2, "export.build/a.bib.omit")
    assert problem.message == "there is no field abstrct"
    assert (problem.value, problem.hint) == ("['abstrct']", "did you mean abstract?")


def test_a_file_without_settings():
    assert parse('[a]\ntitle = "T"\n').settings[:5] == ("", "published", {}, {}, {})
    assert parse("") == Library(parse("").path, parse("").settings, (), ())


def test_entries():
    finn, koch = parse(TEXT).hands
    fields = {"eprint": "1703.03400", "eprinttype": "arxiv", "date": Date(2017)}
    assert finn.entry == Entry("finn2017model", "", fields)
    assert (finn.omit, finn.prefer, finn.allow) == (("abstract",), "published", {"missing-date": "undated"})
    assert koch.entry == Entry("koch:2015", "", {"title": literal_text("T")})


def test_lines_under_the_names_of_the_model():
    finn, koch = parse(TEXT).hands
    assert (finn.line, koch.line) == (13, 21)
    assert dict(finn.lines) == {
        "eprint": 14,
        "date": 15,
        "omit": 16,
        "prefer": 17,
        "allow": 18,
        "allow.missing-date": 19,
    }
    assert len(finn.lines) == 6
    assert (koch.lines["title"], koch.lines.get("date", koch.line)) == (22, 21)


def test_a_hand_made_elsewhere_has_a_line():
    assert Hand(Entry("x")).line == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[refexport]\nmailtoo = "a@b"\n', ("E", 2, "refexport", "mailtoo")),
        ('[refexport]\nmailto = "nobody"\n', ("E", 2, "refexport", "mailto")),
        ("[refexport]\nmailto = 3\n", ("E", 2, "refexport", "mailto")),
        ('[refexport]\nmailto = "a@b.c\\r\\nX-Evil: 1"\n', ("E", 2, "refexport", "mailto")),
        ("[refexport]\nversion = 2\n", ("E", 2, "refexport", "version")),
        ('[refexport]\nprefer = "journal"\n', ("E", 2, "refexport", "prefer")),
        ("[refexport]\nprefer = []\n", ("E", 2, "refexport", "prefer")),
        ('[refexport]\nexport = "a.bib"\n', ("E", 2, "refexport", "export")),
        ('[refexport.export]\n"a.bib" = 3\n', ("E", 2, "refexport", "export.a.bib")),
        ('[refexport.export]\n"a.bib" = ""\n', ("E", 2, "refexport", "export.a.bib")),
        ('[refexport.export]\n"\\u0000" = "ris"\n', ("E", 2, "refexport", "export.\\x00")),
        ('[refexport.export]\n"a.bib" = "bibtx"\n', ("E", 2, "refexport", "export.a.bib")),
        ('[refexport.export]\n"a.bib" = { sort = "key" }\n', ("E", 2, "refexport", "export.a.bib")),
        ('[refexport.export."a.bib"]\nformat = "ris"\nsort = 3\n', ("E", 3, "refexport", "export.a.bib.sort")),
        ('[refexport.export."a.bib"]\nformat = "ris"\nsort = "autor"\n', ("E", 3, "refexport", "export.a.bib.sort")),
        ('[refexport.export."a.bib"]\nformat = "ris"\nfields = [1]\n', ("E", 3, "refexport", "export.a.bib.fields")),
        ('[refexport.export."a.bib"]\nformat = "ris"\nomit = "type"\n', ("E", 3, "refexport", "export.a.bib.omit")),
        (
            '[refexport.export."a.bib"]\nformat = "ris"\njournals = "x"\n',
            ("E", 3, "refexport", "export.a.bib.journals"),
        ),
        (
            '[refexport.export."a.bib"]\nformat = "ris"\nonly-cited = [""]\n',
            ("E", 3, "refexport", "export.a.bib.only-cited"),
        ),
        (
            '[refexport.export."a.bib"]\nformat = "ris"\nonly_cited = "x"\n',
            ("E", 3, "refexport", "export.a.bib.only_cited"),
        ),
        ("[refexport]\njournals = 3\n", ("E", 2, "refexport", "journals")),
        ('[refexport]\njournals = ""\n', ("E", 2, "refexport", "journals")),
        ('[refexport.journals]\n"A" = 3\n', ("E", 2, "refexport", "journals.A")),
        ("[refexport]\ncheck = true\n", ("E", 2, "refexport", "check")),
        ("[refexport.check]\nstrict = true\n", ("E", 2, "refexport", "check.strict")),
        ('[refexport.check]\nallow = ["missing-date"]\n', ("E", 2, "refexport", "check.allow")),
        ('[refexport.check]\nallow = { missing-date = "" }\n', ("E", 2, "refexport", "check.allow.missing-date")),
        ("refexport = 1\n", ("E", 1, "refexport", "")),
        ('[Refexport]\ntitle = "T"\n', ("E", 1, "Refexport", "")),
        ('title = "T"\n', ("E", 1, "title", "")),
        ('\n[[a]]\ntitle = "T"\n', ("E", 2, "a", "")),
        ('[finn.2017]\ntitle = "T"\n', ("E", 1, "finn", "2017")),
        ('["finn: 2017"]\ntitle = "T"\n', ("E", 1, "finn: 2017", "")),
        ('["müller 2017"]\ntitle = "T"\n', ("E", 1, "müller 2017", "")),
        ('["a\\u200Bb"]\ntitle = "T"\n', ("E", 1, "a\\u200bb", "")),
        ('[""]\ntitle = "T"\n', ("E", 1, "", "")),
        ("[" + "a" * 251 + ']\ntitle = "T"\n', ("E", 1, "a" * 251, "")),
        ('[a]\ntitle = "T"\n[A]\ntitle = "U"\n', ("E", 3, "A", "")),
        ('[a]\ntitle = "T"\nyear = 206\n', ("E", 3, "a", "year")),
        ("[a]\narxiv = 1703.03400\n", ("E", 2, "a", "arxiv")),
        ('[a]\ntitle = "T"\nvolume = 1e400\n', ("E", 3, "a", "volume")),
        ('[a]\ntitle = "T"\nvolume = nan\n', ("E", 3, "a", "volume")),
        ('[a]\ntitle = "T"\njournal = "J"\njournaltitle = "J"\n', ("E", 4, "a", "journaltitle")),
        ("[a]\nyear = 2017\n", ("E", 1, "a", "")),
        ('[a]\ntitle = "T"\nauther = ["A"]\n', ("W", 3, "a", "auther")),
        ('[a]\ntitle = "T"\nallow = { missing-date = "" }\n', ("E", 3, "a", "allow")),
    ],
)
def test_where_each_problem_is(text, expected):
    assert told(text) == [expected]


def test_keys_that_differ_only_by_case_name_both_lines():
    assert (
        problems('[Finn]\ntitle = "T"\n[finn]\ntitle = "U"\n')[0].message
        == "[finn] and [Finn], line 1, are the same key for BibTeX"
    )


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("finn: 2017", 'write ["finn:2017"]'),
        ("müller, 2017", 'write ["müller2017"]'),
        ("~x_a", "write [x_a]"),
        ("50%", "write [50]"),
        ("~", ""),
    ],
)
def test_a_key_is_proposed(key, hint):
    assert problems(f'["{key}"]\ntitle = "T"\n')[0].hint == hint


@pytest.mark.parametrize("key", ["a", "A1", "finn2017model", "DBLP:conf/icml/FinnAL17", "a+b_c-d.e", "2017finn"])
def test_keys_that_bibtex_carries(key):
    assert parse(f'["{key}"]\ntitle = "T"\n').hands[0].entry.key == key


def test_all_problems_in_one_run_sorted_by_line():
    text = '[a]\nauther = "A"\nyear = 206\n[b]\ntitle = "T",\n[c]\narxiv = 1703.03400\n[refexport]\nfoo = 1\n[C]\n'
    assert told(text) == [
        ("W", 2, "a", "auther"),
        ("E", 3, "a", "year"),
        ("E", 5, "b", "title"),
        ("E", 7, "c", "arxiv"),
        ("E", 9, "refexport", "foo"),
        ("E", 10, "C", ""),
        ("E", 10, "C", ""),
    ]


def test_a_table_that_cannot_be_read_is_told_once():
    assert told('[a]\ntitle = T\n[a.allow]\nmissing-date = "why"\n') == [("E", 2, "a", "title")]


def test_warnings_do_not_stop_and_are_sorted():
    library = parse('[b]\ntitle = "T"\nauther = "A"\n[a]\ntype = "artcle"\ntitle = "T"\n')
    assert [(one.line, one.level, one.path) for one in library.warnings] == [
        (3, "warning", "e.toml"),
        (5, "warning", "e.toml"),
    ]
    assert len(library.hands) == 2


def test_values_in_problems_are_printable_and_short():
    shown = problems('[a]\ntitle = "T"\nnote = "' + "x" * 200 + '\\u001b[31m"\n')[0].value
    assert shown == "x" * 79 + "…"


@given(hard_strings)
@examples(200)
def test_any_text_is_a_library_or_problems_with_lines(text):
    try:
        found = parse_entries(text.encode(), "e.toml").warnings
    except InputError as error:
        found = error.problems
    assert all(one.line >= 1 and one.message and "".join(one[2:-1]).isprintable() for one in found)


def test_loading_and_finding(tmp_path):
    path = tmp_path / FILE_NAME
    path.write_text(TEXT)
    (tmp_path / "sub" / "deeper").mkdir(parents=True)
    assert find_entries(tmp_path / "sub" / "deeper") == path
    assert load_entries(path).hands == parse(TEXT).hands
    assert load_entries(path).path == path


def test_no_file(tmp_path):
    with pytest.raises(FileError, match=r"no entries\.toml") as raised:
        find_entries(tmp_path)
    assert "refexport init" in raised.value.hint
    with pytest.raises(FileError, match="cannot read"):
        load_entries(tmp_path / FILE_NAME)


WHOLE = 'type = "article"\ntitle = "A Title"\nauthor = ["Ann Author"]\nyear = 2019\n'
BEFORE = f"[first]\n{WHOLE}\n[second]\n{WHOLE}\n"
"""What stands before the awkward entry, and must survive it."""

REFUSED = {
    "a comma after a value": ('[x]\ntitle = "T",\n', ()),
    "an apostrophe in single quotes": ("[x]\ntitle = 'It's here'\n", ()),
    "an entry twice": (f"[first]\n{WHOLE}", ("first",)),
    "a field twice": ('[x]\ntitle = "T"\nyear = 2018\nyear = 2019\n', ("x",)),
    "a number for an arXiv id": ('[x]\ntitle = "T"\narxiv = 1606.04080\n', ("x", "arxiv")),
    "quotation marks of Windows-1252": (b'[x]\ntitle = "\x93quoted\x94"\n', ("UTF-8",)),
    "a key that no citation can hold": (f'["finn: 2017"]\n{WHOLE}', ("finn: 2017",)),
    "nothing to know it by": ("[x]\nyear = 2017\n", ("x",)),
    "colours of a terminal": (f'[x]\n{WHOLE}note = "see \\u001b[31mred\\u001b[0m"\n', ("x", "note")),
}
"""defect -> the entry, and what the error names."""

WARNED = {
    "a field mistyped": (f'[x]\n{WHOLE}auther = ["A B"]\n', ("x", "auther", "author")),
    "accents as TeX": (f"[x]\n{WHOLE}".replace("Ann Author", r"G\\\"odel, Kurt"), ("x", "author")),
    "a tab out of textbf": ('[x]\ntitle = "A \\textbf{bold} move"\n', ("x", "title")),
    "authors in one string": ('[x]\ntitle = "T"\nauthor = "Finn, C. and Abbeel, P."\nyear = 2017\n', ("x", "author")),
}
"""defect -> the entry, which is kept, and what the warning names."""

RIGHT = {
    "tabs before fields": '[x]\n\ttitle = "T"\n\tyear = 2018\n',
    "a year in quotes": f"[x]\n{WHOLE}".replace("2019", '"2018"'),
    "a percent sign": f"[x]\n{WHOLE}".replace("A Title", "50% fewer shots"),
    "an ampersand and a hash": f'[x]\n{WHOLE}journal = "Science & Nature #1"\n',
    "one brace": f"[x]\n{WHOLE}".replace("A Title", "Sets {x | x > 0"),
    "brackets of all kinds": f"[x]\n{WHOLE}".replace("A Title", "if a < b and c > d [1] [/i]"),
    "an abstract that ends a RIS record": f'[x]\n{WHOLE}abstract = """\nFirst.\n\nER  - not the end.\n"""\n',
    "a DOI as an address": f'[x]\n{WHOLE}doi = "https://dx.doi.org/10.1000/XYZ123 "\n',
    "a year to come": f"[x]\n{WHOLE}".replace("2019", "2109"),  # a matter of checks, which know what year it is
}
"""What looks odd -> the entry, in which nothing is wrong."""


def after_others(text):
    return BEFORE.encode() + (text if isinstance(text, bytes) else text.encode())


def described(found):
    """All that is said, as one text; each names the file and a line."""
    assert all(one.path == "e.toml" and one.line for one in found)
    return "\n".join(f"{one.line}: {one.key} {one.field} {one.message}; {one.hint}" for one in found)


@pytest.mark.parametrize("defect", REFUSED)
def test_a_defect_refuses_the_file_and_is_named(defect, seconds):
    text, words = REFUSED[defect]
    with seconds(1.0), pytest.raises(InputError) as raised:
        parse_entries(after_others(text), "e.toml")
    said = described(raised.value.problems)
    assert [word for word in words if word not in said] == []


@pytest.mark.parametrize("defect", WARNED)
def test_a_doubt_is_named_and_every_entry_kept(defect, seconds):
    text, words = WARNED[defect]
    with seconds(1.0):
        library = parse_entries(after_others(text), "e.toml")
    assert [hand.entry.key for hand in library.hands] == ["first", "second", "x"]
    said = described(library.warnings)
    assert said
    assert [word for word in words if word not in said] == []


@pytest.mark.parametrize("name", RIGHT)
def test_what_looks_odd_but_is_right_is_no_fault(name, seconds):
    with seconds(1.0):
        library = parse_entries(after_others(RIGHT[name]), "e.toml")
    assert [hand.entry.key for hand in library.hands] == ["first", "second", "x"]
    assert [one.rule for one in library.warnings] == ["identifier-spelling"] * (name == "a DOI as an address")


def test_a_byte_order_mark_and_carriage_returns_are_no_fault():
    data = b"\xef\xbb\xbf" + after_others(f"[x]\n{WHOLE}").replace(b"\n", b"\r\n")
    library = parse_entries(data, "e.toml")
    assert [hand.entry.key for hand in library.hands] == ["first", "second", "x"]
    assert library.warnings == ()


@pytest.mark.parametrize(
    ("name", "field", "value"),
    [
        ("a DOI as an address", "doi", "10.1000/xyz123"),
        ("a percent sign", "title", "50% fewer shots"),
        ("an ampersand and a hash", "journaltitle", "Science & Nature #1"),
        ("one brace", "title", "Sets {x | x > 0"),
        ("brackets of all kinds", "title", "if a < b and c > d [1] [/i]"),
        ("an abstract that ends a RIS record", "abstract", "First. ER - not the end."),
    ],
)
def test_what_must_come_through_comes_through(name, field, value):
    entry = parse_entries(after_others(RIGHT[name]), "e.toml").hands[-1].entry
    assert entry.plain(field) == value


def test_a_year_in_quotes_is_the_year():
    entry = parse_entries(after_others(RIGHT["a year in quotes"]), "e.toml").hands[-1].entry
    assert entry.date() == Date(2018)


def test_authors_in_one_string_are_several():
    text, _ = WARNED["authors in one string"]
    entry = parse_entries(after_others(text), "e.toml").hands[-1].entry
    assert [name.family for name in entry.names("author")] == ["Finn", "Abbeel"]


@pytest.mark.slow
def test_ten_thousand_entries_load_fast(seconds):
    entries = (
        f'[key{n}]\narxiv = "{1501 + n % 12}.{n % 90000 + 1:05d}"\nkeywords = ["a", "b"]\n' for n in range(10_000)
    )
    with seconds(2.0):
        assert len(parse("\n".join(entries)).hands) == 10_000


def test_settings_have_defaults():
    assert Settings().prefer == "published"
