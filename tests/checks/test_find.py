"""All rules together: levels, allowances, and nothing to say about a good library."""

from refexport.checks import LEVELS, RULES, find, worst
from refexport.checks.rule import Subject
from refexport.errors import Finding
from tests.checks.samples import THIS_YEAR, findings, hand


def test_a_good_library_has_nothing_to_fix():
    assert findings(hand("one"), hand("two", title="Another work")) == []
    assert find(Subject((), THIS_YEAR)) == []


def test_every_rule_says_what_it_is_about():
    for name, rule in RULES.items():
        assert rule.name == name == name.lower()
        assert rule.level in LEVELS
        assert rule.about


def test_findings_have_their_rules_level_and_the_origin_of_the_value():
    (one,) = findings(hand("one", doi="10.1/2"))
    assert (one.rule, one.level, one.origin) == ("bad-doi", "error", "hand")


def test_an_allowance_silences_one_rule_of_one_entry():
    one, two = hand("one", date=None), hand("two", date=None)
    assert [f.key for f in findings(one, two, allowed={"one": {"missing-date": "undated"}})] == ["two"]


def test_an_allowance_for_all_silences_one_rule():
    one, two = hand("one", date=None), hand("two", date=None, doi="x")
    assert [f.rule for f in findings(one, two, allowed={"": {"missing-date": "undated"}})] == ["bad-doi"]


def test_an_allowance_that_nothing_needs_is_told():
    (one,) = findings(hand("one"), allowed={"one": {"missing-date": "undated"}})
    assert (one.rule, one.key, one.field, one.level) == ("unused-allow", "one", "allow", "note")
    (one,) = findings(hand("one"), allowed={"": {"missing-date": "undated"}})
    assert (one.rule, one.key, one.field) == ("unused-allow", "refexport", "allow")


def test_an_allowance_for_no_rule_is_told():
    (one,) = findings(hand("one"), allowed={"one": {"mising-date": "undated"}})
    assert (one.rule, one.hint) == ("unknown-rule", 'did you mean "missing-date"?')
    (one,) = findings(hand("one"), allowed={"one": {"xyzzy": "undated"}})
    assert one.hint == ""


def test_the_worst_level():
    note, warning, error = (Finding("", 0, "m", key="k", level=level, rule="r") for level in LEVELS)
    assert worst([]) == ""
    assert worst([note, error, warning]) == "error"
    assert worst([note, warning]) == "warning"
