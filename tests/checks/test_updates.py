"""What became of a work, from its records and from its title alone; and notices where the work is meant."""

import pytest

from tests.checks.samples import findings, found, hand, record, with_records

UPDATE_RULES = ("retracted", "withdrawn", "concern", "corrected", "update-notice")


@pytest.mark.parametrize(
    ("title", "rule", "level"),
    [
        ("RETRACTED ARTICLE: On Much", "retracted", "error"),
        ("On Much [Withdrawn]", "withdrawn", "error"),
        ("Notice of Violation of IEEE Publication Principles: On Much", "concern", "warning"),
        ("Retraction notice to “On Much”", "update-notice", "warning"),
        ("Erratum to: On Much", "update-notice", "warning"),
        ("Expression of Concern: On Much", "update-notice", "warning"),
    ],
)
def test_a_title_by_hand_says_it_without_a_record(title, rule, level):
    (one,) = (f for f in findings(hand(title=title)) if f.rule in UPDATE_RULES)
    assert (one.rule, one.field, one.level) == (rule, "title", level)
    assert title in one.message


def test_a_record_and_its_title_say_it_once():
    told = record("doi:10.1000/1", "crossref", links={"retraction": ("doi:10.1000/2",)}, title="RETRACTED: On Much")
    mine = with_records(hand(title=None, author=None, date=None, doi="10.1000/1"), told)
    (one,) = (f for f in findings(mine) if f.rule == "retracted")
    assert (one.field, one.message) == ("doi", "the work has been retracted (doi:10.1000/2)")


def test_a_retraction_and_a_correction_are_two_findings():
    links = {"retraction": ("doi:10.1000/2",), "correction": ("doi:10.1000/3",)}
    told = record("doi:10.1000/1", "crossref", links=links, title="On Much")
    mine = with_records(hand(title=None, author=None, date=None, doi="10.1000/1"), told)
    assert (found("retracted", mine), found("corrected", mine)) == ([("k", "doi")], [("k", "doi")])


def test_a_notice_is_named_with_the_work_that_it_is_about():
    told = record("doi:10.1000/2", "crossref", links={"retracts": ("doi:10.1000/1",)}, title="On Much")
    mine = with_records(hand(title=None, author=None, date=None, doi="10.1000/2"), told)
    (one,) = (f for f in findings(mine) if f.rule == "update-notice")
    assert one.message == "this is the notice of a retraction (doi:10.1000/1), not the work"
    assert one.hint == "cite that work itself, or allow update-notice if the notice is meant"


@pytest.mark.parametrize(
    ("title", "rules"), [("Correction", []), ("Withdrawn: A Memoir", []), ("RETRACTED BOOK: On Much", ["retracted"])]
)
def test_a_book_may_be_called_what_notices_are_called(title, rules):
    """Thomas Bernhard's novel, for one."""
    assert [f.rule for f in findings(hand(type_="book", title=title)) if f.rule in UPDATE_RULES] == rules


def test_a_work_as_it_was_published_has_none_of_these_findings():
    assert [
        f for f in findings(hand(title="Retracted Science and the Retraction Index")) if f.rule in UPDATE_RULES
    ] == []
