"""EndNote's files before bibutils: what it reads of ours, field by field, and what we read of its own."""

import subprocess
import xml.etree.ElementTree as ET

import pytest

from refexport.formats import FORMATS
from tests.clients import _of_mods, _verdicts, of_csl
from tests.formats.samples import BEYOND_T1, SAMPLES, truth

ENTRIES = [*SAMPLES, *BEYOND_T1]
READERS = {"endnote": "endx2xml", "enw": "end2xml"}
"""format -> bibutils' program that reads it."""

UNREAD = {"endnote": {"event", "language", "version"}, "enw": {"doi", "event", "language", "version"}}
"""Fields that bibutils reads of none: conferences, names of languages as codes, versions; DOIs in .enw."""

MISREAD = {
    "endnote": {
        "authors": "video2020",  # takes authors for none of an audiovisual work
        "container": "keller2019 published2019",  # takes the conference for the proceedings
        "isbn": "who2020",  # the ledger names it: the number of a report stands in its place
        "pages": "roman1990",  # does not know custom7
        "place": "keller2019 published2019",  # takes the place of the conference
    },
    "enw": {
        "authors": "video2020 who2020",  # as above; splits an organisation at its two commas
        "container": "keller2019 published2019",
        "isbn": "who2020",
        "pages": "roman1990 sol2013",  # does not know %], and appends it to the value before
        "place": "keller2019 published2019",
        "publisher": "shelf1988",  # does not know %<
        "volume": "roman1990",
    },
}
"""What bibutils makes another thing of, by field: a ratchet, each key is true and none is missing."""


LOST_BY_BIBUTILS = {
    "authors": "openlab2022 who2020",  # takes a group of one word for a family name, splits one at "and"
    "doi": "loop2021 moss2021 published2019",  # drops those with a prefix of five digits
    "editors": "chapter1998 series2008",  # takes A2 of RIS for an author of the host
    "issued": "harbour2020",  # writes a second year
    "isbn": "who2020",
    "place": "keller2019 published2019 series2008",  # drops C1 of RIS
    "version": "omniglot2015",
}
"""What is lost on the way from our RIS through bibutils to its .enw, by field."""


def run(*command, text=""):
    return subprocess.run(command, input=text, capture_output=True, text=True, encoding="utf-8", check=True).stdout


def misread(verdicts):
    return {(field, key) for (field, key), verdict in verdicts.items() if verdict in ("changed", "lost")}


@pytest.mark.program("endx2xml", "end2xml")
@pytest.mark.parametrize("name", READERS)
def test_bibutils_misreads_only_what_is_known(name, tmp_path):
    path = tmp_path / "file"
    path.write_bytes(FORMATS[name].write(ENTRIES).text.encode())
    works = ET.fromstring(run(READERS[name], "-i", "unicode", str(path)).lstrip("\ufeff"))
    assert len(works) == len(ENTRIES)
    found = misread(dict(_verdicts([of_csl(truth(one)) for one in ENTRIES], list(map(_of_mods, works)))))
    known = {(field, key) for field, keys in MISREAD[name].items() for key in keys.split()}
    assert {place for place in found if place[0] not in UNREAD[name]} == known
    assert {field for field, _ in found} >= UNREAD[name]


@pytest.mark.program("ris2xml", "xml2end")
def test_what_bibutils_writes_is_read_whole(tmp_path):
    path = tmp_path / "file.ris"
    path.write_bytes(FORMATS["ris"].write(ENTRIES).text.encode())
    (tmp_path / "mods").write_text(run("ris2xml", "-i", "unicode", str(path)), encoding="utf-8")
    text = run("xml2end", "-o", "unicode", str(tmp_path / "mods"))
    found, problems = FORMATS["enw"].read(text, "x.enw")
    assert len(found) == len(ENTRIES)
    verdicts = dict(_verdicts([of_csl(truth(one)) for one in ENTRIES], [of_csl(truth(one)) for one in found]))
    lost = {(field, key) for field, keys in LOST_BY_BIBUTILS.items() for key in keys.split()}
    assert {place for place in misread(verdicts) if place[0] != "event"} == lost
    assert len(problems) < 5
