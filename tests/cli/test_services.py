"""`add` and `enrich` end to end: PubMed ids, ISBNs, and a service that another package brings."""

import importlib.metadata
import json

import pytest

from refexport.model.entry import Entry, Record
from refexport.model.ids import Scheme
from refexport.registries.service import Parsed, Request, Service, as_dict, read_json, record_of
from tests.loopback import Say
from tests.registry import PREFIXES, Registry

START = '[refexport]\nversion = 1\nmailto = "tests@refexport.example"\n'


@pytest.fixture
def services(monkeypatch):
    made = Registry()
    monkeypatch.setattr("time.sleep", lambda _seconds: None)
    with made.server as server:
        for prefix in (*PREFIXES, "shelf"):
            monkeypatch.setenv(f"REFEXPORT_{prefix.upper()}_URL", f"{server.url}/{prefix}")
        yield made


@pytest.fixture
def project(folder, services):
    (folder / "entries.toml").write_text(START)
    return folder


def entries(project, text=None):
    if text is not None:
        (project / "entries.toml").write_text(START + text)
    return (project / "entries.toml").read_text()


def lock(project):
    stored = json.loads((project / "entries.lock.json").read_text())["entries"]
    return {key: [record["id"] for record in records] for key, records in stored.items()}


# --- adding -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        "pmid:26017442",
        "PMID: 26017442",
        "https://pubmed.ncbi.nlm.nih.gov/26017442/",
        "https://www.ncbi.nlm.nih.gov/pubmed/26017442",
    ],
)
def test_add_by_pubmed_id(refexport, project, services, typed):
    services.pubmed = {"26017442"}
    ran = refexport("add", typed)
    assert ran.code == 0, ran.err
    assert '[doe2015work]\npmid = "26017442"' in entries(project)
    assert "email=tests%40refexport.example" in services.asked["pubmed"][0]
    assert refexport("enrich").code == 0
    out = refexport("export", "--to", "bibtex").out
    assert "@article{doe2015work" in out
    assert "journal = {Annals of nothing}" in out
    assert "pages = {436--444}" in out
    assert "author = {Doe, J. M. and Roe, Jr, R.}" in out


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("978-0-262-03561-3", "978-0-262-03561-3"),
        ("9780262035613", "9780262035613"),
        ("isbn:978-0-262-03561-3", "978-0-262-03561-3"),
        ("ISBN 978-0-262-03561-3", "978-0-262-03561-3"),
        ("0-262-03561-8", "0-262-03561-8"),
        ("0262035618", "0262035618"),
        ("https://openlibrary.org/isbn/9780262035613", "9780262035613"),
    ],
)
def test_add_by_isbn(refexport, project, services, typed, written):
    """Hyphens stay as they are typed; the library is asked for the thirteen digits."""
    services.openlibrary = {"9780262035613"}
    ran = refexport("add", typed)
    assert ran.code == 0, ran.err
    assert f'[doe2016nothing]\nisbn = "{written}"' in entries(project)
    assert "ISBN%3A9780262035613" in services.asked["openlibrary"][0]
    assert refexport("enrich").code == 0
    assert lock(project) == {"doe2016nothing": ["isbn:9780262035613"]}
    out = refexport("export", "--to", "biblatex").out
    assert "@book{doe2016nothing" in out
    assert "subtitle = {The book 9780262035613}" in out
    assert "publisher = {Nowhere Press}" in out


def test_one_book_in_two_spellings_is_added_once(refexport, project, services):
    services.openlibrary = {"9780262035613"}
    refexport("add", "978-0-262-03561-3", "0262035618")
    assert "isbn:9780262035613 is [doe2016nothing] already" in refexport("add", "0-262-03561-8").err
    assert entries(project).count("isbn =") == 1


def test_a_pubmed_id_that_does_not_exist(refexport, project):
    ran = refexport("add", "pmid:99999999")
    assert (ran.code, entries(project)) == (3, START)
    assert "pmid:99999999 does not exist, pubmed says" in ran.err


def test_a_book_that_the_library_lacks_is_not_said_not_to_exist(refexport, project):
    ran = refexport("add", "978-0-262-03561-3")
    assert (ran.code, entries(project)) == (3, START)
    assert "no answer for isbn:9780262035613: the answer of openlibrary leaves it out" in ran.err
    assert "does not exist" not in ran.err


def test_a_refusal_is_no_absence(refexport, project, services):
    services.always["pubmed"] = Say(200, b'{"error": "API rate limit exceeded"}')
    ran = refexport("add", "pmid:26017442")
    assert ran.code == 3
    assert "no answer for pmid:26017442: PubMed answered with JSON that holds no summaries" in ran.err


@pytest.mark.parametrize("typed", ["978-0-262-03561-4", "12345", "pmid:none"])
def test_other_numbers_are_no_identifiers(refexport, project, services, typed):
    ran = refexport("add", typed)
    assert ran.code == 2
    assert "is no identifier" in ran.err
    assert services.asked == {}


# --- what is asked ------------------------------------------------------------------------------------------------

COMPLETE = 'type = "book"\ntitle = "On Nothing"\nauthor = ["Doe, Jane"]\ndate = 2016\nisbn = "9780262035613"\n'


@pytest.mark.parametrize(
    ("fields", "asked"),
    [
        ('doi = "10.1000/1"\npmid = "26017442"\n', {"crossref"}),
        ('doi = "10.1000/1"\nisbn = "9780262035613"\n', {"crossref"}),
        ('arxiv = "1703.03400"\npmid = "26017442"\n', {"arxiv"}),
        ('pmid = "26017442"\nisbn = "9780262035613"\n', {"pubmed"}),
        ('pmid = "26017442"\n', {"pubmed"}),
        ('isbn = "9780262035613"\n', {"openlibrary"}),
        ('type = "incollection"\ntitle = "A Part"\nisbn = "9780262035613"\n', set()),
        ('title = "A Part"\nbooktitle = "On Nothing"\nisbn = "9780262035613"\n', set()),
        (COMPLETE, set()),
    ],
)
def test_a_spare_identifier_is_asked_for_only_where_nothing_else_says_what_the_work_is(
    refexport, project, services, fields, asked
):
    """A part of a book bears its book's ISBN; what a person wrote in full needs no library."""
    services.arxiv, services.crossref = {"1703.03400"}, {"10.1000/1"}
    services.pubmed, services.openlibrary = {"26017442"}, {"9780262035613"}
    entries(project, f"\n[k]\n{fields}")
    assert refexport("enrich").code == 0
    assert set(services.asked) == asked
    before = {service: list(paths) for service, paths in services.asked.items()}
    assert "nothing to fetch" in refexport("enrich").err
    assert services.asked == before
    assert refexport("enrich", "--check").code == 0


def test_a_record_stays_while_its_identifier_does(refexport, project, services):
    """Who completes an entry by hand does not lose the publisher that the library gave."""
    services.openlibrary = {"9780262035613"}
    entries(project, '\n[k]\nisbn = "9780262035613"\n')
    refexport("enrich")
    entries(project, f"\n[k]\n{COMPLETE}")
    assert refexport("enrich").code == 0
    assert lock(project) == {"k": ["isbn:9780262035613"]}
    assert "publisher = {Nowhere Press}" in refexport("export", "--to", "biblatex").out
    assert refexport("enrich", "--check").code == 0


def test_the_identifier_itself_is_not_called_redundant(refexport, project, services):
    services.pubmed = {"26017442"}
    entries(project, '\n[k]\npmid = "26017442"\n')
    refexport("enrich")
    assert "redundant-override" not in refexport("check").out


def test_an_unknown_pubmed_id_is_recorded_and_found_by_check(refexport, project):
    entries(project, '\n[k]\npmid = "99999999"\n')
    assert refexport("enrich").code == 3
    assert "absent-id [k] pubmed says that pmid:99999999 does not exist" in refexport("check").out
    assert "nothing to fetch" in refexport("enrich").err


# --- a service of another package ---------------------------------------------------------------------------------


def shelf(own=None, scheme="shelf"):
    """A service as docs/reference/services.md describes one, of a scheme that the package does not know."""

    def parse(answer, values):
        books = as_dict(read_json(answer, "The shelf"))
        return {
            value: record_of(f"{scheme}:{value}", "shelf", Parsed("book", {"title": books[value]}, {}))
            for value in values
            if value in books
        }

    return Service(
        name="shelf",
        scheme=scheme,
        base_url="https://shelf.example",
        env="REFEXPORT_SHELF_URL",
        batch=10,
        interval=0.5,
        request=lambda values: Request("/books", (("ids", ",".join(values)),)),
        parse=parse,
        own_scheme=own,
    )


@pytest.fixture
def install(monkeypatch, services):
    """Installs a service behind an entry point, as a package's metadata would."""
    services._shelf = lambda _path, query: {one: f"The book {one}" for one in query["ids"].split(",") if one != "none"}

    def installed(service):
        class Point:
            name = service.name if service else ""
            load = staticmethod(lambda: service)

        points = [Point] if service else []
        monkeypatch.setattr(importlib.metadata, "entry_points", lambda group: points)

    return installed


def test_a_service_of_a_scheme_of_its_own_works_like_ours(refexport, project, services, install):
    install(shelf())
    ran = refexport("add", "shelf:A-1", "--key", "k")
    assert ran.code == 0, ran.err
    assert '[k]\neprint = "A-1"\neprinttype = "shelf"' in entries(project)
    assert refexport("enrich").code == 0
    assert lock(project) == {"k": ["shelf:A-1"]}
    assert "title = {The book {A-1}}" in refexport("export", "--to", "bibtex").out
    assert "nothing to fetch" in refexport("enrich").err
    assert "shelf:A-1 is [k] already" in refexport("add", "shelf:A-1").err


@pytest.mark.parametrize(
    ("taken", "written"),
    [
        ("shelf:A-1", 'eprint = "A-1"\neprinttype = "shelf"'),
        ("isbn:978-0-262-03561-3", 'isbn = "978-0-262-03561-3"'),
        ("pmid:26017442", 'pmid = "26017442"'),
        ("doi:10.48550/arXiv.1703.03400", 'arxiv = "1703.03400"'),
    ],
)
def test_take_writes_any_identifier_where_it_belongs(refexport, project, install, taken, written):
    install(shelf())
    entries(project, '\n[k]\ntitle = "T"\n')
    assert refexport("resolve", "k", "--take", taken).code == 0
    assert f'title = "T"\n{written}\n' in entries(project)


def test_eprints_of_others_are_left_alone(refexport, project, services, install):
    install(shelf())
    entries(project, '\n[k]\neprint = "A-1"\neprinttype = "Shelf"\n\n[other]\neprint = "B-2"\neprinttype = "hal"\n')
    ran = refexport("enrich")
    assert (ran.code, lock(project)) == (0, {"k": ["shelf:A-1"]}), ran.err


def test_its_identifier_may_stand_in_a_field_of_its_own(refexport, project, services, install):
    """As every unknown field it needs a title beside it, and is carried along with a warning."""
    install(shelf(Scheme("shelf", field="shelfmark")))
    entries(project, '\n[k]\ntitle = "The book A-1"\nshelfmark = "A-1"\n')
    assert refexport("enrich").code == 0
    assert lock(project) == {"k": ["shelf:A-1"]}


def test_a_spare_identifier_of_a_service_waits_for_the_others(refexport, project, services, install):
    install(shelf(Scheme("shelf", is_spare=True)))
    services.crossref = {"10.1000/1"}
    entries(project, '\n[k]\ndoi = "10.1000/1"\neprint = "A-1"\neprinttype = "shelf"\n')
    assert refexport("enrich").code == 0
    assert set(services.asked) == {"crossref"}


def test_a_second_service_is_asked_for_what_the_first_one_lacks(refexport, project, services, install):
    install(shelf(scheme="isbn"))
    services.openlibrary = {"9780262035613"}
    entries(project, '\n[a]\nisbn = "9780262035613"\n\n[b]\nisbn = "9780306406157"\n')
    assert refexport("enrich").code == 0
    assert lock(project) == {"a": ["isbn:9780262035613"], "b": ["isbn:9780306406157"]}
    assert services.asked["shelf"] == ["/books?ids=9780306406157"]


def test_check_knows_what_the_service_has_not_been_asked(refexport, project, services, install):
    entries(project, '\n[k]\neprint = "A-1"\neprinttype = "shelf"\n')
    assert "unlocked-id" not in refexport("check").out
    install(shelf())
    assert "unlocked-id [k] shelf:A-1 is not in the lock" in refexport("check").out


def test_without_the_service_its_records_stay(refexport, project, services, install):
    """Of two people who share the files only one has the service."""
    install(shelf())
    entries(project, '\n[k]\neprint = "A-1"\neprinttype = "shelf"\n')
    refexport("enrich")
    install(None)
    assert "nothing to fetch" in refexport("enrich").err
    assert lock(project) == {"k": ["shelf:A-1"]}
    assert refexport("enrich", "--check").code == 0
    assert "title = {The book {A-1}}" in refexport("export", "--to", "bibtex").out


def raising(error):
    def fail(*_arguments):
        raise error

    return fail


def giving(value):
    return lambda *_arguments: value


LYING = {
    "nothing": {"parse": giving(None)},
    "a list": {"parse": giving(["A-1"])},
    "no record": {"parse": giving({"A-1": "a book"})},
    "a record without id": {"parse": giving({"A-1": Record("", "")})},
    "a record whose date is an entry": {"parse": giving({"A-1": Record("shelf:A-1", "shelf", Entry("", "misc", {}))})},
    "a title that is no text": {
        "parse": giving({"A-1": Record("shelf:A-1", "shelf", entry=Entry("", "misc", {"title": 3}))})
    },
    "an error": {"parse": raising(RuntimeError("out of books"))},
    "an error in asking": {"request": raising(ValueError("which book?"))},
    "no request": {"request": giving(None)},
    "another record": {"parse": giving({"zzz": Record("shelf:zzz", "shelf", entry=Entry("", "misc", {}))})},
}


@pytest.mark.parametrize("lie", LYING)
def test_a_service_that_fails_costs_its_own_identifiers_only(refexport, project, services, install, lie):
    """One package's defect: the entry stays open, its reason is said, the others are fetched, the lock can be read."""
    install(shelf()._replace(**LYING[lie]))
    services.crossref = {"10.1000/1"}
    entries(project, '\n[a]\neprint = "A-1"\neprinttype = "shelf"\n\n[b]\ndoi = "10.1000/1"\n')
    ran = refexport("enrich")
    assert ran.code == 3, ran.err
    assert "no answer for shelf:A-1: " in ran.err
    assert lock(project) == {"b": ["doi:10.1000/1"]}
    assert refexport("export", "--to", "bibtex").code == 0
    assert refexport("add", "shelf:B-2").code == 3


@pytest.mark.parametrize("odd", [{"batch": 0}, {"batch": "x"}, {"interval": "q"}])
def test_a_service_without_batch_or_pace_is_none(refexport, project, install, odd):
    install(shelf()._replace(**odd))
    assert refexport("add", "shelf:A-1").code == 2
