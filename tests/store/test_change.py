"""`changing`: whatever happens to the file meanwhile, the change is made to what it holds then (docs/decisions/0009)."""

import os
import stat
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from refexport.errors import FileError, InputError, WriteError
from refexport.store.change import TRIES, Plan, changing
from refexport.store.edit import Addition
from refexport.store.files import locked

SOURCE = '[a]\ntitle = "A"  # mine\n'
NEW = Addition("n", {"title": "N"})
ADDED = SOURCE + '\n[n]\ntitle = "N"\n'


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "entries.toml"
    file.write_text(SOURCE)
    return file


def adding(library, _text):
    keys = [hand.entry.key for hand in library.hands]
    return Plan(keys, [NEW])


def test_the_plan_is_made_from_the_file_and_carried_out(path):
    made = changing(path, adding)
    assert made.report == ["a"]
    assert path.read_text() == ADDED
    assert [one.name for one in path.parent.iterdir()] == ["entries.toml"]


def test_additions_and_changes_at_once(path):
    changing(path, lambda _library, _text: Plan(None, [NEW], {"a": {"doi": "10.1000/x"}}))
    assert path.read_text() == ADDED.replace("# mine\n", '# mine\ndoi = "10.1000/x"\n')


def test_a_plan_for_nothing_writes_nothing(path):
    before = path.stat()
    changing(path, lambda _library, _text: Plan(None))
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_the_text_comes_without_byte_order_mark_and_with_lf(path):
    path.write_bytes(b'\xef\xbb\xbf[a]\r\ntitle = "A"\r\n')
    texts = []
    changing(path, lambda _library, text: Plan(texts.append(text)))
    assert texts == ['[a]\ntitle = "A"\n']


def test_byte_order_mark_line_ends_mode_and_link_stay(path, tmp_path):
    path.write_bytes(b"\xef\xbb\xbf" + SOURCE.replace("\n", "\r\n").encode())
    path.chmod(0o640)
    (tmp_path / "link.toml").symlink_to("entries.toml")
    changing(tmp_path / "link.toml", adding)
    assert path.read_bytes() == b"\xef\xbb\xbf" + ADDED.replace("\n", "\r\n").encode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert (tmp_path / "link.toml").is_symlink()


def saving(path, texts):
    """A plan during which an editor saves the texts, one at each try."""

    def plan(library, text):
        if texts:
            path.write_text(texts.pop(0))
        return adding(library, text)

    return plan


def test_what_an_editor_saves_meanwhile_is_kept(path):
    edited = SOURCE + '\n[b]\ntitle = "B"\n'
    made = changing(path, saving(path, [SOURCE + "# half", edited]))
    assert made.report == ["a", "b"]
    assert path.read_text() == edited + '\n[n]\ntitle = "N"\n'


def test_a_mistake_that_an_editor_saves_meanwhile_is_named(path):
    with pytest.raises(InputError) as raised:
        changing(path, saving(path, ["[a]\ntitle = \n"]))
    assert raised.value.problems[0].line == 2
    assert path.read_text() == "[a]\ntitle = \n"


def test_a_file_that_never_rests_is_left_alone(path, monkeypatch):
    monkeypatch.setattr("refexport.store.change.BETWEEN_TRIES", 0)
    texts = [f"{SOURCE}# {number}\n" for number in range(TRIES)]
    with pytest.raises(FileError, match="another program keeps changing it"):
        changing(path, saving(path, list(texts)))
    assert path.read_text() == texts[-1]
    assert [one.name for one in path.parent.iterdir()] == ["entries.toml"]


def test_a_file_that_was_removed_meanwhile_stays_away(path):
    def plan(library, text):
        path.unlink()
        return adding(library, text)

    with pytest.raises(FileError, match="cannot read"):
        changing(path, plan)
    assert list(path.parent.iterdir()) == []


def test_a_file_that_cannot_be_used_is_not_changed(path):
    path.write_text(broken := SOURCE + 'date = "2017-13-45"\n')
    with pytest.raises(InputError) as raised:
        changing(path, adding)
    assert [(problem.line, problem.field) for problem in raised.value.problems] == [(3, "date")]
    assert path.read_text() == broken


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        (Plan(None, [Addition("no key", {"title": "N"})]), "no cite key"),
        (Plan(None, [Addition("A", {"title": "N"})]), "same key for BibTeX"),
        (Plan(None, [Addition("refexport", {"arxiv": "1703.03400"})]), r"\[refexport\]"),
        (Plan(None, changes={"a": {"date": "2017-13-45"}}), r"\[a\]"),
        (Plan(None, changes={"b": {"title": "B"}}), r"there is no \[b\]"),
    ],
)
def test_what_could_not_be_read_again_is_not_written(path, plan, said):
    with pytest.raises(WriteError, match=said):
        changing(path, lambda _library, _text: plan)
    assert path.read_text() == SOURCE


def test_a_second_refexport_waits_and_proceeds(path, monkeypatch):
    monkeypatch.setattr("refexport.store.files.SAY_AFTER", 0.05)
    said = []
    with ThreadPoolExecutor(1) as pool:
        with locked(path):
            other = pool.submit(changing, path, adding, said.append)
            time.sleep(0.3)
            assert path.read_text() == SOURCE
        assert other.result(10).report == ["a"]
    assert path.read_text() == ADDED
    assert said == [f"waiting for another refexport that works on {path}"]


def test_a_file_that_is_being_written_in_place_is_waited_for(path, monkeypatch):
    """``formatter < x > entries.toml`` empties the file first and may take its time."""
    path.write_text("")
    naps = []
    monkeypatch.setattr("time.sleep", lambda seconds: naps.append(seconds) or path.write_text(SOURCE))
    assert changing(path, adding).report == ["a"]
    assert path.read_text() == ADDED
    assert naps


def test_a_file_that_has_been_empty_for_a_while_is_a_new_one(path):
    path.write_text("")
    os.utime(path, (time.time() - 10, time.time() - 10))
    changing(path, adding)
    assert path.read_text() == '[n]\ntitle = "N"\n'


def test_what_would_be_wrong_is_named_not_what_was_odd_before(path):
    path.write_text('[a]\ntitle = "A"\nodd = "x"\n')
    with pytest.raises(WriteError) as raised:
        changing(path, lambda _library, _text: Plan(None, [Addition("n", {"title": "N", "date": 206})]))
    assert "[n] date" in raised.value.message
    assert raised.value.hint
