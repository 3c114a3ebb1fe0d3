"""The lock held against the entries: records follow their identifiers, what no entry has stays until it is pruned."""

import pytest

from refexport.model.entry import Entry, Record
from refexport.model.ids import SCHEMES, Scheme
from refexport.model.text import literal_text
from refexport.store.entries import Hand
from refexport.store.reconcile import FEW, by_identifier, gone, is_most, orphans, pruned, reconciled


def record(id_, title="A title"):
    return Record(id_, "crossref", entry=Entry("", "article", {"title": literal_text(title)}))


def hand(key, **fields):
    return Hand(Entry(key, "", fields))


A, B, C = record("doi:10.1000/a"), record("doi:10.1000/b"), record("dblp:conf/x/c")
LOCK = {"a": (A,), "b": (B, C)}
HANDS = [hand("a", doi="10.1000/a"), hand("b", doi="10.1000/b", dblp="conf/x/c")]


def test_a_whole_lock_stays_as_it_is():
    assert reconciled(LOCK, HANDS) == LOCK
    assert orphans(LOCK, HANDS) == ()
    assert gone(LOCK, HANDS) == ()


def test_what_was_found_goes_to_every_entry_that_has_its_identifier():
    hands = [*HANDS, hand("twin", doi="10.1000/a")]
    new = record("doi:10.1000/a", "Another title")
    assert reconciled(LOCK, hands, {new.id: new}) == {"a": (new,), "b": (B, C), "twin": (new,)}


def test_a_record_follows_its_identifier_to_another_cite_key():
    hands = [hand("z", doi="10.1000/a"), HANDS[1]]
    assert reconciled(LOCK, hands) == {"z": (A,), "b": (B, C)}
    assert (orphans(LOCK, hands), gone(LOCK, hands)) == ((), ())


@pytest.mark.parametrize(
    ("hands", "left", "lost"),
    [
        ([HANDS[0]], ("b: doi:10.1000/b", "b: dblp:conf/x/c"), ("b",)),
        ([HANDS[0], hand("b", doi="10.1000/b")], ("b: dblp:conf/x/c",), ()),
        ([], ("a: doi:10.1000/a", "b: doi:10.1000/b", "b: dblp:conf/x/c"), ("a", "b")),
    ],
)
def test_what_no_entry_has_stays_until_it_is_pruned(hands, left, lost):
    assert reconciled(LOCK, hands) == LOCK
    assert orphans(LOCK, hands) == left
    assert gone(LOCK, hands) == lost
    kept = [f"{key}: {one.id}" for key, records in pruned(LOCK, hands).items() for one in records]
    assert sorted([*kept, *left]) == ["a: doi:10.1000/a", "b: dblp:conf/x/c", "b: doi:10.1000/b"]


def test_the_order_of_records_is_that_of_the_identifiers():
    assert reconciled({"b": (C, B)}, HANDS) == {"b": (B, C)}


def test_a_record_of_a_package_that_is_not_installed_is_no_orphan():
    shelf = record("shelf:A-1")
    lock = {"a": (A, shelf), "gone": (record("shelf:B-2"),)}
    assert reconciled(lock, HANDS) == lock
    assert orphans(lock, HANDS) == ()
    assert pruned(lock, HANDS) == lock


def test_of_a_package_that_is_installed_an_entry_keeps_no_identifier_that_it_lost():
    schemes = (*SCHEMES.values(), Scheme("shelf"))
    assert reconciled({"a": (A, record("shelf:A-1"))}, HANDS, schemes=schemes) == {"a": (A,)}


def test_records_are_found_by_their_identifiers():
    assert by_identifier(LOCK) == {one.id: one for one in (A, B, C)}


@pytest.mark.parametrize(
    ("lost", "known", "most"), [(0, 0, False), (FEW, FEW, False), (4, 8, True), (4, 9, False), (77, 77, True)]
)
def test_a_few_may_go_and_less_than_half_may_go(lost, known, most):
    assert is_most(lost, known) is most
