"""The registries' own rules: addresses, pace, types, words (each from the registry's documentation, named beside it)."""

import json
import re
from datetime import timedelta
from http import HTTPStatus
from urllib.parse import urlsplit

import pytest
import requests
from anyascii import anyascii

from refexport.data import notices
from refexport.data.kinds import HOSTED
from refexport.model.entry import Entry
from refexport.model.text import literal_text
from refexport.registries import SERVICES as INSTALLED
from refexport.registries import (
    arxiv,
    client,
    crossref,
    datacite,
    dblp,
    dblp_records,
    dblp_sparql,
    doi,
    openalex,
    pace,
    pubmed,
    semanticscholar,
)
from refexport.registries.service import Answer, Key, refused
from tests.conftest import ROOT

PASSING = (
    # RFC 9110, 15.5.9, 15.6.1, 15.6.3-15.6.5: the client may repeat it, an unexpected condition, or temporary
    "Request Timeout", "Internal Server Error", "Bad Gateway", "Service Unavailable", "Gateway Timeout",
    "Too Early",  # RFC 8470, 5.2: a client retries
    "Too Many Requests",  # RFC 6585, 4: Retry-After
)  # fmt: skip
MEANT = (
    # RFC 9110, 15.5.2, 15.5.4, 15.5.8: credentials are missing or do not suffice
    "Unauthorized", "Forbidden", "Proxy Authentication Required",
    "Unavailable For Legal Reasons",  # RFC 7725, 3
)  # fmt: skip


def statuses(phrases):
    return {status.value for status in HTTPStatus if status.phrase in phrases}


def test_what_may_pass_and_what_is_meant_are_the_statuses_of_these_names():
    assert statuses(PASSING) == client.RETRIED
    assert statuses(MEANT) == client.REFUSED
    assert (len(client.RETRIED), len(client.REFUSED)) == (len(PASSING), len(MEANT))


def test_redirects_are_those_that_name_another_place():
    """RFC 9110, 15.4: 300 offers a choice, 304 is no redirect; requests follows the others as well."""
    assert set(requests.models.REDIRECT_STATI) == client.REDIRECTS


def test_a_refusal_names_its_reason():
    assert "blocked" in str(refused(Answer(HTTPStatus.FORBIDDEN, b""), "arXiv"))
    assert "too many requests" in str(refused(Answer(HTTPStatus.TOO_MANY_REQUESTS, b""), "arXiv"))
    assert "its server failed" in str(refused(Answer(HTTPStatus.BAD_GATEWAY, b""), "arXiv"))


@pytest.mark.parametrize(
    ("told", "span"),
    [
        ("1", timedelta(seconds=1)),
        ("1s", timedelta(seconds=1)),
        ("1m", timedelta(minutes=1)),
        ("1h", timedelta(hours=1)),
    ],
)
def test_a_pace_is_told_in_seconds_minutes_or_hours(told, span):
    """``x-rate-limit-interval: 1s`` is Crossref's; the letters are those of every duration of this form."""
    kept = pace.Pace(pace.system_clock(), print)
    kept.learn("crossref", {"x-rate-limit-limit": "3600", "x-rate-limit-interval": told})
    assert kept.told == {"crossref": span.total_seconds() / 3600}


SERVICES = (
    # info.arxiv.org/help/api/tou.html: "no more than one request every three seconds, and … a single connection"; the
    # margin keeps a request that is fast on its way from coming too soon behind a slow one
    (arxiv.SERVICE, "arXiv", "arxiv", "https://export.arxiv.org/api/query", timedelta(seconds=3.2), "application/atom+xml"),
    # Crossref, "Announcing changes to REST API rate limits": lists one a second in the public pool; a margin as arXiv's
    (crossref.SERVICE, "Crossref", "doi", "https://api.crossref.org/works", timedelta(seconds=1.05), "application/json"),
    # support.datacite.org/docs/rate-limit: 500 requests in five minutes
    (datacite.SERVICE, "DataCite", "doi", "https://api.datacite.org/dois", timedelta(minutes=5) / 500, "application/vnd.api+json"),
    # dblp.org/faq, "Am I allowed to crawl": at least one or two seconds between requests
    (dblp.SERVICE, "dblp", "dblp", "https://dblp.org/search/publ/api", timedelta(seconds=1), "application/json"),
)  # fmt: skip

WITH_KEY = (
    # api.semanticscholar.org/api-docs ("x-api-key"), semanticscholar.org/product/api: one request a second for a key
    (semanticscholar.SERVICE, "https://api.semanticscholar.org/graph/v1/paper/search", Key("REFEXPORT_SEMANTIC_SCHOLAR_KEY", "x-api-key")),
    # docs.openalex.org, "Rate limits and authentication": the key is the parameter api_key
    (openalex.SERVICE, "https://api.openalex.org/works", Key("REFEXPORT_OPENALEX_KEY", parameter="api_key")),
)  # fmt: skip


@pytest.mark.parametrize(("service", "address", "key"), WITH_KEY, ids=lambda one: getattr(one, "name", ""))
def test_a_service_with_a_key_is_asked_for_titles_at_the_documented_address(service, address, key):
    request = service.search([Entry("x", "", {"title": literal_text("A Title")})])
    assert (service.base_url + request.path, service.key, service.scheme) == (address, key, "")
    assert (service.search_batch, service.interval) == (1, 1.0)


def test_dblps_sparql_endpoint_has_the_documented_address_and_pace():
    """sparql.dblp.org: at most one request a second; SPARQL 1.1 Protocol, 2.1 and 2.2: the parameter is ``query``."""
    service, request = dblp_sparql.SERVICE, dblp_sparql.request(["conf/icml/FinnAL17"])
    assert service.base_url + request.path == "https://sparql.dblp.org/sparql"
    assert (service.interval, [name for name, _ in request.query]) == (1.0, ["query"])
    assert request.accept == "application/sparql-results+json"  # SPARQL 1.1 Query Results JSON Format, 6


def test_classes_of_dblps_schema_are_the_types_of_its_legend():
    """dblp.org/rdf/docu, the subclasses of Publication; the search names "Encyclopedia Entries" apart."""
    assert set(dblp_sparql.TYPES) == set(
        "Article Book Data Editorship Incollection Informal Inproceedings Reference Withdrawn".split()
    )
    others = {"Informal and Other Publications", "Withdrawn Items"}
    assert set(dblp_sparql.TYPES.values()) == (set(DBLP_TYPES) - {"Encyclopedia Entries"}) | others


def test_properties_of_a_publication_are_those_of_dblps_schema():
    """dblp.org/rdf/docu, the properties of Publication that a reference needs."""
    named = (
        "title yearOfPublication publishedIn publishedInJournal publishedInBook publishedInSeries "
        "publishedInJournalVolume publishedInSeriesVolume publishedInJournalVolumeIssue pagination doi "
        "primaryDocumentPage documentPage"
    )
    assert [name for names in dblp_sparql.PROPERTIES.values() for name in names] == named.split()


def test_openalex_calls_works_by_names_that_crossref_has_too():
    """docs.openalex.org, "Work object", type: of its list those that say what a work is; "article" and "preprint" are
    Crossref's "journal-article" and "posted-content", by the same page."""
    own = {"article", "book", "book-chapter", "dataset", "dissertation", "preprint", "report", "standard"}
    renamed = {"article": "journal-article", "preprint": "posted-content"}
    assert {name: crossref.TYPES[renamed.get(name, name)] for name in own} == openalex.TYPES


def test_publication_types_of_semantic_scholar_are_told_by_their_names():
    """api.semanticscholar.org/api-docs/graph, publicationTypes; a conference's paper is a JournalArticle as well."""
    types = semanticscholar.TYPES
    assert list(types) == ["Conference", "BookSection", "Book", "Dataset", "JournalArticle"]
    assert list(types.values()) == ["inproceedings", "incollection", "book", "dataset", "article"]


def test_the_paces_of_crossrefs_pools():
    """The same announcement: single records 5/s public and 10/s polite, lists 1/s and 3/s."""
    paces = (crossref.SERVICE.interval, crossref.SERVICE.polite_interval, *(crossref.SERVICE.alone_intervals or ()))
    for pace_of_ours, allowed in zip(paces, (1, 3, 5, 10), strict=True):
        assert 1 <= pace_of_ours * allowed <= 1.2


@pytest.mark.parametrize("service", INSTALLED.values(), ids=lambda one: one.name)
def test_redirects_are_followed_within_the_services_own_domain(service):
    """A registrable domain has one label before its public suffix; all of ours stand directly below one (publicsuffix.org)."""
    assert f".{urlsplit(service.base_url).hostname}".endswith(f".{service.domain}")
    assert service.domain.count(".") == 1
    assert service.domain.rpartition(".")[2] in {"org", "gov"}


BY_NAME = {row[0].name: row for row in SERVICES}
MODULES = {"arxiv": arxiv, "crossref": crossref, "datacite": datacite, "dblp": dblp}


@pytest.mark.parametrize("name", BY_NAME)
def test_each_service_keeps_its_registrys_address_and_pace(name):
    service, title, scheme, address, interval, _ = BY_NAME[name]
    assert (name, MODULES[name].WHO) == (title.lower(), title)
    assert service.scheme == scheme
    assert service.env == f"REFEXPORT_{title.upper()}_URL"
    assert address.startswith(service.base_url + "/")
    assert service.interval == pytest.approx(interval.total_seconds())


VALUES = {
    "arxiv": ("1706.03762", "hep-th/9711200"),
    "crossref": ("10.1038/nature14539", "10.1145/3065386"),
    "datacite": ("10.5281/zenodo.1196821", "10.5281/zenodo.46158"),
    "dblp": ("conf/icml/FinnAL17", "conf/nips/VaswaniSPUJGKP17"),
}
COUNTS = {"arxiv": "max_results", "crossref": "rows", "datacite": "page[size]", "dblp": "h"}
"""What each manual calls the number of answers; without it the answer stops after ten, 20, 25 and 30."""


@pytest.mark.parametrize("name", BY_NAME)
def test_a_request_goes_to_the_documented_path_and_asks_for_all(name):
    service, _, _, address, _, media_type = BY_NAME[name]
    request = service.request(VALUES[name])
    assert (service.base_url + request.path, request.accept) == (address, media_type)
    assert int(dict(request.query)[COUNTS[name]]) >= len(VALUES[name])


def test_the_most_that_a_registry_takes():
    """dblp.org/faq, "How to use the dblp search API": h is at most 1000. Crossref and doi.org cut an address of 4 KB
    (CrossRef/rest-api-doc issue 251), in which fifty DOIs of 65 characters stand; arXiv pages by 100."""
    assert dblp.MOST_HITS == 1000
    assert 50 * 65 < 4096 < 51 * (65 + len(",doi:") + 11)
    assert crossref.SERVICE.batch == datacite.SERVICE.batch == 50
    assert arxiv.SERVICE.batch == 100


def test_doi_org_answers_which_agency_in_the_documented_words():
    """www.doi.org, "DOI resolution documentation", "Which RA?"."""
    directory = doi.SERVICE
    assert (directory.name, directory.scheme, directory.env) == (doi.WHO, "doi", "REFEXPORT_DOI_URL")
    assert doi.WHO == "doi.org"
    assert directory.batch == 50
    request = directory.request(["10.1038/nature14539"])
    assert directory.base_url + request.path == "https://doi.org/doiRA/10.1038/nature14539"
    assert {"Invalid DOI", "DOI does not exist"} == doi.NO_SUCH


CROSSREF_TYPES = {
    # api.crossref.org/types: labels; what each is to biblatex (manual 3.20, 2.1.1)
    "article": "Journal Article",
    "book": "Book, Monograph",
    "mvbook": "Book Set",
    "collection": "Edited Book, Book Series",
    "incollection": "Book Chapter, Book Section, Book Track, Book Part",
    "reference": "Reference Book",
    "inreference": "Reference Entry",
    "proceedings": "Proceedings",
    "mvproceedings": "Proceedings Series",
    "inproceedings": "Proceedings Article",
    "periodical": "Journal, Journal Issue, Journal Volume",
    "preprint": "Posted Content",
    "report": "Report, Report Component, Report Series",
    "thesis": "Dissertation",
    "dataset": "Dataset, Database",
    "standard": "Standard",
    "misc": "Component, Grant, Peer Review, Other",
}


def by_id(rows):
    return {label.lower().replace(" ", "-"): type_ for type_, labels in rows.items() for label in labels.split(", ")}


def test_each_type_of_crossref_is_the_biblatex_type_of_its_label():
    assert by_id(CROSSREF_TYPES) == crossref.TYPES
    assert len(crossref.TYPES) == 30


def work(**fields):
    return crossref.parse(
        answer({"message": {"DOI": "10.1000/1", "title": ["A"], **fields}, "status": "ok"}), ["10.1000/1"]
    )["10.1000/1"]


def answer(value):
    return Answer(200, json.dumps(value).encode(), "application/json", "https://api.crossref.org/works/10.1000/1")


SUBTYPES = {
    # Crossref, "Posted content (includes preprints) markup guide": the values of posted_content's type
    "preprint": "preprint", "working_paper": "report", "letter": "misc", "dissertation": "thesis", "report": "report",
    "other": "misc",
}  # fmt: skip


@pytest.mark.parametrize("subtype", SUBTYPES)
def test_posted_content_is_what_its_subtype_says(subtype):
    assert work(type="posted-content", subtype=subtype).entry.type == SUBTYPES[subtype]


UPDATES = {
    # Crossref, "Crossmark": the twelve kinds of update that a notice may be; what is added or explained takes nothing back
    ("retraction", "retracts"): "Retraction, Removal, Partial retraction",
    ("withdrawal", "retracts"): "Withdrawal",
    ("newer", ""): "New version, New edition",
    ("correction", "corrects"): "Correction, Corrigendum, Erratum",
    ("concern", "doubts"): "Expression of concern",
    ("", ""): "Addendum, Clarification",
}
KINDS = [(kind.lower().replace(" ", "_"), *links) for links, kinds in UPDATES.items() for kind in kinds.split(", ")]


@pytest.mark.parametrize(("kind", "updated", "notice"), KINDS)
def test_an_update_of_crossmark_links_the_work_and_its_notice(kind, updated, notice):
    update = [{"type": kind, "DOI": "10.1000/2", "label": kind}]
    links = work(type="journal-article", **{"updated-by": update}).links
    assert dict(links) == ({updated: ("doi:10.1000/2",)} if updated else {})
    links = work(type="journal-article", **{"update-to": update}).links
    assert dict(links) == ({notice: ("doi:10.1000/2",)} if notice else {})


PUBMED = {
    # the DTD of PubMed (pubmed_250101.dtd), RefType of CommentsCorrections; ESummary writes "ErratumIn" as "Erratum in"
    "retraction": "RetractionIn, PartialRetractionIn, RetractedandRepublishedIn",
    "correction": "ErratumIn, CorrectedandRepublishedIn",
    "concern": "ExpressionOfConcernIn",
    "retracts": "RetractionOf, PartialRetractionOf",
    "corrects": "ErratumFor",
    "doubts": "ExpressionOfConcernFor",
    "": "CommentIn, CommentOn, RepublishedFrom, RepublishedIn, ReprintIn, ReprintOf, UpdateIn, UpdateOf, "
    "SummaryForPatientsIn, OriginalReportIn, AssociatedDataset, AssociatedPublication",
}


@pytest.mark.parametrize(
    ("kind", "link"), [(kind, link) for link, kinds in PUBMED.items() for kind in kinds.split(", ")]
)
def test_a_comment_or_correction_of_medline_is_a_link_if_the_reader_must_know(kind, link):
    spelled = re.sub(r"(?<=[a-z])(?=and[A-Z])|(?<=[a-z])(?=[A-Z])|(?<=and)(?=[A-Z])", " ", kind).capitalize()
    item = {"uid": "1", "title": "T", "references": [{"reftype": spelled, "pmid": "2"}]}
    answer = Answer(200, json.dumps({"result": {"uids": ["1"], "1": item}}).encode())
    assert dict(pubmed.parse(answer, ["1"])["1"].links) == ({link: ("pmid:2",)} if link else {})


@pytest.mark.parametrize(
    ("relation", "link"),
    [
        # Crossref, "Relationships between objects": intra-work relations, in the form of the REST API
        ("isPreprintOf", "published"),
        ("hasPreprint", "preprint"),
        ("isReplacedBy", "newer"),
        ("replaces", ""),
        ("isVersionOf", ""),
        ("isTranslationOf", ""),
    ],
)
def test_a_relation_leads_to_the_publication_the_preprint_or_what_replaced_it(relation, link):
    name = re.sub(r"(?=[A-Z])", "-", relation).lower()
    links = work(type="journal-article", relation={name: [{"id-type": "doi", "id": "10.1000/2"}]}).links
    assert dict(links) == ({link: ("doi:10.1000/2",)} if link else {})


SERIES = (
    "Springer Series in Statistics", "Lecture Notes in Computer Science", "Studies in Computational Intelligence",
    "Advances in Soft Computing", "Communications in Computer and Information Science",
    "Springer Proceedings in Mathematics & Statistics", "Transactions on Intelligent Welding Manufacturing",
    "Theory and Decision Library C", "Methods in Molecular Biology", "SpringerBriefs in Computer Science",
    "Springer Monographs in Mathematics", "Undergraduate Texts in Mathematics",
)  # fmt: skip
"""Series by their publishers' lists (Springer, Humana); each has one of the words that name a series."""


@pytest.mark.parametrize("series", SERIES)
def test_a_series_is_told_from_the_book_whichever_comes_first(series):
    for titles in ([series, "Kernel Machines for Everyone"], ["Kernel Machines for Everyone", series]):
        entry = work(type="book-chapter", **{"container-title": titles}).entry
        assert (entry.plain("booktitle"), entry.plain("series")) == ("Kernel Machines for Everyone", series)


@pytest.mark.parametrize(
    "series",
    [
        # ISSN 0302-9743, 2945-9133, 1876-1100, 2367-3370, 1865-0929, 2194-5357, 1868-4238: series of proceedings only
        "Lecture Notes in Computer Science",
        "Lecture Notes in Artificial Intelligence",
        "Lecture Notes in Electrical Engineering",
        "Lecture Notes in Networks and Systems",
        "Communications in Computer and Information Science",
        "Advances in Intelligent Systems and Computing",
        "IFIP Advances in Information and Communication Technology",
    ],
)
def test_a_chapter_in_a_series_of_proceedings_is_a_paper(series):
    assert work(type="book-chapter", **{"container-title": [series, "Theory of X"]}).entry.type == "inproceedings"


@pytest.mark.parametrize("series", ["Lecture Notes in Mathematics", "Advances in Experimental Medicine and Biology"])
def test_a_chapter_in_another_series_stays_a_chapter(series):
    assert work(type="book-chapter", **{"container-title": [series, "Theory of X"]}).entry.type == "incollection"


RESOURCE_TYPES = {
    # DataCite Metadata Schema 4.5, appendix 1, table 7 (resourceTypeGeneral), in its order
    "Audiovisual": "video", "Book": "book", "Book Chapter": "incollection", "Collection": "",
    "Computational Notebook": "software", "Conference Paper": "inproceedings", "Conference Proceeding": "proceedings",
    "Data Paper": "article", "Dataset": "dataset", "Dissertation": "thesis", "Event": "", "Image": "artwork",
    "Interactive Resource": "", "Instrument": "", "Journal": "periodical", "Journal Article": "article", "Model": "",
    "Output Management Plan": "", "Peer Review": "", "Physical Object": "", "Preprint": "preprint", "Report": "report",
    "Service": "", "Software": "software", "Sound": "audio", "Standard": "standard", "Study Registration": "",
    "Text": "", "Workflow": "", "Other": "",
}  # fmt: skip


def deposit(**types):
    attributes = {"doi": "10.5281/zenodo.1", "titles": [{"title": "A"}], "types": types}
    return datacite.parse(answer({"data": {"attributes": attributes}}), ["10.5281/zenodo.1"])["10.5281/zenodo.1"].entry


@pytest.mark.parametrize("name", RESOURCE_TYPES)
def test_each_general_type_of_datacite_is_the_type_that_its_definition_describes(name):
    assert deposit(resourceTypeGeneral=name.replace(" ", "")).type == (RESOURCE_TYPES[name] or "misc")


def test_datacite_has_no_other_general_types():
    assert set(datacite.TYPES) <= {name.replace(" ", "") for name in RESOURCE_TYPES}


DERIVED = {
    # what DataCite's converter makes of each schema.org and RIS type (datacite/bolognese, utils.rb)
    ("bibtex", "article"): "article", ("bibtex", "book"): "book", ("bibtex", "inbook"): "incollection",
    ("bibtex", "incollection"): "incollection", ("bibtex", "inproceedings"): "inproceedings",
    ("bibtex", "phdthesis"): "thesis", ("bibtex", "proceedings"): "proceedings", ("bibtex", "techreport"): "report",
    ("bibtex", "misc"): "misc", ("bibtex", "unpublished"): "misc",
    # CSL 1.0.2, appendix III
    ("citeproc", "article-journal"): "article", ("citeproc", "chapter"): "incollection",
    ("citeproc", "dataset"): "dataset", ("citeproc", "paper-conference"): "inproceedings",
    ("citeproc", "report"): "report", ("citeproc", "thesis"): "thesis", ("citeproc", "article"): "misc",
}  # fmt: skip


@pytest.mark.parametrize(("form", "name"), DERIVED)
def test_a_text_has_the_type_that_datacite_derived(form, name):
    assert deposit(resourceTypeGeneral="Text", **{form: name}).type == DERIVED[form, name]


def test_newer_versions_are_those_that_datacite_relates_so():
    """Schema 4.5, appendix 1, relationType: "A IsPreviousVersionOf B", "A IsObsoletedBy B": B is the later one."""
    for relation in (
        "IsPreviousVersionOf",
        "IsObsoletedBy",
        "IsNewVersionOf",
        "Obsoletes",
        "IsVersionOf",
        "HasVersion",
    ):
        related = {"relatedIdentifier": "10.5281/zenodo.2", "relatedIdentifierType": "DOI", "relationType": relation}
        attributes = {"doi": "10.5281/zenodo.1", "titles": [{"title": "A"}], "relatedIdentifiers": [related]}
        record = datacite.parse(answer({"data": {"attributes": attributes}}), ["10.5281/zenodo.1"])["10.5281/zenodo.1"]
        is_newer = relation in ("IsPreviousVersionOf", "IsObsoletedBy")
        assert dict(record.links) == ({"newer": ("doi:10.5281/zenodo.2",)} if is_newer else {})


DBLP_TYPES = {
    # dblp.org/faq, "What do the colored squares mean": the types, and the BibTeX type dblp exports each with
    "Books and Theses": "book",
    "Journal Articles": "article",
    "Conference and Workshop Papers": "inproceedings",
    "Parts in Books or Collections": "incollection",
    "Editorship": "proceedings",
    "Reference Works": "inreference",
    "Encyclopedia Entries": "inreference",
    "Data and Artifacts": "dataset",
}


def test_dblps_types_are_those_of_its_legend():
    assert DBLP_TYPES == dblp_records.TYPES


def test_papers_in_books_have_a_booktitle():
    """biblatex manual 2.1.1: booktitle is required of @incollection, @inproceedings and (as alias) @inreference."""
    for service in (crossref, datacite, dblp_records):
        parts = {type_ for type_ in service.TYPES.values() if type_ in HOSTED}
        assert {"inproceedings", "incollection"} <= parts <= {"incollection", "inproceedings", "inreference"}


def test_letters_of_a_dblp_key_are_ascii_as_unicode_spells_them():
    assert len(dblp.FOLDED) == 6
    for ascii_, letter in dblp.FOLDED:
        assert (anyascii(letter), letter.isascii()) == (ascii_, False)


NAMESPACES = {
    # RFC 4287, 1.2; OpenSearch 1.1 draft 5; arXiv API user's manual, 4.1 (appendix, "Details of Atom results returned")
    arxiv.ATOM: "http://www.w3.org/2005/Atom",
    arxiv.OPENSEARCH: "http://a9.com/-/spec/opensearch/1.1/",
    arxiv.ARXIV: "http://arxiv.org/schemas/atom",
}


@pytest.mark.parametrize("name", NAMESPACES)
def test_the_namespaces_of_arxivs_feed(name):
    assert name == f"{{{NAMESPACES[name]}}}"
    assert f'"{NAMESPACES[name]}"' in (ROOT / "tests" / "answers" / "arxiv" / "two_versions.xml").read_text(
        encoding="utf-8"
    )


WITHDRAWN = [
    line.split("\t")
    for line in (ROOT / "tests" / "data" / "withdrawn.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("identifier", "is_withdrawn", "comment"), WITHDRAWN)
def test_a_comment_says_that_its_own_paper_is_withdrawn(identifier, is_withdrawn, comment):
    assert bool(notices.WITHDRAWN.search(comment)) == (is_withdrawn == "yes"), identifier


def test_registries_take_an_address_under_their_own_names():
    """Crossref REST API, "Etiquette": ``mailto``; E-utilities, "Usage guidelines": ``tool`` and ``email``."""
    assert crossref.SERVICE.mailto == "mailto"
    assert pubmed.SERVICE.mailto == "email"
    assert arxiv.SERVICE.mailto == dblp.SERVICE.mailto == ""
