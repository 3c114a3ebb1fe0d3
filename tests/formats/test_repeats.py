"""Other keys of an entry in formats whose readers know one: written once more, and read as one entry again."""

import json

import pytest
import yaml

from refexport.formats import FORMATS
from refexport.formats.readback import proved
from refexport.model.entry import Entry
from refexport.model.text import literal_text

WORK = Entry("new", "book", {"title": literal_text("A Title"), "ids": ("old", "older")})
OTHER = Entry("other", "book", {"title": literal_text("A Title"), "ids": ("new",)})


def keys_of(form, text):
    """The keys by which pandoc and Typst find works in a file."""
    if form == "csl-json":
        return [item["id"] for item in json.loads(text)]
    data = yaml.safe_load(text)
    return [item["id"] for item in data["references"]] if form == "csl-yaml" else list(data)


@pytest.mark.parametrize("form", ["csl-json", "csl-yaml", "hayagriva"])
def test_a_work_is_found_by_all_its_keys_and_read_once(form):
    written = proved(FORMATS[form], [WORK])
    assert keys_of(form, written.text) == ["new", "old", "older"]
    read, problems = FORMATS[form].read(written.text, "x")
    assert [(one.key, one.words("ids"), one.plain("title")) for one in read] == [("new", ("old", "older"), "A Title")]
    assert problems == ()


@pytest.mark.parametrize("form", ["csl-json", "csl-yaml", "hayagriva"])
def test_a_key_that_is_another_entry_s_stays_that_one_s_and_is_named(form):
    written = proved(FORMATS[form], [WORK, OTHER])
    assert keys_of(form, written.text) == ["new", "old", "older", "other"]
    assert any(
        one.key == "other" and one.field == "ids" and "another entry has the key" in one.message for one in written.lost
    )


@pytest.mark.parametrize("form", ["csl-json", "hayagriva"])
def test_a_mark_that_names_nothing_is_no_repeat(form):
    text = proved(FORMATS[form], [WORK]).text.replace("new", "gone", 1)
    read, _ = FORMATS[form].read(text, "x")
    assert {one.key for one in read} >= {"old", "older"}


def test_two_works_that_are_alike_stay_two():
    alike = [WORK.without("ids"), Entry("same", "book", WORK.without("ids").fields)]
    read, _ = FORMATS["hayagriva"].read(FORMATS["hayagriva"].write(alike).text, "x")
    assert [one.key for one in read] == ["new", "same"]
