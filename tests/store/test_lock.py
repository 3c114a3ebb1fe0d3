import hashlib
import json
import random
import re

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from refexport.errors import LockError
from refexport.model.date import Date
from refexport.model.entry import Entry, Record
from refexport.model.name import Name
from refexport.model.text import Span, Style, parse_text
from refexport.store.entries import Hand
from refexport.store.files import locked
from refexport.store.lock import missing, parse_lock, print_lock, read_lock, write_lock
from tests.conftest import ROOT, examples
from tests.model.strategies import fields, hard_strings, some_words, words

ENTRY = Entry(
    "",
    "preprint",
    {
        "title": parse_text("Model-{Agnostic} $x$"),
        "author": (Name("Finn", "Chelsea"), Name("Yang", latin="Y")),
        "date": Date(2017, 3, 9),
        "zzz": parse_text("unknown"),
        "eprint": "1703.03400",
        "note": (),
    },
)
LOCK = {
    "finn2017": (
        Record(
            "arxiv:1703.03400",
            "arxiv",
            "2017-07-18T16:45:29Z",
            ENTRY,
            {"title": "Model-\nAgnostic"},
            {"published": ("doi:10.1000/x",)},
        ),
        Record("doi:10.1000/none", "crossref"),
    ),
    "abbeel2004": (Record("doi:10.1145/1", "crossref", "", Entry("", "misc", {"doi": "10.1145/1"})),),
    "nothing": (),
}
UNDIGESTED = """\
{
  "@generated": "by refexport from entries.toml; not to be edited: 'refexport enrich' adds what is missing",
  "version": 1,
  "entries": {
    "abbeel2004": [
      {
        "id": "doi:10.1145/1",
        "service": "crossref",
        "entry": {
          "type": "misc",
          "doi": "10.1145/1"
        }
      }
    ],
    "finn2017": [
      {
        "id": "arxiv:1703.03400",
        "service": "arxiv",
        "updated": "2017-07-18T16:45:29Z",
        "entry": {
          "type": "preprint",
          "author": ["Finn, Chelsea",{"family":"Yang","latin":"Y"}],
          "date": "2017-03-09",
          "title": "Model-{Agnostic} $x$",
          "eprint": "1703.03400",
          "zzz": "unknown"
        },
        "raw": {
          "title": "Model-\\nAgnostic"
        },
        "links": {
          "published": ["doi:10.1000/x"]
        }
      },
      {
        "id": "doi:10.1000/none",
        "service": "crossref",
        "absent": true
      }
    ]
  }
}
"""
"""The lock as the first version of the format has it: without digests."""


def digest(key, record):
    """What docs/reference/lock.md says: ten digits of SHA-256 over an array, names sorted, no blanks."""
    content = [key, record["id"], record["service"], record.get("updated", ""), record.get("absent", False)]
    content += [record.get("entry"), record.get("raw", {}), record.get("links", {})]
    array = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(array.encode()).hexdigest()[:10]


def digested(text):
    """A lock of the first version as one of the second: a digest before each record's entry."""
    records = [(key, one) for key, records in json.loads(text)["entries"].items() for one in records]
    lines = (f'        "digest": "{digest(key, one)}",\n' for key, one in records)
    text = re.sub(r'^        "(?:entry|absent)":', lambda found: next(lines) + found[0], text, flags=re.MULTILINE)
    return text.replace('"version": 1', '"version": 2')


PRINTED = digested(UNDIGESTED)


def damaged(text):
    with pytest.raises(LockError) as raised:
        parse_lock(text if isinstance(text, bytes) else text.encode(), "e.lock.json")
    return raised.value


def test_one_field_a_line_sorted_by_key():
    assert print_lock(LOCK).decode() == PRINTED


def test_an_empty_lock():
    assert print_lock({}).decode().endswith('"version": 2,\n  "entries": {}\n}\n')
    assert parse_lock(print_lock({}), "e.lock.json") == {}


ids = st.builds(
    "{}:{}".format, st.sampled_from(["doi", "arxiv", "dblp"]), some_words.map(lambda text: text.replace(" ", "-"))
)
entries = st.builds(Entry, st.just(""), st.sampled_from(["article", "preprint", ""]), fields())
records = st.builds(
    Record,
    ids,
    st.sampled_from(["crossref", "arxiv"]),
    words,
    st.none() | entries,
    st.dictionaries(some_words, hard_strings.filter(bool), max_size=2),
    st.dictionaries(st.sampled_from(["published", "retraction"]), st.lists(ids, min_size=1, max_size=2).map(tuple)),
)
locks = st.dictionaries(some_words, st.lists(records, min_size=1, max_size=3).map(tuple), max_size=4)


@given(locks)
def test_print_then_parse_is_the_same_and_so_are_the_bytes(lock):
    printed = print_lock(lock)
    assert parse_lock(printed, "e.lock.json") == lock
    assert print_lock(parse_lock(printed, "e.lock.json")) == printed


@given(locks, st.randoms())
@examples(30)
def test_equal_locks_have_equal_bytes(lock, shuffler):
    items = list(lock.items())
    shuffler.shuffle(items)
    assert print_lock(dict(items)) == print_lock(lock)


@given(locks)
@examples(30)
def test_the_file_is_plain_json_without_stray_line_ends(lock):
    printed = print_lock(lock).decode()
    assert set(json.loads(printed)["entries"]) == set(lock)
    assert all(line == line.rstrip("\r") for line in printed.split("\n"))


def test_reading_and_writing(tmp_path):
    path = tmp_path / "entries.lock.json"
    assert read_lock(path) == {}
    with locked(path) as file:
        assert write_lock(file, LOCK)
    before = path.stat().st_mtime_ns
    with locked(path) as file:
        assert not write_lock(file, read_lock(path))
    assert path.stat().st_mtime_ns == before


def test_a_lock_cut_anywhere_is_refused_or_whole():
    data = PRINTED.encode()
    whole = parse_lock(data, "e.lock.json")
    assert parse_lock(data[:-1], "e.lock.json") == whole
    for end in range(len(data) - 1):
        error, lines = damaged(data[:end]), data.count(b"\n", 0, end) + 1
        assert error.message.startswith(f"e.lock.json:{lines}: the lock is damaged: column")
        assert "refexport enrich" in error.hint


def flipped(data, place, bit):
    return data[:place] + bytes([data[place] ^ 1 << bit]) + data[place + 1 :]


def accepted_as_other(data, flips):
    """The flips after which the lock is read as another one."""
    whole, wrong = parse_lock(data, "e.lock.json"), []
    for place, bit in flips:
        try:
            if parse_lock(flipped(data, place, bit), "e.lock.json") != whole:
                wrong.append((place, bit))
        except LockError:
            continue
    return wrong


def test_every_bit_of_a_small_lock_may_flip_and_no_data_changes_unseen():
    record = LOCK["finn2017"][0]
    short = Entry("", "preprint", {"title": parse_text("Agnostic $x$"), "date": Date(2017, 3)})
    data = print_lock({"finn2017": (msgspec.structs.replace(record, entry=short), LOCK["finn2017"][1])})
    assert accepted_as_other(data, ((place, bit) for place in range(len(data)) for bit in range(8))) == []


@pytest.mark.slow
def test_three_thousand_flips_in_the_sample_change_no_data_unseen():
    data, pick = (ROOT / "entries.lock.json").read_bytes(), random.Random(5)
    flips = [(pick.randrange(len(data)), pick.randrange(8)) for _ in range(3000)]
    assert accepted_as_other(data, flips) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"date": "2017-03-09"', '"date": "2017-03-08"'),
        ('"updated": "2017-07', '"updated": "2016-07'),
        ('"published": [', '"publisheb": ['),
        ("Model-\\nAgnostic", "Model-\\tAgnostic"),
        ('"service": "arxiv"', '"service": "arxyv"'),
    ],
)
def test_a_changed_byte_is_named_with_its_record_and_the_way_to_heal(old, new):
    assert PRINTED.count(old) == 1
    error, line = damaged(PRINTED.replace(old, new)), line_of(PRINTED, '        "id": "arxiv:1703.03400",')
    assert error.message == (
        f"e.lock.json:{line}: the lock is damaged: [finn2017] arxiv:1703.03400: "
        "the record is not as it was written, its digest does not fit"
    )
    assert "run refexport enrich" in error.hint


def test_a_changed_cite_key_is_found_too():
    assert "[finn2018] arxiv:1703.03400: " in damaged(PRINTED.replace("finn2017", "finn2018")).message


def test_a_byte_that_is_no_character_is_named_with_its_record():
    place = PRINTED.index("Chelsea")
    line = line_of(PRINTED, '          "author": ["Finn, Chelsea",{"family":"Yang","latin":"Y"}],')
    error = damaged(flipped(PRINTED.encode(), place, 7))
    assert error.message.startswith(f"e.lock.json:{line}: the lock is damaged: column ")
    assert "[finn2017] arxiv:1703.03400: not UTF-8" in error.message


def test_a_record_of_the_second_version_has_a_digest():
    text = re.sub('        "digest": "[^"]*",\n', "", PRINTED, count=1)
    assert "[abbeel2004] doi:10.1145/1: the record is not as it was written" in damaged(text).message


def test_a_lock_of_the_first_version_is_read_and_written_with_digests():
    old = parse_lock(UNDIGESTED.encode(), "e.lock.json")
    assert old == parse_lock(PRINTED.encode(), "e.lock.json")
    assert print_lock(old).decode() == PRINTED


def test_the_order_of_names_does_not_count_for_a_digest():
    """Tools that lay JSON out anew sort names."""
    spread = json.dumps(json.loads(PRINTED), sort_keys=True, indent=4)
    assert parse_lock(spread.encode(), "e.lock.json") == parse_lock(PRINTED.encode(), "e.lock.json")


@given(st.integers(0, len(PRINTED) - 1), st.binary(min_size=1, max_size=3))
@examples(500)
def test_a_damaged_lock_is_refused_or_read(place, data):
    changed = PRINTED.encode()[:place] + data + PRINTED.encode()[place + 1 :]
    try:
        lock = parse_lock(changed, "e.lock.json")
    except LockError:
        return
    assert parse_lock(print_lock(lock), "e.lock.json") == lock


def test_the_place_of_the_damage():
    line = PRINTED.split("\n").index('          "date": "2017-03-09",') + 1
    error = damaged(PRINTED.replace('"2017-03-09",', '"2017-03-09"'))
    assert error.message.startswith(f"e.lock.json:{line + 1}: the lock is damaged: column 11:")


def test_an_unresolved_merge_says_so():
    conflict = PRINTED.replace(
        '  "version": 2,\n', '<<<<<<< HEAD\n  "version": 2,\n=======\n  "version": 1,\n>>>>>>> b\n'
    )
    error = damaged(conflict)
    assert error.message == "e.lock.json:3: an unresolved conflict of a merge"
    assert error.hint == "run refexport enrich: it keeps the records of both sides"


@pytest.mark.parametrize("rest", ["", ', "entries": {}', ', "entries": [], "new": 1'])
def test_the_lock_of_another_version(rest):
    error = damaged('{"version": 3' + rest + "}")
    assert "version 3" in error.message
    assert "upgrade" in error.hint


@pytest.mark.parametrize("version", ["0", "-1", '"2"', "2.0", "null"])
def test_a_version_that_never_was_is_damage_at_its_line(version):
    """No newer refexport would read it: the records that are whole can be kept."""
    error = damaged(PRINTED.replace('"version": 2', f'"version": {version}'))
    assert error.message.startswith("e.lock.json:3: the lock is damaged: ")
    assert error.hint.startswith("run refexport enrich")


def line_of(text, line):
    return text.split("\n").index(line) + 1


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"id": "arxiv:1703.03400"', '"id": "arxiv 1703.03400"', "without identifier"),
        ('"service": "arxiv"', '"service": ""', "without identifier or service"),
        ('"absent": true', '"absent": false', "absent and has an entry, or neither"),
        ('"updated": "2017-07-18T16:45:29Z"', '"absent": true', "absent and has an entry, or neither"),
        ('"date": "2017-03-09"', '"date": "2017-13-09"', "date: there is no month 13"),
        ('"date": "2017-03-09"', '"date": ["2017"]', "date: expected a date"),
        ('{"family":"Yang"', '{"familie":"Yang"', "author: unknown part 'familie'"),
        ('"Model-{Agnostic} $x$"', '"<tex>\\\\input{x}</tex>"', "title: raw TeX in fetched text"),
        ('"Model-{Agnostic} $x$"', '"\\u003ctex>\\\\input{x}</tex>"', "title: raw TeX in fetched text"),
        ('"Model-{Agnostic} $x$"', '"<te\\u0078>\\\\input{x}</tex>"', "title: raw TeX in fetched text"),
        ('"Model-{Agnostic} $x$"', '"<tex>\\\\input{x}<\\/tex>"', "title: raw TeX in fetched text"),
        ('"title": "Model-{Agnostic} $x$"', '"title": 3', "Expected `str | array`"),
        ('"service": "arxiv"', '"servant": "arxiv"', "servant"),
    ],
)
def test_wrong_records_are_named(old, new, said):
    assert UNDIGESTED.count(old) == 1
    text = UNDIGESTED.replace(old, new)
    key, id_ = ("finn2017", "doi:10.1000/none") if "absent" in old else ("finn2017", "arxiv:1703.03400")
    id_ = id_.replace(":", " ") if " " in new and '"id"' in new else id_
    error = damaged(text)
    line = line_of(text, f'        "id": "{id_}",')
    assert error.message.startswith(f"e.lock.json:{line}: the lock is damaged: [{key}]")
    assert id_ in error.message
    assert said in error.message


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "3",
        '{"version": "1"}',
        '{"version": 1}',
        '{"version": 1, "entries": 3}',
        '{"entries": {}}',
        "[" * 100_000,
        "\xff",
    ],
)
def test_json_that_is_no_lock(text):
    assert damaged(text.encode("latin-1")).message.startswith("e.lock.json:")


def test_a_key_twice_is_refused():
    text = PRINTED.replace('"abbeel2004"', '"finn2017"')
    line = line_of(PRINTED, '    "finn2017": [')
    assert damaged(text).message == f"e.lock.json:{line}: the lock is damaged: finn2017 stands twice"


def test_another_layout_of_the_same_lock_is_read():
    spread = json.dumps(json.loads(PRINTED), indent=1)
    assert parse_lock(spread.encode(), "e.lock.json") == parse_lock(PRINTED.encode(), "e.lock.json")
    wide = PRINTED.replace('        "links": {', '          "links": {')
    assert parse_lock(wide.encode(), "e.lock.json") == parse_lock(PRINTED.encode(), "e.lock.json")


def test_a_field_twice_is_refused():
    line = PRINTED.split("\n").index('          "title": "Model-{Agnostic} $x$",') + 1
    text = PRINTED.replace('"author": ["Finn, Chelsea",{"family":"Yang","latin":"Y"}]', '"title": "Another"')
    assert damaged(text).message == f"e.lock.json:{line}: the lock is damaged: title stands twice"


def test_quotes_in_fields_are_no_second_key():
    lock = {
        "x": (
            Record(
                "doi:10.1000/1",
                "crossref",
                raw={"a": "b"},
                entry=Entry("", "misc", {"note": parse_text('"x": [')}),
            ),
        )
    }
    assert parse_lock(print_lock(lock), "e.lock.json") == lock


def test_text_is_composed_but_raw_text_is_kept():
    told = Entry("", "misc", {"title": (Span("Poincare\u0301"),), "author": (Name("Gode\u0301l", latin="e\u0301"),)})
    printed = print_lock({"x": (Record("doi:10.1000/1", "crossref", entry=told, raw={"title": "e\u0301"}),)})
    record = parse_lock(printed, "e.lock.json")["x"][0]
    assert record.entry.fields == {"title": (Span("Poincaré"),), "author": (Name("Godél", latin="é"),)}
    assert record.raw == {"title": "e\u0301"}


def test_raw_tex_is_never_written():
    evil = Entry("", "misc", {"title": (Span("\\input{x}", frozenset({Style.TEX})),)})
    with pytest.raises(ValueError, match="raw TeX in fetched text"):
        print_lock({"x": (Record("doi:10.1000/1", "crossref", entry=evil),)})


def test_text_that_looks_like_tex_is_text():
    text = "<tex>\\input{x}</tex>"
    lock = {"x": (Record("doi:10.1000/1", "crossref", entry=Entry("", "misc", {"title": (Span(text),)})),)}
    assert parse_lock(print_lock(lock), "e.lock.json") == lock


HANDS = (
    Hand(Entry("finn2017", "", {"eprint": "1703.03400", "eprinttype": "arxiv", "doi": "10.1000/new"})),
    Hand(Entry("twin", "", {"eprint": "1703.03400", "eprinttype": "arxiv"})),
    Hand(Entry("lake", "", {"doi": "10.1000/new", "dblp": "conf/icml/FinnAL17"})),
)


def test_what_is_missing_in_order_each_once():
    assert missing(LOCK, HANDS) == ("doi:10.1000/new", "dblp:conf/icml/FinnAL17")
    assert missing({}, HANDS) == ("arxiv:1703.03400", "doi:10.1000/new", "dblp:conf/icml/FinnAL17")


def test_a_lock_that_ends_in_the_middle():
    error = damaged(b'{"version": 1, "entries": {"mnih2015": {"ti')
    assert error.message.startswith("e.lock.json:1:")
    assert "delete it and run refexport enrich" in error.hint


@pytest.mark.slow
def test_ten_thousand_records_are_read_fast(seconds):
    entry = msgspec.structs.replace(
        ENTRY, fields={field: ENTRY.fields[field] for field in ("title", "author", "date", "eprint")}
    )
    lock = {f"key{n}": (Record(f"doi:10.1000/{n}", "crossref", "2017", entry),) for n in range(10_000)}
    data = print_lock(lock)
    with seconds(1.5):
        assert len(parse_lock(data, "e.lock.json")) == 10_000


def test_lines_merge_one_by_one():
    """Two branches that add different entries change different lines."""
    keys = [f"k{n:02d}" for n in range(20)]
    random.Random(1).shuffle(keys)
    lock = {key: (Record(f"doi:10.1000/{key}", "crossref"),) for key in keys}
    without = {key: held for key, held in lock.items() if key != "k10"}
    removed = set(print_lock(lock).decode().split("\n")) - set(print_lock(without).decode().split("\n"))
    (digest_line,) = (line for line in removed if line.startswith('        "digest": "'))
    assert removed == {'    "k10": [', '        "id": "doi:10.1000/k10",', digest_line}
