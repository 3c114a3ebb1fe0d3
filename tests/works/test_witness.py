"""What a person said of a work and what a record says better (docs/decisions/0024)."""

import pytest

from refexport.model.entry import Entry, Record, parse_value
from refexport.works.witness import giving_way
from tests.works.test_publication import BERT, IDS, PEOPLE, PREPRINT, PRINTED, entry, spelled

NO_YEAR = Record(PRINTED.id, "crossref", entry=PRINTED.entry.without("date"))
NO_PEOPLE = Record(PRINTED.id, "crossref", entry=PRINTED.entry.without("author"))
CUT = Record(PRINTED.id, "crossref", entry=PRINTED.entry.replace(author=parse_value("author", [*PEOPLE[:1], "others"])))


def gone(hand: Entry, *records: Record) -> set[str]:
    words = giving_way(hand, records)
    assert all(value == (hand.type if field == "type" else hand.fields[field]) for field, value in words.items())
    return set(words)


@pytest.mark.parametrize(
    ("fields", "records", "expected"),
    [
        ({"date": 2019}, [PRINTED], {"title", "author", "date"}),
        # a list's year that three registries contradict is a witness, no correction
        ({"date": 2017}, [PRINTED], {"title", "author", "date"}),
        # a day that no record has is news
        ({"date": "2019-06-03"}, [PRINTED], {"title", "author"}),
        ({"date": 2019}, [NO_YEAR], {"title", "author"}),
        ({"date": 2019}, [NO_PEOPLE], {"title", "date"}),
        ({"date": 2019}, [CUT], {"title", "date"}),
        ({"date": 2019, "subtitle": "A Study"}, [PRINTED], {"title", "subtitle", "author", "date"}),
        ({"note": "read it", "keywords": ["nlp"]}, [PRINTED], {"title", "author"}),
        ({}, [], set()),
    ],
)
def test_words_give_way_to_what_a_record_says(fields, records, expected):
    assert gone(entry(**spelled(**fields), **IDS), *records) == expected


def test_markup_by_hand_stays():
    assert gone(entry(title="<i>BERT</i>: Pre-training", author=PEOPLE, **IDS), PRINTED) == {"author"}


def test_a_placeholder_gives_way_with_what_came_with_it():
    hand = entry("article", **spelled(journaltitle="CoRR", volume="abs/1810.04805", date="2018-10"), **IDS)
    assert gone(hand, PREPRINT, PRINTED) == {"type", "title", "author", "journaltitle", "volume", "date"}


def test_the_year_of_another_print_stays_with_its_venue():
    hand = entry("article", **spelled(journaltitle="Journal of Machine Learning Research", date=2021), **IDS)
    assert gone(hand, PREPRINT, PRINTED) == {"title", "author"}


def test_the_words_stand_in_the_order_in_which_works_are_cited():
    hand = Entry("k", "", {f: entry(**spelled(date=2019), **IDS).fields[f] for f in ("date", "author", "title", "doi")})
    assert list(giving_way(hand, [PRINTED])) == ["title", "author", "date"]
    assert hand.plain("title") == BERT


@pytest.mark.parametrize(
    ("ours", "theirs", "stays"),
    [
        (["Kaiser, Łukasz", "Gomez, Aidan N."], ["Kaiser, Lukasz", "Gomez, Aidan N."], True),
        (["Manning, Christopher D."], ["Manning, Christopher"], True),
        (["Manning, C."], ["Manning, Christopher D."], False),
        (["Kaiser, Łukasz", "Gomez, A."], ["Kaiser, Lukasz", "Gomez, Aidan N."], False),
        (["Kaiser, Lukasz"], ["Kaiser, Łukasz"], False),
    ],
)
def test_fuller_names_stay(ours, theirs, stays):
    told = Record(PRINTED.id, "crossref", entry=PRINTED.entry.replace(author=parse_value("author", theirs)))
    assert ("author" not in gone(entry(title=BERT, author=ours, **IDS), told)) == stays
