"""Lifting: identifiers where Google Scholar, dblp, Semantic Scholar, ADS, Mendeley, Zotero and people put them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refexport.formats.format import Placed, Read
from refexport.imports.lifting import lifted
from refexport.imports.readers import READERS
from refexport.model.entry import Entry, parse_value, print_value
from tests.formats.samples import entry

ARXIV = {"eprint": "1703.03400", "eprinttype": "arxiv"}


def lift(one):
    """The entry with what was lifted, and the messages."""
    read = lifted(Read(Placed([(7, one)])), "f.bib")
    return read.entries[0], read.problems


def spelled(one):
    return {field: print_value(field, value) for field, value in one.fields.items()}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        # Google Scholar's BibTeX
        ({"journaltitle": "arXiv preprint arXiv:1703.03400"}, {**ARXIV}),
        ({"journaltitle": "arXiv preprint arXiv:1703.03400, 2017"}, {**ARXIV, "date": "2017"}),
        ({"journaltitle": "arXiv preprint cs/9901001"}, {"eprint": "cs/9901001", "eprinttype": "arxiv"}),
        # Semantic Scholar's, dblp's
        ({"journaltitle": "ArXiv", "volume": "abs/1703.03400"}, {**ARXIV}),
        ({"journaltitle": "ArXiv abs/1703.03400"}, {**ARXIV}),
        ({"journaltitle": "CoRR", "volume": "abs/1703.03400", **ARXIV}, {**ARXIV}),
        # NASA ADS
        ({"journaltitle": "arXiv e-prints", "eid": "arXiv:1703.03400", "pages": "arXiv:1703.03400"}, {**ARXIV}),
        # arXiv's own citation, older and newer
        ({"journaltitle": "arXiv:1703.03400 [cs.LG]"}, {**ARXIV, "eprintclass": "cs.LG"}),
        ({"journaltitle": "arXiv:1703.03400v3 [cs]"}, {"eprint": "1703.03400v3", "eprinttype": "arxiv", "eprintclass": "cs"}),
        ({"journaltitle": "Computing Research Repository (CoRR)", **ARXIV}, {**ARXIV}),
    ],
)  # fmt: skip
def test_a_venue_that_only_names_arxiv_makes_an_article_a_preprint(given, expected):
    found, problems = lift(entry("k", "article", title="T", **given))
    assert found.type == "preprint"
    assert spelled(found) == {"title": "T", **expected}
    assert all((one.line, one.key, one.level) == (7, "k", "note") for one in problems)
    assert ("journaltitle", given["journaltitle"]) in [(one.field, one.value) for one in problems]


@pytest.mark.parametrize(
    ("type_", "given", "expected"),
    [
        # plain Zotero's BibTeX of a preprint: Extra in the note, the repository as publisher
        ("misc", {"note": "arXiv: 1703.03400 [cs.LG]", "url": "http://arxiv.org/abs/1703.03400", "publisher": "arXiv"}, {**ARXIV, "eprintclass": "cs.LG", "url": "http://arxiv.org/abs/1703.03400"}),
        ("misc", {"howpublished": "arXiv preprint arXiv:1703.03400"}, ARXIV),
        ("online", {"url": "https://arxiv.org/pdf/1703.03400v2.pdf"}, {"eprint": "1703.03400v2", "eprinttype": "arxiv", "url": "https://arxiv.org/pdf/1703.03400v2.pdf"}),
        ("misc", {"doi": "10.48550/arXiv.1703.03400", "note": "https://doi.org/10.48550/arXiv.1703.03400"}, {**ARXIV, "doi": "10.48550/arxiv.1703.03400"}),
        ("misc", {"arxivid": "1703.03400"}, ARXIV),  # Mendeley
        ("article", {"journaltitle": "bioRxiv", "doi": "10.1101/2020.03.22.002386"}, {"organization": "bioRxiv", "doi": "10.1101/2020.03.22.002386"}),
    ],
)  # fmt: skip
def test_what_makes_a_preprint(type_, given, expected):
    found, _ = lift(entry("k", type_, **given))
    assert (found.type, spelled(found)) == ("preprint", expected)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        # Zotero's Extra, each line or all in one
        ({"note": "PMID: 26017442\nPMCID: PMC1234567\nDOI: 10.1000/ABC"}, {"pmid": "26017442", "pmcid": "PMC1234567", "doi": "10.1000/abc"}),
        ({"note": "PMID: 26017442 DOI: 10.1000/ABC"}, {"pmid": "26017442", "doi": "10.1000/abc"}),
        ({"note": "tex.eprint: 1703.03400 tex.langid: german"}, {**ARXIV, "language": "german"}),
        ({"note": "arXiv: 1703.03400 [cs.LG] Comment: 9 pages"}, {**ARXIV, "eprintclass": "cs.LG", "note": "Comment: 9 pages"}),
        ({"note": "Oral presentation. arXiv:1703.03400"}, {**ARXIV, "note": "Oral presentation."}),
        ({"note": "doi: 10.1000/x.y."}, {"doi": "10.1000/x.y"}),
        ({"note": "https://doi.org/10.1000/x; Best paper"}, {"doi": "10.1000/x", "note": "Best paper"}),
        # days of access: Wikipedia's, IEEE's, people's
        ({"note": "Accessed: 2020-05-01"}, {"urldate": "2020-05-01"}),
        ({"note": "[Online; accessed 1 May 2020]"}, {"urldate": "2020-05-01"}),
        ({"note": "[Online; accessed 22-July-2004]"}, {"urldate": "2004-07-22"}),
        ({"note": "(Last accessed on May 1st, 2020)"}, {"urldate": "2020-05-01"}),
        ({"note": "A page, retrieved 2020-5-1"}, {"urldate": "2020-05-01", "note": "A page"}),
        # addresses
        ({"howpublished": "https://x.org/~kay/a_b.html"}, {"url": "https://x.org/~kay/a_b.html"}),
        ({"howpublished": "https://x.org, accessed May 2020"}, {"url": "https://x.org", "urldate": "2020-05"}),
        ({"note": "Available at https://x.org/a."}, {"url": "https://x.org/a"}),
        ({"note": "[Online]. Available: https://x.org/a"}, {"url": "https://x.org/a"}),
        # RIS M3, and DOIs as databases write them
        ({"genre": "doi: 10.1007/ABC"}, {"doi": "10.1007/abc"}),
        ({"doi": "https://doi.org/10.1000/ABC"}, {"doi": "10.1000/abc"}),
        ({"issn": "1476-4687"}, {"issn": "1476-4687"}),
        ({"isbn": "0028-0836"}, {"issn": "0028-0836"}),
        # dblp's BibTeX
        ({"biburl": "https://dblp.org/rec/conf/icml/FinnAL17.bib"}, {"dblp": "conf/icml/FinnAL17"}),
        # the journal stays where there is one
        ({"journaltitle": "Nature (arXiv:1703.03400)"}, {**ARXIV, "journaltitle": "Nature (arXiv:1703.03400)"}),
    ],
)  # fmt: skip
def test_what_a_field_gives_to_others(given, expected):
    found, problems = lift(entry("k", "article", title="T", **given))
    assert (found.type, spelled(found)) == ("article", {"title": "T", **expected})
    assert all(one.level == "note" for one in problems)


@pytest.mark.parametrize(
    "given",
    [
        {"note": "Comment on arXiv:1703.03400"},
        {"note": "see Smith, arXiv:1703.03400"},
        {"note": "cf. arXiv:1703.03400"},
        {"note": "Extended version of 10.1000/x"},
        {"note": "arXiv:1703.03400; arXiv:1703.03401"},  # which one is the work's?
        {"note": "Accessed on 05/01/2020"},  # May or January
        {"note": "arXiv:1703.13"},
        {"note": "Code at https://github.com/x/y"},
        {"journaltitle": "CoRR"},  # nobody knows the id
        {"journaltitle": "arXiv preprint"},
        {"journaltitle": "2017", **ARXIV},
        {"volume": "1703"},
        {"url": "https://dl.acm.org/doi/10.1145/3065386"},
        {"howpublished": "Published by the author"},
    ],
)
def test_what_is_not_sure_stays_where_it_is(given):
    one = entry("k", "article", title="T", **given)
    assert lift(one) == (one, ())


@pytest.mark.parametrize(
    ("given", "field", "value"),
    [
        ({**ARXIV, "journaltitle": "arXiv preprint arXiv:1703.03401"}, "journaltitle", "1703.03401"),
        ({**ARXIV, "note": "arXiv: 1703.03401"}, "note", "1703.03401"),
        ({"doi": "10.1000/a", "note": "doi:10.1000/b"}, "note", "10.1000/b"),
        ({"doi": "10.1000/a", "url": "https://doi.org/10.1000/b"}, "url", "10.1000/b"),
        ({"eprint": "x", "eprinttype": "jstor", "note": "arXiv: 1703.03401"}, "note", "1703.03401"),
        ({"urldate": "2020-01-01", "note": "Accessed: 2020-05-01"}, "note", "2020-05-01"),
    ],
)
def test_an_identifier_that_differs_is_named_and_replaces_nothing(given, field, value):
    one = entry("k", "article", title="T", **given)
    found, problems = lift(one)
    assert found == one
    assert [(p.path, p.line, p.key, p.field, p.value, p.level) for p in problems] == [
        ("f.bib", 7, "k", field, value, "warning")
    ]


def test_a_second_issn_is_named():
    found, problems = lift(entry("k", "article", issn="1476-4687 (Electronic) 0028-0836 (Linking)"))
    assert spelled(found) == {"issn": "1476-4687"}
    assert [(p.field, p.value, p.level) for p in problems] == [("issn", "(Electronic) 0028-0836 (Linking)", "warning")]


@pytest.mark.parametrize(
    ("key", "given", "dblp"),
    [
        ("DBLP:conf/icml/FinnAL17", {}, "conf/icml/FinnAL17"),
        ("DBLP:journals/corr/FinnAL17", {"dblp": "journals/corr/FinnAL17"}, "journals/corr/FinnAL17"),
        ("finn", {}, ""),
    ],
)
def test_a_cite_key_of_dblp_is_its_key(key, given, dblp):
    found, problems = lift(entry(key, "article", title="T", **given))
    assert (found.key, found.plain("dblp"), problems) == (key, dblp, ())


def test_the_cite_key_of_extra_is_taken_where_the_file_has_none():
    for key in ("", "http://zotero.org/users/1/items/ABC"):
        assert lift(entry(key, "article", note="Citation Key: finn2017"))[0] == Entry("finn2017", "article", {})
    kept = entry("mine", "article", note="Citation Key: finn2017")
    assert lift(kept)[0] == kept


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://doi.org/10.1038/nature14539", ("doi", "10.1038/nature14539")),
        ("http://dx.doi.org/10.1016%2FS0140-6736", ("doi", "10.1016/s0140-6736")),
        ("https://doi-org.proxy.lib.umich.edu/10.1038/nature14539", ("doi", "10.1038/nature14539")),
        ("https://dx-doi-org.ezproxy.x.edu/10.1038/nature14539", ("doi", "10.1038/nature14539")),
        ("https://doi.org.ezproxy.x.edu/10.1038/nature14539", ("doi", "10.1038/nature14539")),
        ("https://ezproxy.x.edu/login?url=https://doi.org/10.1038/nature14539", ("doi", "10.1038/nature14539")),
        ("https://arxiv-org.proxy.x.edu/abs/1703.03400", ("eprint", "1703.03400")),
        ("http://arxiv.org/abs/cs/9901001", ("eprint", "cs/9901001")),
        ("https://dblp.org/rec/conf/icml/FinnAL17.html", ("dblp", "conf/icml/FinnAL17")),
        ("https://pubmed.ncbi.nlm.nih.gov/26017442/", ("pmid", "26017442")),
        ("https://www.ncbi.nlm.nih.gov/pubmed/26017442", ("pmid", "26017442")),
    ],
)
def test_addresses_that_are_identifiers_give_them_and_stay(address, expected):
    found, problems = lift(entry("k", "article", url=address))
    assert found.plain("url") == address
    assert (expected[0], found.plain(expected[0])) == expected
    assert problems == ()


def test_markup_in_a_note_is_kept_with_the_whole_note():
    one = entry("k", "article", note="<i>Best</i> paper. PMID: 26017442")
    found, _ = lift(one)
    assert found.plain("pmid") == "26017442"
    assert found.text("note") == one.text("note")


def test_every_reader_lifts():
    """One call for all formats: .bib, RIS and CSL-JSON of one work."""
    texts = {
        "bib": "@article{k, title={T}, journal={arXiv preprint arXiv:1703.03400}, year=2017}",
        "ris": "TY  - JOUR\nID  - k\nTI  - T\nJF  - arXiv preprint arXiv:1703.03400\nPY  - 2017\nER  - \n",
        "csl-json": '[{"id": "k", "type": "article-journal", "title": "T", "issued": {"date-parts": [[2017]]}, '
        '"container-title": "arXiv preprint arXiv:1703.03400"}]',
    }
    for kind, text in texts.items():
        found = READERS[kind].read(text, "f").lines[0].entry
        assert (found.type, found.arxiv, found.year, found.has("journaltitle")) == (
            "preprint",
            "1703.03400",
            2017,
            False,
        )


PARTS = [
    "arXiv:1703.03400", "arXiv: 1703.03401 [cs.LG]", "doi: 10.1000/x", "PMID: 1", "Accessed: 2020-05-01", "(", "[", "]",
    "https://x.org/", "Best paper", "; ", ". ", ", ", " ", "\n", "tex.note: x", "Citation Key: y", "CoRR", "abs/1703.03400", "2017",
]  # fmt: skip


@given(
    st.dictionaries(
        st.sampled_from(["note", "howpublished", "journaltitle", "volume", "url", "eid", "isbn"]),
        st.lists(st.sampled_from(PARTS), min_size=1, max_size=6).map(" ".join),
    )
)
def test_lifting_twice_gives_the_same_and_loses_no_word(fields):
    one = Entry("k", "article", {field: parse_value(field, text) for field, text in fields.items()})
    found, problems = lift(one)
    again, _ = lift(found)
    assert again == found
    kept = " ".join([found.key, *map(str, spelled(found).values()), *(problem.value for problem in problems)])
    missing = [word for word in ("Best", "10.1000", "x.org", "2020-05-01", "1703.03401") if word in str(fields)]
    assert all(word in kept for word in missing)
