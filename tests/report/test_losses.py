from refexport.formats.format import loss
from refexport.report.losses import loss_lines


def test_one_line_for_each_loss_entry_by_entry_and_their_sum():
    lost = [
        loss("b", "pmid", "the format has no such field"),
        loss("a", "title", "shortened", "title"),
        loss("b", "subtitle", "one field for both", "title"),
        loss("c", "pmid", "the format has no such field"),
    ]
    assert loss_lines("ris", lost) == [
        "ris: [b] pmid: the format has no such field",
        "ris: [b] subtitle → title: one field for both",
        "ris: [a] title → title: shortened",
        "ris: [c] pmid: the format has no such field",
        "2 values in 2 entries have no place in ris; 2 values in 2 entries are kept in part or elsewhere in ris",
    ]


def test_sums_of_one_and_of_none():
    one = loss("a", "pmid", "no")
    assert loss_lines("ris", [one])[-1] == "1 value in 1 entry has no place in ris"
    assert loss_lines("ris", [one, one._replace(message="never")])[-1] == "1 value in 1 entry has no place in ris"
    part = "1 value in 1 entry is kept in part or elsewhere in ris"
    assert loss_lines("ris", [one._replace(instead="note")])[-1] == part
    assert loss_lines("ris", []) == ["every value has its place in ris"]


def test_nothing_in_a_loss_steers_the_terminal():
    assert loss_lines("ris", [loss("a", "x\x1b[31m", "no")])[0] == "ris: [a] x\\x1b[31m: no"
