"""Findings as JSON: read back whole, printable ASCII only."""

import json

import pytest
from hypothesis import given

from refexport.errors import Finding
from refexport.report.json import findings_json
from tests.report.samples import HOSTILE, STEERING, texts


def test_every_field_of_a_finding_is_told():
    one = Finding(
        "e.toml", 7, "a book needs date", "add it", "finn2017", "date", "", "warning", "missing-date", origin="hand"
    )
    told = json.loads(findings_json([one], 3))
    assert told["entries"] == 3
    assert [list(finding.items()) for finding in told["findings"]] == [
        [
            ("rule", "missing-date"),
            ("key", "finn2017"),
            ("field", "date"),
            ("message", "a book needs date"),
            ("value", ""),
            ("hint", "add it"),
            ("origin", "hand"),
            ("level", "warning"),
            ("path", "e.toml"),
            ("line", 7),
            ("fix", None),
        ]
    ]


def test_no_findings():
    assert json.loads(findings_json([], 0)) == {"entries": 0, "findings": []}


@pytest.mark.parametrize("text", [*HOSTILE, STEERING])
def test_hostile_text_is_read_back_and_steers_nothing(text):
    printed = findings_json([Finding(text, 1, text, text, text, "f", rule="rule")], 1)
    assert json.loads(printed)["findings"][0]["message"] == text
    assert printed.isascii()
    assert printed.replace("\n", "").isprintable()


@given(texts)
def test_every_text_survives(text):
    printed = findings_json([Finding("", 0, "m", key=text, rule="rule")], 1)
    assert json.loads(printed)["findings"][0]["key"] == text
    assert printed.replace("\n", "").isprintable()
