"""arXiv: answers in the shape of its API user's manual; expected values are read off the papers' pages by hand."""

import json
import lzma
import re

import pytest

from refexport.data.notices import WITHDRAWN
from refexport.errors import UnavailableError
from refexport.model.entry import Entry, parse_value
from refexport.registries import arxiv
from refexport.registries.service import Answer
from tests.registries.conftest import own, spelled

PAPERS = {
    "1207.7214": {
        "type": "preprint", "author": ["{The ATLAS Collaboration}"], "date": "2012-07-31",
        "title": "Observation of a new particle in the search for the Standard Model Higgs boson with the ATLAS "
        "detector "
        "at the LHC", "eprint": "1207.7214", "eprinttype": "arxiv", "eprintclass": "hep-ex",
        "url": "https://arxiv.org/abs/1207.7214",
    },
    "1706.03762": {
        "type": "preprint", "title": "Attention Is All You Need", "author": ["Vaswani, Ashish", "Shazeer, Noam", 3],
        "date": "2017-06-12", "eprint": "1706.03762", "eprinttype": "arxiv", "eprintclass": "cs.CL",
        "url": "https://arxiv.org/abs/1706.03762",
    },
    "2104.12255v1": {
        "type": "preprint", "title": "0", "author": ["Nguyen, Quan Thoi Minh"], "date": "2021-04-20",
        "eprint": "2104.12255v1", "eprinttype": "arxiv", "eprintclass": "cs.CR",
        "url": "https://arxiv.org/abs/2104.12255v1",
    },
    "astro-ph/0601001": {
        "type": "preprint", "author": ["Gould, Andrew", "Dorsher, Susan", 3], "date": "2006-01-02",
        "title": "Frequency of Hot Jupiters and Very Hot Jupiters from the OGLE-III Transit Surveys Toward the "
        "Galactic "
        "Bulge and Carina", "eprint": "astro-ph/0601001", "eprinttype": "arxiv", "eprintclass": "astro-ph",
        "url": "https://arxiv.org/abs/astro-ph/0601001",
    },
    "2609.32356": {
        "type": "preprint", "author": ["Jiao, Jun", "Shao, Xiaolei"], "date": "2026-09-26",
        "title": r"The finite basis problem for $2\times 2$ triangular Boolean matrix semirings and incidence "
        r"semirings",
        "eprint": "2609.32356", "eprinttype": "arxiv", "eprintclass": "math.GR",
        "url": "https://arxiv.org/abs/2609.32356",
    },
}  # fmt: skip


@pytest.mark.parametrize("value", PAPERS)
def test_a_paper_gives_these_fields(value):
    feeds = [own("arxiv/papers.xml"), own("arxiv/batch.xml")]
    record = next(found[value] for feed in feeds if value in (found := arxiv.parse(feed, [value, "9999.99999"])))
    assert (record.id, record.service) == (f"arxiv:{value}", "arxiv")
    assert spelled(record) == PAPERS[value]
    assert record.raw == {}


def test_a_batch_comes_in_any_order_and_is_matched_by_id():
    asked = [
        "1706.03762",
        "1512.03385",
        "1810.04805",
        "1412.6980",
        "2106.09685",
        "1606.08415",
        "2309.16588",
        "2503.11651",
    ]
    records = arxiv.parse(own("arxiv/batch.xml"), asked)
    told = {value: (spelled(record)["title"].partition(":")[0], record.entry.year) for value, record in records.items()}
    assert told == {
        "1706.03762": ("Attention Is All You Need", 2017),
        "1512.03385": ("Deep Residual Learning for Image Recognition", 2015),
        "1810.04805": ("BERT", 2018),
        "1412.6980": ("Adam", 2014),
        "2106.09685": ("LoRA", 2021),
        "1606.08415": ("Gaussian Error Linear Units (GELUs)", 2016),
        "2309.16588": ("Vision Transformers Need Registers", 2023),
        "2503.11651": ("VGGT", 2025),
    }
    assert records["1412.6980"].updated == "2017-01-30T01:27:54Z"


def test_versions_withdrawal_and_published_version():
    answer = own("arxiv/papers.xml")
    records = arxiv.parse(answer, ["2609.32356v1", "2609.32356v3", "2609.32356", "1207.7214", "2609.32356v2"])
    withdrawn = "This paper is withdrawn. The manuscript is incomplete and requires further work"
    assert {value: dict(record.links) for value, record in records.items()} == {
        "2609.32356v1": {"newer": ("arxiv:2609.32356v3",)},
        "2609.32356v3": {"withdrawal": (withdrawn,)},
        "2609.32356": {"withdrawal": (withdrawn,)},
        "1207.7214": {"published": ("doi:10.1016/j.physletb.2012.08.020",)},
    }
    assert records["2609.32356v1"].updated == "2026-09-26T08:24:36Z"


def test_the_journal_reference_stands_in_for_a_doi():
    record = arxiv.parse(own("arxiv/papers.xml"), ["astro-ph/0601001"])["astro-ph/0601001"]
    assert record.links == {"published": ("ActaAstron.56:1-50,2006",)}


def test_our_own_paper_with_odd_names():
    records = arxiv.parse(own("arxiv/two_versions.xml"), ["1902.00001", "1902.00001v1"])
    assert list(records["1902.00001"].entry.names("author")) == [
        *parse_value("author", [
            "Nobody, Ada", "von Irgendwo, Max", "Doe, Jr., Bo", {"family": "Van Gool", "given": "Luc"},
            "{The NIL Collaboration}", "others",
        ])
    ]  # fmt: skip
    assert records["1902.00001"].links == {"published": ("doi:10.1000/nothing.1", "doi:10.1000/nothing.2")}
    assert spelled(records["1902.00001v1"])["title"] == "On Nothing"


def test_the_old_feed_wraps_titles():
    record = arxiv.found(own("arxiv/old_feed.xml"))[0]
    expected = "RDD: Retrieval-Based Demonstration Decomposer for Planner Alignment in Long-Horizon Tasks"
    assert spelled(record)["title"] == expected


def test_an_unknown_id_asked_alone_does_not_exist():
    answer = own("arxiv/nothing.xml")
    record = arxiv.parse(answer, ["1706.99999"])["1706.99999"]
    assert (record.id, record.entry) == ("arxiv:1706.99999", None)
    assert arxiv.parse(answer, ["1706.99999", "1706.99998"]) == {}


def test_another_paper_than_asked_for_is_no_answer():
    assert arxiv.parse(own("arxiv/batch.xml"), ["1207.7214", "1207.7215"]) == {}
    with pytest.raises(UnavailableError, match="another paper"):
        arxiv.parse(own("arxiv/batch.xml"), ["1207.7214"])
    assert arxiv.parse(own("arxiv/batch.xml"), ["1706.03762v2"]) == {}


def test_entries_without_id_or_title_are_no_answer():
    assert arxiv.parse(own("arxiv/no_id.xml"), ["1902.00002", "1902.00003"]) == {}


def test_a_malformed_id_alone_does_not_exist_in_a_batch_nothing_is_known():
    for answer in (own("arxiv/error_in_200.xml", status=400), own("arxiv/error_in_200.xml")):
        assert arxiv.parse(answer, ["abc"])["abc"].entry is None
        with pytest.raises(UnavailableError, match="incorrect id format"):
            arxiv.parse(answer, ["abc", "1706.03762"])
        with pytest.raises(UnavailableError, match="incorrect id format"):
            arxiv.found(answer)


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (own("arxiv/cut_page.xml"), "fewer entries than it counts"),
        (own("arxiv/doctype.xml"), "where a feed is due"),
        (Answer(200, b"<html><body>Just a moment...</body></html>"), "no Atom feed"),
        (Answer(200, b"Rate exceeded."), "where XML is due"),
        (Answer(200, b""), "an empty body"),
        (Answer(200, b"<feed xmlns='http://www.w3.org/2005/Atom'><entry>"), "unreadable or cut body"),
        (Answer(200, b"<feed xmlns='http://www.w3.org/2005/Atom'/>"), "fewer entries than it counts"),
        (Answer(404, b"<feed xmlns='http://www.w3.org/2005/Atom'/>"), "answered 404"),
        (Answer(503, b"first byte timeout"), "its server failed"),
        (Answer(403, b""), "blocked"),
        (Answer(200, "<?xml version='1.0' encoding='utf-16'?><feed/>".encode("utf-16")), "unreadable"),
    ],
)
def test_refusals_and_unreadable_answers_tell_nothing(answer, message):
    with pytest.raises(UnavailableError, match=message):
        arxiv.parse(answer, ["1706.03762"])


def test_too_many_requests():
    with pytest.raises(UnavailableError, match=r"429 \(too many requests"):
        arxiv.parse(Answer(429, b"Rate exceeded.", "text/plain"), ["1706.03762"])


def test_requests_ask_for_each_id_once_and_for_as_many_results():
    ids = ["1706.03762", "1606.08415v2", "1706.03762", "hep-th/9901001"]
    request = arxiv.request(ids)
    assert (request.path, request.accept) == ("/api/query", "application/atom+xml")
    assert request.query == (("id_list", "1706.03762,1606.08415v2,1606.08415,hep-th/9901001"), ("max_results", "4"))


def entry(title, *authors):
    fields = {"title": title} | ({"author": list(authors)} if authors else {})
    return Entry("x", "", {field: parse_value(field, value) for field, value in fields.items()})


def test_one_search_serves_several_entries():
    request = arxiv.search([entry("One-Shot {Learning}: Émile's Way", "Leal-Taixé, Laura"), Entry("y"), entry("Meta")])
    assert request.query == (
        (
            "search_query",
            (
                '(ti:"one shot learning emile s way" OR '
                "(au:taixe AND ((ti:learning AND (ti:shot OR ti:one)) OR (ti:shot AND ti:one)))) OR "
                'ti:"meta"'
            ),
        ),
        ("max_results", "20"),
    )
    assert arxiv.search([Entry("y")]) is None


@pytest.mark.parametrize(
    ("file", "first", "count"),
    [
        ("arxiv/batch.xml", "arxiv:1512.03385", 8),
        ("arxiv/papers.xml", "arxiv:2609.32356", 4),
        ("arxiv/nothing.xml", "", 0),
        ("arxiv/old_feed.xml", "arxiv:2510.14968", 2),
    ],
)
def test_candidates_of_searches(file, first, count):
    candidates = arxiv.found(own(file))
    assert [one.id for one in candidates[:1]] == ([first] if first else [])
    assert len(candidates) == count
    assert all(one.entry.names("author") and one.entry.year for one in candidates)


def test_tex_in_titles_becomes_text_and_maths():
    record = arxiv.parse(own("arxiv/tex_title.xml"), ["1902.00003"])["1902.00003"]
    assert spelled(record)["title"] == r"Poincaré maps, the <i>real</i> $L^p$ case and $\ell_1$ – \$5 for 50% of A&B"
    assert record.raw["author"] == "Ada Nobody (for the NIL)"
    assert record.raw["title"].startswith("Poincar\\'e maps")
    assert record.links["withdrawal"] == ("12 pages; this paper has been withdrawn by the authors",)


@pytest.mark.parametrize(
    "comment",
    [
        "This paper has been withdrawn",
        "Withdrawn by arXiv administrators",
        "Withdrawn",
        "19 pages. Paper withdrawn. Error in Lemma 4.1",
        "The article was temporarily withdrawn",
        "We want to withdraw this paper because of an error",
        "For this reason, it has been withdrawn by the authors",
    ],
)
def test_comments_that_say_it(comment):
    assert WITHDRAWN.search(comment)


@pytest.mark.parametrize(
    "comment",
    [
        "The previous version contained a gap, and we withdraw that claim",
        "Appendix withdrawn due to an error",
        "This article supersedes arXiv:1310.1361, which has now been withdrawn",
        "The previously posted version was withdrawn by mistake",
        "Contains the results of the withdrawn preprint arXiv:1401.1050",
        "On withdrawal symptoms; 12 pages",
    ],
)
def test_comments_that_do_not(comment):
    assert not WITHDRAWN.search(comment)


def feed(**fields):
    inner = "".join(f"<{name}>{text}</{name}>" for name, text in fields.items())
    entry = f"<entry><id>http://arxiv.org/abs/1703.00001v1</id>{inner}</entry>"
    count = '<o:totalResults xmlns:o="http://a9.com/-/spec/opensearch/1.1/">1</o:totalResults>'
    return Answer(200, f'<feed xmlns="http://www.w3.org/2005/Atom">{count}{entry}</feed>'.encode())


def test_an_abstract_in_place_of_a_comment_says_that_the_paper_is_withdrawn():
    summary = "\n  This paper has been withdrawn by the author due to a crucial\nerror in Lemma 2.\n"
    record = arxiv.parse(feed(title="On Much", summary=summary), ["1703.00001"])["1703.00001"]
    told = "This paper has been withdrawn by the author due to a crucial error in Lemma 2."
    assert record.links == {"withdrawal": (told,)}
    about = feed(title="On Much", summary="We ask why papers are withdrawn. This paper has been withdrawn, say many.")
    assert arxiv.parse(about, ["1703.00001"])["1703.00001"].links == {}


@pytest.mark.shared
def test_the_pattern_finds_most_withdrawals_of_the_stock(shared):
    """Of the comments with the word, nine in ten are about their own paper (read by hand)."""
    with lzma.open(shared / "registry" / "data" / "arxiv.jsonl.xz", "rt", encoding="utf-8") as lines:
        comments = [json.loads(line).get("comments") or "" for line in lines if "ithdr" in line]
    said = [re.sub(r"\s+", " ", one) for one in comments if "withdr" in one.lower()]
    assert len(said) > 600
    assert 0.85 < sum(bool(WITHDRAWN.search(one)) for one in said) / len(said) < 0.93
