"""One print a reference: the hand's block against the records' (docs/decisions/0021), on works as people cite them."""

import pytest

from refexport.model.entry import Entry, Merged, Record, parse_value
from refexport.works.merge import HAND, merge
from refexport.works.publication import NOT_ITS_TYPE, OTHER_PRINT, OTHER_WORK, PLACEHOLDER

BERT = "BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding"
PEOPLE = ["Devlin, Jacob", "Chang, Ming-Wei", "Lee, Kenton", "Toutanova, Kristina"]
NAACL = (
    "Proceedings of the 2019 Conference of the North American Chapter of the Association for Computational Linguistics: "
    "Human Language Technologies, Volume 1 (Long and Short Papers)"
)


def spelled(**fields: object) -> dict[str, object]:
    return {"title": BERT, "author": PEOPLE, **fields}


def entry(type: str = "", /, **fields: object) -> Entry:  # noqa: A002
    return Entry("bert", type, {field: parse_value(field, value) for field, value in fields.items()})


PREPRINT = Record(
    "arxiv:1810.04805",
    "arxiv",
    entry=entry("preprint", **spelled(date="2018-10-11", eprint="1810.04805", eprinttype="arxiv", eprintclass="cs.CL")),
)
PRINTED = Record(
    "doi:10.18653/v1/n19-1423",
    "crossref",
    entry=entry(
        "inproceedings",
        **spelled(
            date="2019-06", booktitle=NAACL, pages="4171--4186", doi="10.18653/v1/n19-1423", location="Minneapolis",
            publisher="Association for Computational Linguistics",
        ),
    ),
)  # fmt: skip
IDS = {"eprint": "1810.04805", "eprinttype": "arxiv", "doi": "10.18653/v1/n19-1423"}
PRINT_FIELDS = "booktitle journaltitle volume number pages publisher location date doi".split()


def told(merged: Merged) -> dict[str, object]:
    """What a reader sees of the print that the reference is of."""
    return {"type": merged.entry.type} | {f: merged.entry.fields[f] for f in PRINT_FIELDS if merged.entry.has(f)}


PRINTED_BLOCK = told(merge(entry(**IDS), [PRINTED]))


@pytest.mark.parametrize(
    ("type_", "fields"),
    [
        # as Google Scholar writes it
        ("article", {"journaltitle": "arXiv preprint arXiv:1810.04805", "date": 2018}),
        # as Semantic Scholar does
        ("article", {"journaltitle": "ArXiv", "volume": "abs/1810.04805", "date": 2019}),
        # as dblp does for CoRR
        ("article", {"journaltitle": "CoRR", "volume": "abs/1810.04805", "date": 2018}),
        # as Zotero does
        ("article", {"journaltitle": "arXiv:1810.04805 [cs]", "date": "2019-05", "note": "arXiv: 1810.04805"}),
        # as arXiv does
        ("misc", {"date": 2019}),
        ("misc", {"howpublished": "arXiv:1810.04805", "date": 2018}),
        ("misc", {"publisher": "arXiv", "date": 2018, "number": "arXiv:1810.04805"}),
        ("preprint", {"date": "2018-10-11"}),
        ("unpublished", {"note": "arXiv preprint arXiv:1810.04805", "date": 2018}),
    ],
)
def test_a_placeholder_never_wins(type_, fields):
    merged = merge(entry(type_, **spelled(**fields), **IDS), [PREPRINT, PRINTED])
    assert told(merged) == PRINTED_BLOCK
    assert merged.entry.arxiv == "1810.04805"
    assert not merged.entry.has("note")
    assert merged.aside["type"] == PLACEHOLDER


def test_a_placeholder_is_cited_where_there_is_nothing_else():
    hand = entry("article", **spelled(journaltitle="arXiv preprint arXiv:1810.04805", date=2018))
    assert merge(hand, []).entry == hand


def test_the_preprint_takes_the_place_of_its_placeholder():
    hand = entry("article", **spelled(journaltitle="CoRR", volume="abs/1810.04805", date=2018), **IDS)
    merged = merge(hand.without("doi"), [PREPRINT])
    assert told(merged) == {"type": "preprint", "date": parse_value("date", "2018-10-11")}


def test_who_prefers_the_preprint_gets_it_whole():
    merged = merge(entry(**IDS), [PREPRINT, PRINTED], prefer="preprint")
    assert told(merged) == {"type": "preprint", "date": parse_value("date", "2018-10-11")}


def test_another_print_by_hand_is_not_filled_from_the_record():
    """The venue is not the record's: its pages and its DOI belong to another print."""
    hand = entry("inproceedings", **spelled(booktitle="International Conference on Machine Learning", date=2020), **IDS)
    merged = merge(hand, [PREPRINT, PRINTED])
    assert told(merged) == {"type": "inproceedings", "booktitle": hand.fields["booktitle"], "date": hand.fields["date"]}
    assert merged.aside == {"doi": OTHER_PRINT}
    assert merged.entry.arxiv == "1810.04805"


@pytest.mark.parametrize(
    "venue",
    [NAACL, "NAACL-HLT", "NAACL", "Proc. of NAACL-HLT 2019", NAACL.replace("Proceedings", "Proc.")],
)
def test_the_same_venue_in_other_words_is_filled(venue):
    merged = merge(entry("inproceedings", **spelled(booktitle=venue), **IDS), [PREPRINT, PRINTED])
    assert told(merged) == {**PRINTED_BLOCK, "booktitle": parse_value("booktitle", venue)}
    assert merged.aside == {}


@pytest.mark.parametrize(("field", "value"), [("pages", "4171--4187"), ("date", "2018"), ("publisher", "ACL")])
def test_one_part_by_hand_is_a_correction(field, value):
    merged = merge(entry("", **{field: value}, **IDS), [PREPRINT, PRINTED])
    assert told(merged) == {**PRINTED_BLOCK, field: parse_value(field, value)}
    assert merged.origin[field] == HAND


def test_parts_of_another_print_without_its_venue_are_left_aside():
    merged = merge(entry("", date="2020", pages="1--16", volume="3", **IDS), [PREPRINT, PRINTED])
    assert told(merged) == PRINTED_BLOCK
    assert merged.aside == dict.fromkeys(("date", "pages", "volume"), OTHER_PRINT)


def test_a_print_is_filled_from_its_own_record_though_another_comes_first():
    """One work in proceedings and, later, in a journal."""
    later = Record(
        "doi:10.1000/j",
        "crossref",
        entry=entry(
            "article",
            **spelled(
                date=2022,
                journaltitle="Journal of Machine Learning Research",
                volume="23",
                pages="1--40",
                doi="10.1000/j",
            ),
        ),
    )
    earlier = Record("dblp:conf/aistats/x", "dblp", entry=entry("inproceedings", **spelled(
        date=2020, booktitle="Proceedings of the 23rd International Conference on Artificial Intelligence and Statistics",
        volume="108", pages="1234--1243")))  # fmt: skip
    hand = entry("inproceedings", **spelled(booktitle="AISTATS", date=2020), doi="10.1000/j", dblp="conf/aistats/x")
    merged = merge(hand, [later, earlier])
    assert (merged.entry.plain("volume"), merged.entry.plain("pages")) == ("108", "1234--1243")
    assert not merged.entry.has("doi")
    assert merged.aside == {"doi": OTHER_PRINT}


def test_a_journal_and_a_book_are_not_given_together():
    hand = entry("article", **spelled(journaltitle="NAACL-HLT"), **IDS)
    merged = merge(hand, [PRINTED])
    assert not (merged.entry.has("journaltitle") and merged.entry.has("booktitle"))
    assert merged.entry.type == "article"


def test_a_type_alone_does_not_make_a_journal_of_proceedings():
    merged = merge(entry("article", **spelled(), **IDS), [PRINTED])
    assert told(merged) == PRINTED_BLOCK
    assert merged.aside == {"type": OTHER_PRINT}


def test_a_type_by_hand_of_the_same_kind_stays():
    assert merge(entry("incollection", **IDS), [PRINTED]).entry.type == "incollection"


def test_the_identifier_of_another_work_is_not_exported():
    other = Record("doi:10.18653/v1/n19-1423", "crossref", entry=entry(
        "inproceedings", title="Composite Dialogue Policy", author=["Peng, Baolin"], date=2017, booktitle="EMNLP"))  # fmt: skip
    merged = merge(entry(**spelled(), **IDS), [PREPRINT, other])
    assert not merged.entry.has("doi")
    assert merged.aside == {"doi": OTHER_WORK}
    assert merge(entry(**spelled(), **IDS), [PREPRINT, other], trust=True).entry.has("doi")


def test_the_eprint_of_another_work_goes_with_its_archive():
    other = Record("arxiv:1810.04805", "arxiv", entry=entry("preprint", title="Of Cats", author=["Cat, A."], date=2017))
    merged = merge(entry(**spelled(), **IDS), [other, PRINTED])
    assert not {"eprint", "eprinttype"} & set(merged.entry.fields)
    assert merged.entry.has("doi")


def test_what_was_cited_is_held_against_the_record_when_the_hand_is_silent():
    other = Record("doi:10.18653/v1/n19-1423", "crossref", entry=entry("article", title="Of Cats", author=["Cat, A."]))
    hand = entry(doi=IDS["doi"])
    assert merge(hand, [other]).entry.has("doi")
    assert merge(hand, [other], cited=entry(**spelled())).aside == {"doi": OTHER_WORK}
    assert not merge(hand, [PRINTED], cited=entry(**spelled(date=2017))).aside


@pytest.mark.parametrize(
    ("fields", "left"),
    [
        # Mendeley keeps arXiv for the journal and takes the pages of the proceedings
        ({"pages": "4171--4186", "volume": "1"}, {"pages", "volume"}),
        # Semantic Scholar gives the preprint the year of its publication
        ({"date": 2019}, {"date"}),
        ({"date": 2018}, set()),
    ],
)
def test_pages_and_year_of_the_publication_are_not_the_preprint_s(fields, left):
    merged = merge(entry("preprint", **spelled(**fields), eprint="1810.04805", eprinttype="arxiv"), [PREPRINT])
    assert merged.aside == dict.fromkeys(left, OTHER_PRINT)
    assert not {"pages", "volume"} & set(merged.entry.fields)
    assert merged.entry.year == 2018


@pytest.mark.parametrize(
    "url",
    [
        "https://arxiv.org/abs/1810.04805",
        "http://arxiv.org/pdf/1810.04805",
        "https://doi.org/10.48550/arXiv.1810.04805",
    ],
)
def test_the_address_of_the_preprint_goes_with_it(url):
    hand = entry("article", **spelled(journaltitle="CoRR", url=url, urldate="2020-01-01"), **IDS)
    assert not {"url", "urldate"} & set(merge(hand, [PREPRINT, PRINTED]).entry.fields)
    assert merge(hand.without("doi"), [PREPRINT]).entry.plain("url") == url


def test_an_article_in_a_book_is_none():
    """Scholar's ``@article`` with a booktitle, whose journal was arXiv."""
    hand = entry("article", **spelled(booktitle="International Conference on Machine Learning", date=2015), **IDS)
    merged = merge(hand.without("doi"), [PREPRINT])
    assert merged.entry.type == "inproceedings"
    assert merged.aside == {"type": NOT_ITS_TYPE}
