"""Frames: a file is its entries' blocks and what stands around them, and a block says the same alone as among others."""

import pytest

from refexport.formats import FORMATS
from tests.random_entries import random_entries

FRAMED = {name: form for name, form in FORMATS.items() if form.frame}
ENTRIES = random_entries(300, seed=23)


def test_these_formats_have_frames():
    assert set(FRAMED) == {"bibtex", "biblatex", "csl-json", "zotero", "ris", "enw", "nbib"}


@pytest.mark.parametrize("name", FRAMED)
def test_a_file_is_the_sum_of_its_blocks(name):
    form = FRAMED[name]
    written = form.write(ENTRIES)
    blocks = form.frame.split(written.text, ENTRIES)
    assert len(blocks) == len(ENTRIES)
    assert form.frame.joined(blocks, ENTRIES) == written.text


@pytest.mark.parametrize("name", FRAMED)
def test_a_block_is_the_same_alone_and_loses_the_same(name):
    form = FRAMED[name]
    written = form.write(ENTRIES)
    blocks = form.frame.split(written.text, ENTRIES)
    lost = {entry.key: [one for one in written.lost if one.key == entry.key] for entry in ENTRIES}
    for entry, block in zip(ENTRIES, blocks, strict=True):
        alone = form.write([entry])
        assert form.frame.joined([block], [entry]) == alone.text
        assert list(alone.lost) == lost[entry.key]


@pytest.mark.parametrize("name", FRAMED)
def test_a_block_is_read_the_same_alone(name):
    form = FRAMED[name]
    text = form.write(ENTRIES).text
    whole = form.read(text, "x").entries
    for entry, block, read in zip(ENTRIES, form.frame.split(text, ENTRIES), whole, strict=True):
        assert tuple(form.read(form.frame.joined([block], [entry]), "x").entries) == (read,)
