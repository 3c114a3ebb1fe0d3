"""Lines of text: their form, and that nothing in them steers a terminal."""

import pytest
from hypothesis import given

from refexport.errors import Finding
from refexport.report.text import finding_lines, printable, summary
from tests.report.samples import HOSTILE, STEERING, texts


@pytest.mark.parametrize("character", STEERING, ids=lambda c: f"U+{ord(c):04X}")
def test_every_steering_character_is_spelled_out(character):
    shown = printable(f"a{character}b")
    code = ord(character)
    assert shown in (f"a\\x{code:02x}b", f"a\\u{code:04x}b", f"a\\U{code:08x}b")


def test_what_shows_itself_stays():
    assert printable("Hervé 张伟 “ﬁ” 50 % no\N{NO-BREAK SPACE}break e\N{COMBINING ACUTE ACCENT}") == (
        "Hervé 张伟 “ﬁ” 50 % no\N{NO-BREAK SPACE}break e\N{COMBINING ACUTE ACCENT}"
    )


def test_the_form_of_a_finding():
    one = Finding("e.toml", 7, "a book needs date", "add it", "finn2017", "date", level="warning", rule="missing-date")
    assert finding_lines([one]) == ["e.toml:7: warning: missing-date [finn2017] a book needs date", "  hint: add it"]
    assert finding_lines([one._replace(path="", hint="")]) == ["warning: missing-date [finn2017] a book needs date"]


def test_the_form_of_a_mistake_in_an_input_file():
    one = Finding("e.toml", 3, "not a DOI", "write 10.1/x", "finn2017", "doi", "10", "error")
    assert finding_lines([one]) == ["e.toml:3: error: [finn2017] doi: not a DOI: 10", "  hint: write 10.1/x"]
    assert finding_lines([Finding("e.toml", 3, "no table")]) == ["e.toml:3: error: no table"]


def test_a_long_value_is_cut():
    (line,) = finding_lines([Finding("e.toml", 3, "too long", value="x" * 5000)])
    assert line.endswith("x…")
    assert len(line) < 120


@pytest.mark.parametrize(
    ("levels", "entries", "said"),
    [
        ([], 1, "1 entry: nothing to fix"),
        ([], 0, "0 entries: nothing to fix"),
        (["error"], 77, "77 entries: 1 error"),
        (["note", "error", "warning", "error"], 2, "2 entries: 2 errors, 1 warning, 1 note"),
    ],
)
def test_the_summary(levels, entries, said):
    assert summary([Finding("", 0, "m", key="k", level=level, rule="r") for level in levels], entries) == said


def is_harmless(lines):
    return all(not set(line) & set(STEERING) for line in lines)


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_hostile_passes(text):
    finding = Finding(text, 1, text, text, text, "field", rule="rule")
    problem = Finding(text, 1, text, text, text, text, text)
    assert is_harmless([*finding_lines([finding]), *finding_lines([problem])])
    assert len(finding_lines([finding])) == len(finding_lines([problem])) == 2


@given(texts)
def test_no_text_steers_a_terminal(text):
    assert is_harmless(finding_lines([Finding(text, 1, text, text, text, "f", rule="rule")]))
    assert is_harmless(finding_lines([Finding(text, 1, text, text, text, text, text)]))
