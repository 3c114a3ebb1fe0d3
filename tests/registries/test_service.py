"""What all services share: reading bodies, records, titles in TeX, their table; and that every answer is used."""

import importlib.metadata
import json
import lzma
import subprocess
import sys

import pytest

from refexport.errors import FileError, ImplausibleError, UnavailableError
from refexport.model.entry import Entry, parse_value
from refexport.model.ids import SCHEMES, Scheme
from refexport.model.text import Style, parse_text, plain_text, print_text
from refexport.registries import SERVICES, by_scheme, installed_schemes, installed_services
from refexport.registries.datacite import ARXIV_BY_DOI
from refexport.registries.service import (
    Answer,
    Parsed,
    as_dict,
    as_dicts,
    as_list,
    as_text,
    first_text,
    from_tex,
    known_id,
    plausible,
    read_json,
    read_xml,
    record_of,
    refused,
)
from tests.conftest import ROOT
from tests.registries.conftest import ANSWERS


def test_every_answer_of_ours_is_used():
    tests = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    names = [str(path.relative_to(ANSWERS)) for path in ANSWERS.rglob("*") if path.is_file()]
    assert names
    assert [name for name in names if f'"{name}"' not in tests] == []


def test_services_are_known_by_name_with_the_paces_that_their_owners_publish():
    told = {name: (one.scheme, one.base_url, one.env, one.batch, one.interval) for name, one in SERVICES.items()}
    assert told == {
        "arxiv": ("arxiv", "https://export.arxiv.org", "REFEXPORT_ARXIV_URL", 100, 3.2),
        "crossref": ("doi", "https://api.crossref.org", "REFEXPORT_CROSSREF_URL", 50, 1.05),
        "datacite": ("doi", "https://api.datacite.org", "REFEXPORT_DATACITE_URL", 50, 0.6),
        "doi.org": ("doi", "https://doi.org", "REFEXPORT_DOI_URL", 50, 1.0),
        "dblp": ("dblp", "https://dblp.org", "REFEXPORT_DBLP_URL", 20, 1.0),
        "dblp-sparql": ("dblp", "https://sparql.dblp.org", "REFEXPORT_DBLP_SPARQL_URL", 50, 1.0),
        "semanticscholar": ("", "https://api.semanticscholar.org", "REFEXPORT_SEMANTICSCHOLAR_URL", 1, 1.0),
        "openalex": ("", "https://api.openalex.org", "REFEXPORT_OPENALEX_URL", 1, 1.0),
        "pubmed": ("pmid", "https://eutils.ncbi.nlm.nih.gov", "REFEXPORT_PUBMED_URL", 200, 1.0),
        "openlibrary": ("isbn", "https://openlibrary.org", "REFEXPORT_OPENLIBRARY_URL", 50, 1.0),
    }
    assert all(name == one.name for name, one in SERVICES.items())
    assert ARXIV_BY_DOI.env == SERVICES["datacite"].env


class Point:
    def __init__(self, name, value):
        self.name, self.load = name, lambda: value


def test_other_packages_add_services_but_replace_none(monkeypatch):
    mine = SERVICES["arxiv"]._replace(name="mine")
    points = [Point("mine", mine), Point("crossref", mine), Point("broken", object())]
    monkeypatch.setattr(
        importlib.metadata, "entry_points", lambda group: points if group == "refexport.services" else []
    )
    assert installed_services() == {**SERVICES, "mine": mine}


def test_every_scheme_of_works_has_a_service_and_every_service_a_scheme_or_titles():
    assert set(by_scheme(SERVICES.values())) == set(SCHEMES)
    for_titles = [one for one in SERVICES.values() if not one.scheme]
    assert [one.name for one in for_titles] == ["openalex", "semanticscholar"]
    assert all(one.search and one.found and one.key for one in for_titles)


def test_a_service_that_is_asked_for_titles_only_brings_no_scheme(monkeypatch):
    mine = SERVICES["openalex"]._replace(name="mine")
    mute = mine._replace(name="mute", search=None)
    points = [Point(one.name, one) for one in (mine, mute)]
    monkeypatch.setattr(importlib.metadata, "entry_points", lambda group: points)
    assert [one.name for one in installed_schemes()] == [*SCHEMES]
    assert "mine" in installed_services()
    assert "mute" not in installed_services()


def test_services_of_a_scheme_are_asked_in_the_order_of_the_table():
    names = {scheme: [one.name for one in theirs] for scheme, theirs in by_scheme(SERVICES.values()).items()}
    assert names["arxiv"] == ["arxiv", "datacite"]
    assert names["dblp"] == ["dblp", "dblp-sparql"]
    assert names["doi"] == ["crossref", "datacite", "doi.org"]


def test_a_scheme_of_an_installed_service_comes_after_ours(monkeypatch):
    described = SERVICES["arxiv"]._replace(name="mine", scheme="hal", own_scheme=Scheme("hal", is_spare=True))
    bare = SERVICES["arxiv"]._replace(name="bare", scheme="bibcode")
    unfit = SERVICES["arxiv"]._replace(name="unfit", scheme="no:scheme")
    points = [Point(one.name, one) for one in (described, bare, unfit)]
    monkeypatch.setattr(importlib.metadata, "entry_points", lambda group: points)
    assert [one.name for one in installed_schemes()] == [*SCHEMES, "hal", "bibcode"]
    assert [one.fields("x") for one in installed_schemes()][-2:] == [
        {"eprint": "x", "eprinttype": "hal"},
        {"eprint": "x", "eprinttype": "bibcode"},
    ]
    assert "unfit" not in installed_services()


def test_a_service_that_cannot_be_loaded_is_named(monkeypatch):
    class Broken:
        name = "broken"

        def load(self):
            raise ModuleNotFoundError("No module named 'gone'")

    monkeypatch.setattr(importlib.metadata, "entry_points", lambda group: [Broken()])
    with pytest.raises(FileError, match="the service broken of another package cannot be loaded: No module named"):
        installed_services()


def test_importing_services_loads_no_entry_point():
    code = "import sys, refexport.registries; print(*sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert not {"importlib.metadata", "requests", "urllib3"} & set(out.split())


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"\xff\xfe", b"[" * 100_000, b"NaN", b'{"x": Infinity}', b"1" * 5000, b"<html>", "é".encode("latin-1")],
)
def test_bodies_that_are_no_json(body):
    with pytest.raises(UnavailableError, match="where JSON is due"):
        read_json(Answer(200, body), "A registry")


@pytest.mark.parametrize(
    "body",
    [b"", b"<a>", b"<a>&x;</a>", b"\xff\xfe<a/>", b"<?xml version='1.0' encoding='nonsense'?><a>\xe9</a>", b"text"],
)
def test_bodies_that_are_no_xml(body):
    with pytest.raises(UnavailableError, match="where XML is due"):
        read_xml(Answer(200, body), "A registry")


@pytest.mark.parametrize(
    "declaration", [b"<!DOCTYPE a [<!ENTITY x 'y'>]>", b"<!DOCTYPE a SYSTEM 'file:///etc/passwd'>"]
)
def test_document_types_are_refused(declaration):
    with pytest.raises(UnavailableError, match="where a feed is due"):
        read_xml(Answer(200, declaration + b"<a>&x;</a>"), "A registry")


def test_a_byte_order_mark_is_no_obstacle():
    assert read_json(Answer(200, b"\xef\xbb\xbf[1]"), "A registry") == [1]
    assert read_xml(Answer(200, b"\xef\xbb\xbf<a/>"), "A registry").tag == "a"


@pytest.mark.parametrize(
    ("status", "reason"),
    [(429, "too many requests"), (403, "blocked"), (503, "its server failed"), (302, "an unexpected answer")],
)
def test_a_refusal_says_who_and_why(status, reason):
    assert reason in refused(Answer(status, b""), "A registry").message


def test_values_of_any_kind_can_be_asked():
    assert [as_dict(value) for value in ({"a": 1}, [1], None, "x")] == [{"a": 1}, {}, {}, {}]
    assert [as_list(value) for value in ([1], None, "x", {"a": 1})] == [[1], [], ["x"], [{"a": 1}]]
    assert as_dicts([{"a": 1}, None, 3]) == [{"a": 1}, {}, {}]
    assert [as_text(value) for value in ("x", 7, True, 1.5, None, ["x"])] == ["x", "7", "", "", "", ""]
    assert [first_text(value) for value in ([None, " ", "x", "y"], "z", [], None)] == ["x", "z", "", ""]
    assert [known_id("doi", value) for value in ("10.48550/arXiv.1703.03400", "10.1000/A", "x")] == [
        "arxiv:1703.03400",
        "doi:10.1000/a",
        "",
    ]


def test_a_record_holds_what_is_there_and_the_originals_that_matter():
    told = Parsed(
        "book",
        {"title": "A &amp; B", "series": "  Plain\n", "venue": ""},
        {"volume": "1", "number": ""},
        {"author": "X*", "editor": ""},
        {"newer": ["", "doi:10.1000/a", "doi:10.1000/a"], "published": []},
        "2026-01-01",
    )
    record = record_of("doi:10.1000/b", "crossref", told)
    assert record.entry.fields == {"title": parse_text("A & B"), "series": parse_text("Plain"), "volume": "1"}
    assert record.raw == {"title": "A &amp; B", "author": "X*"}
    assert (record.links, record.updated) == ({"newer": ("doi:10.1000/a",)}, "2026-01-01")


@pytest.mark.parametrize(
    "title", ["<b>Just a&nbsp;moment...</b>", "&lt;title&gt;Page Not Found&lt;/title&gt;", "Error"]
)
def test_a_record_under_the_title_of_an_error_page_is_none(title):
    author = parse_value("author", ["Doe, Jane"])
    with pytest.raises(ImplausibleError, match=r"crossref's record of doi:10\.1000/b has no plausible title"):
        record_of("doi:10.1000/b", "crossref", Parsed("article", {"title": title}, {"author": author}))


@pytest.mark.parametrize(
    ("type_", "fields"),
    [
        ("article", {"author": ["Doe, Jane"], "journaltitle": "Poems"}),
        ("collection", {"editor": ["Doe, Jane"]}),
        ("periodical", {"issn": "1044-6397"}),
    ],
)
def test_words_that_works_are_called_by_are_believed_of_who_made_them(type_, fields):
    values = {field: parse_value(field, value) for field, value in fields.items()}
    record = record_of("doi:10.1000/b", "crossref", Parsed(type_, {"title": "Login"}, values))
    assert record.entry.plain("title") == "Login"
    with pytest.raises(ImplausibleError):
        record_of("doi:10.1000/b", "crossref", Parsed("misc", {"title": "Login"}, {}))


def test_a_work_without_a_title_is_a_record():
    """Crossref has components and issues that have none."""
    assert record_of("doi:10.1000/b", "crossref", Parsed("misc", {"title": ""}, {})).entry == Entry("", "misc", {})


def test_one_implausible_record_of_a_batch_is_left_out_and_alone_it_says_why():
    def record(value):
        return record_of(f"doi:{value}", "crossref", Parsed("misc", {"title": value}, {}))

    assert list(plausible(["A", "Page Not Found", "B"], record)) == ["A", "B"]
    with pytest.raises(ImplausibleError, match=r'"Page Not Found"'):
        plausible(["Page Not Found"], record, is_alone=True)


@pytest.mark.parametrize(
    ("tex", "markup"),
    [
        ("Schr\\\"odinger's \\'Equation", "Schrödinger's Équation"),
        (r"\delta-derivations of K(\pi, 1) in 360{\deg} video", "δ-derivations of K(π, 1) in 360° video"),
        (r"Z\times Z and \alpha decay", "Z×Z and α decay"),
        (r"The $L^p$ and $ \log n $ case of \(\ell_1\)", r"The $L^p$ and $\log n$ case of $\ell_1$"),
        ("Costs $5 and $6, or 50% of ~7", r"Costs \$5 and \$6, or 50% of ~7"),
        (r"On \input{/etc/passwd} and \snug case", r"On \\input\{/etc/passwd\} and \\snug case"),
        ("One--two -- three\n  four", "One–two – three four"),
    ],
)
def test_titles_in_tex(tex, markup):
    assert print_text(from_tex(tex)) == markup


@pytest.mark.shared
def test_no_title_of_the_stock_keeps_tex_that_would_run(shared):
    with lzma.open(shared / "registry" / "data" / "arxiv.jsonl.xz", "rt", encoding="utf-8") as lines:
        titles = [json.loads(line)["title"] for line in lines if "\\\\" in line or "$" in line]
    texts = [from_tex(title) for title in titles]
    assert not any(span.has(Style.TEX) for text in texts for span in text)
    odd = sum("\\" in "".join(span.text for span in text if not span.has(Style.MATH)) for text in texts)
    assert odd < len(titles) / 150  # commands of packages and of the authors themselves


def test_a_very_long_title_is_plain():
    assert plain_text(from_tex("$x$ {\\'e} " * 2000)).startswith("$x$ {\\'e} $x$")


def test_identifiers_of_our_own_services_stand_in_the_table_of_schemes():
    """Commands that ask nobody know identifiers without loading a service (docs/decisions/0010)."""
    assert all(service.own_scheme is None and service.scheme in {"", *SCHEMES} for service in SERVICES.values())
