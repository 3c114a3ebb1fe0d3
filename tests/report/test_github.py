"""GitHub's workflow commands: one line each, escaped as GitHub asks (docs.github.com, "Workflow commands")."""

import re

import pytest
from hypothesis import given

from refexport.errors import Finding
from refexport.report.github import github_lines
from tests.report.samples import HOSTILE, STEERING, texts

COMMAND = re.compile(r"::(error|warning|notice) (?:file=([^:,]*),line=(\d+),)?title=([^:,]*)::(.*)")


def test_the_form():
    one = Finding("a,b:c.toml", 7, "50% done", "add it", "finn2017", "date", level="warning", rule="missing-date")
    assert github_lines([one]) == [
        "::warning file=a%2Cb%3Ac.toml,line=7,title=missing-date::[finn2017] 50%25 done (add it)"
    ]


def test_a_finding_without_place():
    assert github_lines([Finding("", 0, "m", key="k", level="note", rule="r")]) == ["::notice title=r::[k] m"]


@pytest.mark.parametrize(("level", "command"), [("note", "notice"), ("warning", "warning"), ("error", "error")])
def test_levels(level, command):
    assert github_lines([Finding("", 0, "m", key="k", level=level, rule="r")])[0].startswith(f"::{command} ")


def unescaped(text: str) -> str:
    """As the runner reads it (actions/runner, ActionCommand)."""
    for code, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, character)
    return text


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_hostile_becomes_a_command_of_its_own(text):
    (line,) = github_lines([Finding(text, 1, text, text, text, "f", rule="rule")])
    assert line.isprintable()
    assert COMMAND.fullmatch(line)


@given(texts, texts)
def test_the_runner_reads_what_was_meant(message, path):
    (line,) = github_lines([Finding(path, 3, message, key="key", rule="rule")])
    found = COMMAND.fullmatch(line)
    assert found
    assert not set(line) & set(STEERING)
    assert not set(unescaped(found[5])) & set("\r\n")
    assert (found[3] == "3") == bool(path)
