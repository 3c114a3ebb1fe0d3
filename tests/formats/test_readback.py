"""What is written is proved by its own reader, entry by entry and field by field."""

import pytest

from refexport.errors import Finding, WriteError
from refexport.formats.format import Format, Read, Written, loss
from refexport.formats.readback import OTHERWISE, prove, proved
from refexport.model.entry import Entry
from refexport.model.text import literal_text

A, B = (Entry(key, "book", {"title": literal_text(key.upper())}) for key in "ab")


def form(*entries, problems=(), lost=()):
    """A format whose file always reads as these entries."""
    return Format("fake", ".fake", lambda _: Written("text", lost), lambda *_: Read(entries, problems))


def test_what_reads_back_is_as_it_was_written():
    assert proved(form(A, B), [A, B]) == Written("text")


@pytest.mark.parametrize(
    ("found", "problems", "hint"),
    [
        ((B,), (), "the first that is missing is [a]"),
        ((A,), (Finding("f", 1, "odd"),), "the first that is missing is [b]"),
        ((A, B), (Finding("f", 1, "odd", key="b"),), "[b] odd"),
        ((A, B), (Finding("f", 1, "odd"),), "odd"),
        ((B, A), (), "the first that differs is [a]"),
        ((A, B, B), (), "the first that differs is [b]"),
    ],
)
def test_what_does_not_is_refused_and_says_where_to_look(found, problems, hint):
    with pytest.raises(WriteError, match="fake file would not read back") as raised:
        prove(form(*found, problems=problems), [A, B], Written("text"))
    assert raised.value.hint == hint


def test_warnings_are_no_refusal():
    assert prove(form(A, problems=(Finding("f", 1, "hm", level="warning"),)), [A], Written("t")).text == "t"


def test_a_difference_that_nobody_declared_is_a_loss():
    changed = A.replace(title=literal_text("other"))
    assert proved(form(changed), [A]).lost == (loss("a", "title", OTHERWISE, "title"),)
    assert proved(form(A.without("title")), [A]).lost == (loss("a", "title", OTHERWISE),)
    declared = (loss("a", "title", "shortened", "title"),)
    assert proved(form(changed, lost=declared), [A]).lost == declared
    assert proved(form(Entry("a", "misc", A.fields)), [A]).lost == (loss("a", "type", OTHERWISE, "misc"),)


def test_a_format_without_reader_cannot_be_proved():
    assert proved(Format("fake", ".fake", lambda _: Written("text")), [A]) == Written("text")
