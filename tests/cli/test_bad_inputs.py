"""A hundred bad inputs (tests/cli/bad_inputs.py): each in its class, each result readable, each in no time."""

import pytest

from refexport.store.entries import parse_entries
from tests.cli.bad_inputs import ALL, FINE, KEY, LINE, LOST, WARN

START = "[refexport]\nversion = 1\n"


@pytest.fixture
def tried(refexport, folder, seconds):
    """Runs the command that reads such a file; gives what it said and the entries.toml that it left."""

    def attempt(bad):
        entries = folder / "entries.toml"
        entries.write_text(START)
        (folder / f"f.{bad.kind}").write_text(bad.content, encoding="utf-8", newline="")
        with seconds(1.5):
            if bad.kind == "toml":
                return refexport("check", "-f", "f.toml"), ""
            ran = refexport("import", f"f.{bad.kind}", "--write")
        return ran, entries.read_text(encoding="utf-8").removeprefix(START)

    return attempt


def test_there_are_a_hundred_inputs_of_different_names():
    assert len({(bad.kind, bad.name) for bad in ALL}) == len(ALL) >= 100


@pytest.mark.parametrize("bad", ALL, ids=lambda bad: f"{bad.kind}-{bad.name}")
def test_a_bad_input_is_answered_in_its_class(tried, bad):
    ran, written = tried(bad)
    problems = ran.err + (ran.out if bad.kind == "toml" else "")
    parse_entries((START + written).encode(), "entries.toml")
    assert "Traceback" not in problems
    says = (f"f.{bad.kind}:{bad.says[0]}: error:", *bad.says[1:]) if bad.class_ == LINE else bad.says
    assert [words for words in says if words not in problems] == []
    assert [words for words in bad.keeps if words not in written] == []
    is_error, has_entries = bad.class_ in (LINE, KEY), "\n[" in f"\n{written}"
    assert ran.code == ((1 if has_entries else 2) if is_error else int(bad.class_ == LOST))
    assert ("\nleft out: " in f"\n{ran.err}") == (ran.code > 0) or bad.kind == "toml"
    assert (": error:" in problems) == is_error
    assert has_entries or is_error
    assert (": warning:" in problems) == (bad.class_ in (WARN, LOST)) or bad.class_ not in (WARN, LOST, FINE)
    assert bad.class_ != KEY or "[k]" in problems
