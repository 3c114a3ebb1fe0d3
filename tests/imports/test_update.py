"""Any edits of a file and of entries.toml: updates keep the hand's, take the file's, settle at once and reload.

The oracle is a three-way merge of plain dictionaries.
"""

import contextlib
import io
import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from refexport.__main__ import main
from refexport.model.entry import print_value
from refexport.store.edit import set_entries
from refexport.store.entries import load_entries
from tests.conftest import examples

WORDS = ("Nordic", "Whales", "Springer", "A & B", "{DNA} repair", "Größe", "x_1 and y", 'it\'s "quoted"', "10")
FIELDS = ("publisher", "note", "abstract", "journaltitle", "series", "location")
VALUES = st.dictionaries(st.sampled_from(FIELDS), st.sampled_from(WORDS))
"""Fields of one work that the tests change, with words that TeX, TOML and our own markup have a use for."""

TITLES = ("The Social Life of Whales", "Parsing Expressions in Linear Time", "A History of the Teapot")


def bib_of(works):
    """A .bib of works: key -> fields."""
    lines = []
    for key, fields in works.items():
        lines += [f"@article{{{key},", f"  title = {{{TITLES[int(key[-1])]}}},", "  author = {Doe, Jane}, year = 2001,"]
        lines += [
            f"  {field} = {{{value.replace('&', chr(92) + '&').replace('_', chr(92) + '_')}}},"
            for field, value in fields.items()
        ]
        lines.append("}")
    return "\n".join(lines)


def run(*arguments):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(arguments)
    return code, err.getvalue()


@contextlib.contextmanager
def project(works):
    """A folder whose entries.toml was made of the works."""
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        Path("entries.toml").write_text("[refexport]\nversion = 1\n")
        bring(works, "--write")
        yield


def bring(works, *options):
    Path("refs.bib").write_text(bib_of(works), encoding="utf-8")
    return run("import", "refs.bib", "--from", "bib", *options)


def standing():
    """key -> the changing fields as they stand in entries.toml"""
    hands = load_entries(Path("entries.toml")).hands
    return {
        one.entry.key: {field: print_value(field, one.entry.fields[field]) for field in FIELDS if one.entry.has(field)}
        for one in hands
    }


def edit(changes):
    """A person's changes: key -> field -> new value, None to remove it."""
    file = Path("entries.toml")
    file.write_text(set_entries(file.read_text(encoding="utf-8"), changes), encoding="utf-8")


LIBRARIES = st.lists(VALUES, min_size=1, max_size=3).map(lambda all_: {f"doe{n}": one for n, one in enumerate(all_)})
EDITS = st.dictionaries(st.sampled_from(FIELDS), st.none() | st.sampled_from(("Mine", "Also mine")), max_size=3)


@given(LIBRARIES, st.data())
@examples(40)
def test_hand_edits_stay_and_the_rest_follows_the_file(works, data):
    newer = {key: data.draw(VALUES, label=f"newer {key}") for key in works}
    edits = {key: data.draw(EDITS, label=f"edits {key}") for key in works}
    with project(works):
        base = standing()
        edit(edits)
        ours = standing()
        bring(newer, "--update", "--write")
        theirs = wanted(newer)
        expected = {key: merged(base[key], ours[key], theirs[key]) for key in works}
        assert standing() == expected
        once = [Path(name).read_bytes() for name in ("entries.toml", "entries.imports.jsonl")]
        bring(newer, "--update", "--write")
        assert [Path(name).read_bytes() for name in ("entries.toml", "entries.imports.jsonl")] == once


def merged(base, ours, theirs):
    """What one side changed; ours if both did, and what the file has no more."""
    fields = {}
    for field in FIELDS:
        b, o, t = base.get(field), ours.get(field), theirs.get(field)
        fields[field] = t if o == b and t is not None else o
    return {field: value for field, value in fields.items() if value is not None}


def wanted(works):
    """What an import of the works into an empty folder gives."""
    with project(works):
        return standing()


@given(LIBRARIES, st.data())
@examples(25)
def test_with_all_taken_the_entries_are_those_of_the_file(works, data):
    newer = {key: data.draw(VALUES, label=f"newer {key}") for key in works}
    edits = {key: data.draw(EDITS, label=f"edits {key}") for key in works}
    with project(works):
        edit(edits)
        ours, base = standing(), wanted(works)
        _, shown = bring(newer, "--update")
        options = ["--take", "theirs"] if "kept" in shown else []
        bring(newer, "--update", "--write", *options)
        theirs = wanted(newer)
        unchanged = {key: {f for f in FIELDS if theirs[key].get(f) == base[key].get(f)} for key in works}
        for key in works:
            for field in FIELDS:
                side = ours if field in unchanged[key] else theirs
                assert standing()[key].get(field) == side[key].get(field)


@given(LIBRARIES, st.booleans())
@examples(25)
def test_the_same_file_has_no_news(works, is_known):
    with project(works):
        if not is_known:
            Path("entries.imports.jsonl").unlink()
        before = Path("entries.toml").read_bytes()
        code, shown = bring(works, "--update", "--write")
        assert Path("entries.toml").read_bytes() == before
        assert shown.endswith("no known work differs\n")
        assert code == 0


@given(LIBRARIES, st.data())
@examples(25)
def test_without_the_earlier_import_nothing_that_stands_there_is_changed(works, data):
    newer = {key: data.draw(VALUES, label=f"newer {key}") for key in works}
    with project(works):
        Path("entries.imports.jsonl").unlink()
        before = standing()
        bring(newer, "--update", "--write")
        theirs = wanted(newer)
        assert standing() == {key: {**theirs[key], **before[key]} for key in works}
        once = [Path(name).read_bytes() for name in ("entries.toml", "entries.imports.jsonl")]
        _, again = bring(newer, "--update", "--write")
        assert [Path(name).read_bytes() for name in ("entries.toml", "entries.imports.jsonl")] == once
        assert "both changed it" not in again
