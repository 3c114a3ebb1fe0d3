"""Three-way merges of entries.toml and of the lock, without git: small cases by hand, and many random branches."""

import pytest

from refexport.model.entry import Entry, Record
from refexport.store.layout import parse_layout
from refexport.store.lock import parse_lock, print_lock
from refexport.store.merge_entries import merge_entries
from refexport.store.merge_locks import merge_locks
from refexport.store.threeway import NoMergeError, Three
from tests.branches import branches, check_merged
from tests.conftest import IS_QUICK, ROOT

A = '[a]\ntitle = "A"\n'
B = '\n[b]\ntitle = "B"\n'


def merged(base, ours, theirs):
    """The merged text, and how many conflicts are in it."""
    data, conflicts = merge_entries(Three(base.encode(), ours.encode(), theirs.encode()))
    return data.decode(), conflicts


def conflict(ours, theirs):
    return f"<<<<<<< ours\n{ours}=======\n{theirs}>>>>>>> theirs\n"


CLEAN = {
    "both append": (A, A + B, A + B.replace("b]", "c]"), A + B + B.replace("b]", "c]")),
    "both append the same": (A, A + B, A + B, A + B),
    "both append one with different fields": (A, A + B, A + B + "date = 2010\n", A + B + "date = 2010\n"),
    "deleted there, untouched here": (A + B, A + B + B.replace("b]", "c]"), A, A + B.replace("b]", "c]")),
    "deleted on both sides": (A + B, "# x\n\n" + A, "# y\n\n" + A, "# x\n\n# y\n\n" + A),
    "different fields": (A, A + "date = 2010\n", A + 'note = "n"\n', A + 'date = 2010\nnote = "n"\n'),
    "renamed here, untouched there": (A + B, A + B.replace("[b]", "[c]"), "# x\n" + A + B, "# x\n" + A + B.replace("[b]", "[c]")),
    "spelled anew here, changed there": (A, A.replace('"A"', "'A'"), A.replace('"A"', '"Z"'), A.replace('"A"', '"Z"')),
    "spelled anew on both sides": (A, A.replace('"A"', "'A'"), A.replace('"A"', '"""A"""'), A.replace('"A"', "'A'")),
    "value here, comment there": (A, A.replace('"A"', '"Z"'), A.replace('"A"', '"A" # c'), A.replace('"A"', '"Z" # c')),
    "comments behind on both sides": (A, A.replace('"A"', '"A" # b'), A.replace('"A"', '"A" # c'), A.replace('"A"', '"A" # b # c')),
    "lines of one comment": ("# 1\n# 2\n" + A, "# one\n# 2\n" + A, "# 1\n# two\n" + A, "# one\n# two\n" + A),
    "a comment reworded on both sides": ("# 1\n\n" + A, "# 2\n\n" + A, "# 3\n\n" + A, "# 2\n\n# 3\n\n" + A),
    "moved there, edited here": (A + B, A.replace('"A"', '"Z"') + B, B[1:] + "\n" + A, B[1:] + "\n" + A.replace('"A"', '"Z"')),
    "below different headings": (
        f"# 1\n\n{A}\n# 2\n{B}",
        f"# 1\n\n{A}{B.replace('b]', 'c]')}\n# 2\n{B}",
        f"# 1\n\n{A}\n# 2\n{B}{B.replace('b]', 'd]')}",
        f"# 1\n\n{A}{B.replace('b]', 'c]')}\n# 2\n{B}{B.replace('b]', 'd]')}",
    ),
    "a new section here, an entry there": (A, f"{A}\n# 2\n{B}", A + B.replace("b]", "c]"), f"{A}{B.replace('b]', 'c]')}\n# 2\n{B}"),
    "fields above every header": ('a.title = "A"\n', 'a.title = "A"\na.date = 2010\n', 'a.title = "Z"\n' + B, 'a.title = "Z"\na.date = 2010\n' + B),
    "line ends changed there": (A, A + B, A.replace("\n", "\r\n"), (A + B).replace("\n", "\r\n")),
    "a byte order mark added there": (A, A + B, "\ufeff" + A, "\ufeff" + A + B),
    "no line end at the end": (A[:-1], A[:-1] + "\n" + B[:-1], A[:-1] + "\n" + B.replace("b]", "c]")[:-1], A + B + B.replace("b]", "c]")),
    "an error that was there": (A, A + "author = 3\n", A + "date = 2010\n", A + "author = 3\ndate = 2010\n"),
    "entries of no ancestor": ("", A, B[1:], A + B),
    "tables of an entry apart": (
        A + B + '[a.allow]\nother-work = "x"\n', A + B + '[a.allow]\nother-work = "z"\n', A.replace('"A"', '"Z"') + B + '[a.allow]\nother-work = "x"\n',
        A.replace('"A"', '"Z"') + '[a.allow]\nother-work = "z"\n' + B,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("base", "ours", "theirs", "result"), CLEAN.values(), ids=CLEAN)
def test_changes_that_do_not_meet_are_all_taken(base, ours, theirs, result):
    assert merged(base, ours, theirs) == (result, 0)


TITLE = 'title = "{}"\n'.format
CONFLICTS = {
    "one field": (A, A.replace('"A"', '"1"') + B, A.replace('"A"', '"2"'), "[a]\n" + conflict(TITLE(1), TITLE(2)) + B),
    "one field of new entries": ("", A, A.replace('"A"', '"2"'), "[a]\n" + conflict(TITLE("A"), TITLE(2))),
    "one field deleted": (A + "date = 1\n", A, A + "date = 2\n", A + conflict("", "date = 2\n")),
    "an entry deleted": (A + B, A + B.replace('"B"', '"1"'), A, A + "\n" + conflict(B.replace('"B"', '"1"')[1:], "")),
    "a setting": (
        '[refexport]\nprefer = "preprint"\n', '[refexport]\nprefer = "published"\n', "[refexport]\n" + A,
        "[refexport]\n" + conflict('prefer = "published"\n', "") + A,
    ),
    "a comment in a list and an item": (
        A + "keywords = [\n  'x', # 1\n]\n", A + "keywords = [\n  'x', # 2\n]\n", A + "keywords = [\n  'y', # 1\n]\n",
        A + conflict("keywords = [\n  'x', # 2\n]\n", "keywords = [\n  'y', # 1\n]\n"),
    ),
    "a table in two forms": (
        A, A + "allow = { other-work = 'x' }\n", A + "[a.allow]\nmissing-date = 'x'\n",
        conflict(A + "allow = { other-work = 'x' }\n", A + "[a.allow]\nmissing-date = 'x'\n"),
    ),
    "one field under two names": (
        A, A + "journal = 'x'\n", A + "journaltitle = 'y'\n", conflict(A + "journal = 'x'\n", A + "journaltitle = 'y'\n"),
    ),
    "the last identifiers": (
        A + "arxiv = '1703.03400'\n", A, "[a]\narxiv = '1703.03400'\n", conflict(A, "[a]\narxiv = '1703.03400'\n"),
    ),
    "keys that are the same for BibTeX": (A, A + B, A + B.replace("[b]", "[B]"), A + B + "\n" + conflict("", B.replace("[b]", "[B]")[1:])),
}  # fmt: skip


@pytest.mark.parametrize(("base", "ours", "theirs", "result"), CONFLICTS.values(), ids=CONFLICTS)
def test_what_both_sides_changed_is_a_conflict_with_both(base, ours, theirs, result):
    assert merged(base, ours, theirs) == (result, 1)


def test_an_ancestor_with_conflicts_says_nothing_of_what_they_hold():
    base = "[a]\n" + conflict(TITLE(1), TITLE(2)) + "date = 2010\n"
    ours, theirs = f"[a]\n{TITLE(1)}date = 2010\n", f"[a]\n{TITLE(2)}date = 2011\n"
    assert merged(base, ours, theirs) == ("[a]\n" + conflict(TITLE(1), TITLE(2)) + "date = 2011\n", 1)


@pytest.mark.parametrize("side", ["our side", "their side"])
@pytest.mark.parametrize("broken", [b"[a\n", b"[a]\n[a]\n", b"\xff", b"[a]\ntitle = \n", b"x = " + b"[" * 5000])
def test_a_side_that_is_no_toml_has_no_merge(side, broken):
    files = [(A + B).encode(), broken] if side == "their side" else [broken, (A + B).encode()]
    with pytest.raises(NoMergeError, match=side):
        merge_entries(Three(A.encode(), *files))


def test_a_field_that_would_stand_twice_has_no_merge():
    top = 'a.title = "A"\n'
    with pytest.raises(NoMergeError):
        merged("", top, A)


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, 100 if IS_QUICK else 1000, 100))
def test_random_branches_lose_nothing_and_conflict_only_where_they_have_to(first):
    conflicts = 0
    for seed in range(first, first + 100):
        files = branches(seed)
        data, found = merge_entries(Three(*(file.data() for file in files)))
        assert found == check_merged(data, *files)
        conflicts += found
    assert conflicts > 10  # the branches do meet


def test_the_pieces_of_a_file_are_its_text():
    texts = [(ROOT / "entries.toml").read_text(), *(file.text() for seed in range(30) for file in branches(seed))]
    for text in texts:
        assert "".join(part.text for part in parse_layout(text).values()).lstrip("\n") == text


# --- locks


def record(identifier="arxiv:1703.03400", updated="", type_="article"):
    return Record(identifier, "arxiv", updated, Entry("", type_, {}) if type_ else None)


OLD, NEW, NEWER, OTHER = record(), record(updated="2019"), record(updated="2020"), record("doi:10.1000/1")
GONE = record(type_="")
LOCKS = {
    "added on both sides": ({}, {"a": (OLD,)}, {"b": (OTHER,)}, {"a": (OLD,), "b": (OTHER,)}),
    "added to one entry": ({}, {"a": (OLD,)}, {"a": (OTHER,)}, {"a": (OLD, OTHER)}),
    "changed here": ({"a": (OLD,)}, {"a": (NEW,)}, {"a": (OLD,), "b": (OTHER,)}, {"a": (NEW,), "b": (OTHER,)}),
    "changed there": ({"a": (OLD,)}, {"a": (OLD,), "b": (OTHER,)}, {"a": (NEW,)}, {"a": (NEW,), "b": (OTHER,)}),
    "changed on both, later there": ({"a": (OLD,)}, {"a": (NEW,)}, {"a": (NEWER,)}, {"a": (NEWER,)}),
    "found there, denied here": ({}, {"a": (GONE,)}, {"a": (OLD,)}, {"a": (OLD,)}),
    "found here, denied there": ({}, {"a": (OLD,)}, {"a": (GONE,)}, {"a": (OLD,)}),
    "changed on both, later here": ({"a": (OLD,)}, {"a": (NEWER,)}, {"a": (NEW,)}, {"a": (NEWER,)}),
    "changed on both, no time": ({"a": (NEW,)}, {"a": (record(type_="book"),)}, {"a": (record(type_=""),)}, {"a": (record(type_="book"),)}),
    "deleted there": ({"a": (OLD, OTHER)}, {"a": (OLD, OTHER), "b": (OLD,)}, {"a": (OLD,)}, {"a": (OLD,), "b": (OLD,)}),
    "deleted here and changed there": ({"a": (OLD,)}, {}, {"a": (NEW,)}, {"a": (NEW,)}),
}  # fmt: skip


@pytest.mark.parametrize("locks", LOCKS.values(), ids=LOCKS)
def test_records_are_merged_one_by_one(locks):
    *files, expected = (print_lock(lock) for lock in locks)
    assert merge_locks(Three(*files)) == (expected, 0)


def test_an_ancestor_without_a_lock_counts_as_empty():
    for base in (b"", b"{", b"<<<<<<< ours\n"):
        merged = merge_locks(Three(base, print_lock({"a": (OLD,)}), print_lock({"b": (OTHER,)})))
        assert parse_lock(merged.data, "") == {"a": (OLD,), "b": (OTHER,)}


def test_a_damaged_lock_has_no_merge():
    with pytest.raises(NoMergeError, match="their side:1: the lock is damaged"):
        merge_locks(Three(b"", print_lock({"a": (OLD,)}), b'{"version": 1, "ent'))
