"""Hayagriva: what Typst makes of it, and what it names as lost."""

import re
import subprocess
import unicodedata
from urllib.parse import urlsplit

import pytest
import typst
import yaml
from hypothesis import given
from hypothesis import strategies as st

from refexport.data.datamodel import TYPES
from refexport.formats import FORMATS
from refexport.formats.format import loss
from refexport.formats.hayagriva.rows import LANGUAGE, URL
from refexport.imports.readers import READERS
from refexport.model.entry import Entry
from refexport.model.name import OTHERS, Name
from refexport.model.text import Span, Style, literal_text, normal_text
from refexport.project import Project
from tests.conftest import ROOT
from tests.formats.samples import BEYOND_T1, SAMPLES, arxiv, entry

FORM = FORMATS["hayagriva"]
ALL = [*SAMPLES, *BEYOND_T1, *Project(ROOT / "entries.toml").entries]
EVERYTHING = """<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
  <info><title>Everything</title><id>everything</id><updated>2020-01-01T00:00:00+00:00</updated></info>
  <citation><layout><text variable="title"/></layout></citation>
  <bibliography><layout suffix=" ¶"><group delimiter=" | ">
    <text variable="title"/><names variable="author"><name delimiter="; "/></names><names variable="editor"/>
    <text variable="container-title"/><text variable="collection-title"/><text variable="publisher"/><text variable="page"/>
    <text variable="genre"/><text variable="DOI"/><text variable="version"/><text variable="number"/><text variable="note"/>
  </group></layout></bibliography>
</style>
"""
HOSTILE = [
    '$#read("/etc/passwd")$', '#read("/etc/passwd")', '#import "x.typ"', "{", "}", "}{", "\\", "\\{", r"\$x$", "$", "a $ b $ c", ": ", "a: b", "- !!python/object/apply:os.system [id]", "%", "# x", "*b* _i_ `r`",
    "tab\tnul\x00end", "//c /*d*/", "@key <label>", "{{x}}", "\\u{41}", "[x](y)", "~", "no", "null", "1e5", "'", '"', "& * ! |",
]  # fmt: skip


def work(type_, /, **fields):
    (one,) = yaml.safe_load(FORM.write([entry("k", type_, **fields)]).text).values()
    return one


def lost(type_, /, **fields):
    return [(one.field, one.instead) for one in FORM.write([entry("k", type_, **fields)]).lost]


def compiled(folder, text, style="ieee", cites=()):
    """A document of the bibliography, set by Typst; a warning is a failure."""
    (folder / "refs.yml").write_text(text, encoding="utf-8")
    said = "\n\n".join(f'#cite(label("{key}"))' for key in cites)
    (folder / "document.typ").write_text(
        f'#set page(width: 300cm, height: auto)\n{said}\n#bibliography("refs.yml", full: true, style: "{style}")',
        encoding="utf-8",
    )
    _, warnings = typst.compile_with_warnings(str(folder / "document.typ"), output=str(folder / "document.pdf"))
    assert warnings == []
    return folder / "document.pdf"


def shown(folder, text):
    """What stands in the document, with all that an entry has."""
    (folder / "everything.csl").write_text(EVERYTHING, encoding="utf-8")
    command = ["pdftotext", "-raw", str(compiled(folder, text, "everything.csl")), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def letters(text):
    return re.sub(r"\W|_", "", unicodedata.normalize("NFKC", text)).lower()


def marks(text):
    """Everything but blanks; quotation marks, which citeproc turns, are alike."""
    return re.sub("[“”‘’\"'\\s]", "", unicodedata.normalize("NFKC", text)).lower()


def is_set(text):
    """Whether Typst's own fonts have the letters."""
    return not re.search(r"[\u0590-\u08ff\u0900-\u1cff\u2e80-\uffef]", text)


def test_a_work():
    fields = {
        "author": ["van Gogh, Vincent", "Doe, Jane"],
        "title": "On BERT",
        "journaltitle": "Letters",
        "shortjournal": "Let.",
    }
    one = entry("k", "article", **fields, date="2017-03", volume="3", pages="1--9", doi="10.1/x", url="https://a.org/x", urldate="2020-01-02")  # fmt: skip
    assert FORM.write([one]).text == (
        'k:\n  type: "article"\n  author:\n    - name: "Gogh"\n      given-name: "Vincent"\n      prefix: "van"\n'
        '    - "Doe, Jane"\n  title: "On {BERT}"\n  date: "2017-03"\n  page-range: "1-9"\n  url:\n'
        '    value: "https://a.org/x"\n    date: "2020-01-02"\n  serial-number:\n    doi: "10.1/x"\n  parent:\n'
        '    type: "periodical"\n    title:\n      value: "Letters"\n      short: "Let."\n    volume: "3"\n'
    )


@pytest.mark.parametrize(
    ("type_", "fields", "said"),
    [
        ("inproceedings", {"booktitle": "Whole", "eventtitle": "Meeting", "venue": "V", "series": "Row", "number": "2", "editor": ["A, B"], "publisher": "P", "location": "L"},
         {"type": "article", "parent": [
             {"type": "proceedings", "title": "Whole", "editor": ["A, B"], "publisher": {"name": "P", "location": "L"}, "parent": {"type": "proceedings", "title": "Row", "volume": "2"}},
             {"type": "conference", "title": "Meeting", "location": "V"}]}),
        ("article", {"number": "3", "eid": "e7"}, {"type": "article", "serial-number": {"serial": "e7"}, "parent": {"type": "periodical", "issue": "3"}}),
        ("article", {"entrysubtype": "newspaper", "journaltitle": "News"}, {"type": "article", "parent": {"type": "newspaper", "title": "News"}}),
        ("preprint", arxiv("1703.03400"), {"type": "article", "publisher": "arXiv", "serial-number": {"arxiv": "1703.03400", "serial": "arXiv:1703.03400"}}),
        ("article", arxiv("1703.03400"), {"type": "article", "serial-number": {"arxiv": "1703.03400"}, "parent": {"type": "periodical"}}),
        ("book", {"series": "Row", "number": "7", "edition": "2", "translator": ["A, B"]}, {"type": "book", "affiliated": [{"role": "translator", "names": ["A, B"]}], "edition": "2", "parent": {"type": "book", "title": "Row", "volume": "7"}}),
        ("incollection", {"booktitle": "Whole", "chapter": "3"}, {"type": "anthos", "chapter": "3", "parent": {"type": "anthology", "title": "Whole"}}),
        ("inbook", {"maintitle": "Main"}, {"type": "chapter", "parent": {"type": "book", "title": "Main"}}),
        ("thesis", {"institution": "U", "genre": "phdthesis"}, {"type": "thesis", "genre": "PhD thesis", "publisher": "U"}),
        ("blogpost", {"organization": "LilLog"}, {"type": "article", "parent": {"type": "blog", "title": "{LilLog}"}}),
        ("online", {"organization": "Site"}, {"type": "web", "parent": {"type": "web", "title": "Site"}}),
        ("online", {}, {"type": "web"}),
        ("video", {"organization": "YouTube"}, {"type": "video", "publisher": "YouTube", "organization": "YouTube"}),
        ("software", {"version": "1.3"}, {"type": "repository", "serial-number": {"version": "1.3"}}),
        ("misc", {"date": "2017~", "origdate": "1900"}, {"type": "misc", "date": "~2017", "parent": {"type": "original", "date": "1900"}}),
        ("misc", {"location": "L", "howpublished": "H"}, {"type": "misc", "publisher": {"location": "L"}, "note": "H"}),
        ("misc", {"title": "Über das Wetter und die Zeit", "shorttitle": "Wetter"}, {"type": "misc", "title": {"value": "{Über das Wetter und die Zeit}", "short": "{Wetter}"}}),
    ],
)  # fmt: skip
def test_works(type_, fields, said):
    found = work(type_, **fields)
    assert {name: value for name, value in found.items() if name != "title" or "title" in said} == said


@pytest.mark.parametrize(
    ("type_", "fields", "losses"),
    [
        ("article", {"author": ["A, B", "others"]}, [("author", "author")]),
        ("article", {"title": "<i>E. coli</i>"}, [("title", "title")]),
        ("article", {"title": r"The $\phi$ and $x_1$"}, [("title", "title")]),
        ("article", {"title": "T", "subtitle": "S"}, [("subtitle", "title")]),
        ("article", {"date": "2017-21"}, [("date", "date")]),
        ("article", {"date": "2017/2018"}, [("date", "date")]),
        ("article", {"date": "2017?"}, [("date", "date")]),
        ("book", {"url": "www.a.org", "urldate": "2020"}, [("url", ""), ("urldate", "")]),
        ("book", {"language": "no language"}, [("language", "")]),
        ("book", {"pagetotal": "xii, 300"}, [("pagetotal", "")]),
        ("book", {"keywords": ["a"], "annotation": "b"}, [("keywords", ""), ("annotation", "")]),
        ("dataset", {}, [("type", "")]),
        ("book", {"publisher": "P", "institution": "I"}, [("institution", "")]),
        ("report", {"organization": "O"}, [("organization", "institution")]),
        ("book", {"title": "T", "origpublisher": "P"}, [("origpublisher", "")]),
    ],
)  # fmt: skip
def test_losses(type_, fields, losses):
    assert lost(type_, **fields) == losses


def test_a_loss_says_why():
    assert FORM.write([entry("k", "book", url="www.a.org")]).lost == (
        loss("k", "url", "Typst would refuse the file for such an address"),
    )


def test_import_knows_the_suffix():
    imported = READERS["hayagriva"].read("alpha: {type: book, title: A}\nbravo: {type: book, title: B}\n", "x.yml")
    assert READERS["hayagriva"].suffixes == {".yml"}
    assert [(line.number, line.entry.key) for line in imported.lines] == [(1, "alpha"), (2, "bravo")]


@pytest.mark.program("pdftotext")
def test_typst_shows_every_title_and_name(tmp_path):
    out = letters(shown(tmp_path, FORM.write(ALL).text))
    other = {one.field + one.key for one in FORM.write(ALL).lost if "mathematics" in one.message}
    titles = [one for one in ALL if is_set(one.plain("title")) and f"title{one.key}" not in other]
    assert len(titles) > len(ALL) - 5
    assert [one.key for one in titles if letters(one.plain("title")) not in out] == []
    names = [name.family or name.literal for one in ALL for name in one.names("author") if name != OTHERS]
    assert [name for name in names if is_set(name) and letters(name) not in out] == []


@pytest.mark.parametrize("style", ["ieee", "apa", "chicago-author-date", "mla"])
def test_typsts_own_styles_take_every_entry(tmp_path, style):
    compiled(tmp_path, FORM.write(ALL).text, style, [one.key for one in ALL])


def hostile(words):
    """An entry that says the words wherever it can."""
    text = literal_text(words)
    names = (Name(literal=words), Name(words, words, words, words))
    texts = dict.fromkeys(("title", "shorttitle", "booktitle", "series", "eventtitle", "publisher", "location", "note", "abstract", "genre"), text)  # fmt: skip
    literals = dict.fromkeys(("doi", "volume", "edition", "pages", "chapter", "isbn", "url", "language", "pagetotal", "volumes"), words)  # fmt: skip
    return {**texts, **literals, "author": names, "editor": names}


@pytest.mark.program("pdftotext")
def test_hostile_words_come_out_as_characters(tmp_path):
    entries = [Entry(f"k{n}", "inbook", hostile(words)) for n, words in enumerate(HOSTILE)]
    out = marks(shown(tmp_path, FORM.write(entries).text))
    assert "root:" not in out
    assert [words for words in HOSTILE if out.count(marks(words.replace("\x00", ""))) < 5 and marks(words)] == []


@pytest.mark.parametrize("type_", TYPES)
def test_every_type_with_hostile_words_compiles(tmp_path, type_):
    entries = [Entry(f"k{n}", type_, hostile(words)) for n, words in enumerate(HOSTILE)]
    compiled(tmp_path, FORM.write(entries).text)


@pytest.mark.parametrize("maths", ["x", "x_i^2", "O(n + 1)", "2n", "1D", "a = b", "x_1 y_2", "f(x, y)", "0.5", "x^(", "a - b", "= ,", "((", "x_1^2_3"])  # fmt: skip
def test_mathematics_of_both_is_mathematics_for_typst(tmp_path, maths):
    one = Entry("k", "misc", {"title": (Span(maths, frozenset({Style.MATH})),)})
    written = FORM.write([one])
    if not written.lost:
        assert f"${maths}$" in written.text
        compiled(tmp_path, written.text)


HOSTS = st.text(st.sampled_from("ab1.-_:é%@[]/ xn"), max_size=12)


@given(HOSTS, st.text(st.sampled_from("ab/?#%&= \\é{}\"'<>|^`~[]"), max_size=10))
def test_addresses_that_are_written_are_parsed(host, rest):
    """Python's own parser of addresses is the first judge; Typst's is the second, below."""
    address = f"http://{host}{rest}"
    if URL.fullmatch(address):
        parts = urlsplit(address)
        assert parts.hostname
        assert parts.port is None or parts.port < 65536


@pytest.mark.parametrize("kind", ["url", "language"])
def test_typst_takes_whatever_is_written(tmp_path, kind):
    """One value that cannot be parsed, and Typst refuses the whole file."""
    hosts = "a.b a a.b. a:80 a_b.c a--b.c -a.b a-.b 1.2.3.4 1.a a.1 a.0x1 xn--a.b a.xn--b a..b .a é.b a%20b [::1] a@b A.B".split()
    tails = ["", "/", "/a b", "?q=é", "#f", "/%zz", "/{}|^`\\", ":99999/", ":80/x", "/a:b@c"]
    tags = "de en-US zh-Hans zh-Hans-CN es-419 english deutsch-DE x a abcd sr-Latn-RS-x de_DE de-1996 de-a tlh i-klingon en-US-GB".split()
    values = [f"{scheme}://{host}{tail}" for scheme in ("http", "HTTPS", "ftp") for host in hosts for tail in tails] if kind == "url" else tags  # fmt: skip
    entries = [Entry(f"k{n}", "misc", {"title": literal_text("T"), kind: value}) for n, value in enumerate(values)]
    written = FORM.write(entries)
    assert 5 < len(entries) - len(written.lost) < len(entries)
    compiled(tmp_path, written.text)


def test_common_addresses_and_languages_are_written():
    for address in (
        "https://arxiv.org/abs/1703.03400",
        "http://localhost:8080/x",
        "https://a-b.co.uk/~jane/a_b?c=d%20e&f=g#h",
    ):
        assert URL.fullmatch(address)
    for language in ("de", "en-GB", "pt-BR", "zh-Hans", "german"):
        assert LANGUAGE.fullmatch(language)


texts = st.lists(
    st.builds(Span, st.text(st.sampled_from('aB {}$\\#[]"*_`@é:-'), min_size=1, max_size=8), st.sampled_from([frozenset(), frozenset({Style.NOCASE}), frozenset({Style.MATH}), frozenset({Style.ITALIC})])),
    min_size=1, max_size=4,
).map(normal_text)  # fmt: skip


@given(texts)
def test_dollars_and_braces_are_always_balanced(text):
    """What Typst would evaluate is mathematics from a short list of characters, whatever the text holds."""
    title = work_of(text)
    bare = re.sub(r"\\[\\{}$]", "", title)
    assert re.fullmatch(r"(?:[^{}$]|[{}]|\$[A-Za-z0-9 +=(),.^_-]+\$)*", bare)
    depth = 0
    for brace in re.findall("[{}]", bare):
        depth += 1 if brace == "{" else -1
        assert depth >= 0
    assert depth == 0


def work_of(text):
    (one,) = yaml.safe_load(FORM.write([Entry("k", "misc", {"title": text})]).text).values()
    return one.get("title", "")


def test_commas_in_a_family_name_stay_there():
    one = entry("k", "article", title="T", author=[{"family": ",,X", "given": "Y"}], journaltitle="J", date="2020")
    assert FORMATS["hayagriva"].read(FORMATS["hayagriva"].write([one]).text, "x").entries[0].names(
        "author"
    ) == one.names("author")
