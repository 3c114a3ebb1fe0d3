"""The samples before outside judges: LaTeX in eight styles, biber's data model, and six readers."""

import json
import subprocess
import sys

import pytest

from refexport.formats import FORMATS
from tests.formats.samples import BEYOND_T1, SAMPLES, truth

WITHOUT_T1 = ("guillemotleft", "guillemotright", "DJ", "TH")
"""Letters that LaTeX has no glyph for unless a document loads T1: no spelling of them is better (measured)."""

OTHERS = "reads 'and others' as a person"
MATHS = "shows mathematics as TeX"
GREEK = "takes mathematics for letters"
MACRO = "does not know the macro"
MISREAD = {
    ("bbt:biblatex", "authors", "many2012"): OTHERS,
    ("bbt:biblatex", "title", "goodfellow2016"): "keeps the subtitle apart",
    ("bbt:biblatex", "title", "hooft1999"): "turns mathematics into characters",
    ("bbt:bibtex", "authors", "many2012"): OTHERS,
    ("bbt:bibtex", "authors", "plato380"): GREEK,
    ("bbt:bibtex", "title", "hooft1999"): "turns mathematics into characters",
    ("bibutils:biblatex", "authors", "many2012"): OTHERS,
    ("bibutils:biblatex", "title", "greek2015"): GREEK,
    ("bibutils:biblatex", "title", "roman1990"): MACRO,
    ("bibutils:bibtex", "authors", "iceland2003"): MACRO,
    ("bibutils:bibtex", "authors", "many2012"): OTHERS,
    ("bibutils:bibtex", "authors", "nguyen2020"): "cannot stack accents",
    ("bibutils:bibtex", "authors", "plato380"): GREEK,
    ("bibutils:bibtex", "title", "french2011"): MACRO,
    ("bibutils:bibtex", "title", "greek2015"): GREEK,
    ("bibutils:bibtex", "title", "nguyen2020"): "cannot stack accents",
    ("bibutils:bibtex", "title", "plato380"): GREEK,
    ("bibutils:bibtex", "title", "roman1990"): MACRO,
    ("bibutils:ris", "authors", "chapter1998"): "takes A2 for an author of the book",
    ("bibutils:ris", "authors", "series2008"): "takes A2 for an author of the proceedings",
    ("bibutils:ris", "authors", "who2020"): "splits a group at 'and'",
    ("bibutils:ris", "doi", "published2019"): "drops DOIs with a prefix of five digits",
    ("citation-js:biblatex", "authors", "many2012"): OTHERS,
    ("citation-js:biblatex", "title", "greek2015"): MATHS,
    ("citation-js:bibtex", "authors", "many2012"): OTHERS,
    ("citation-js:bibtex", "authors", "plato380"): GREEK,
    ("citation-js:bibtex", "title", "greek2015"): MATHS,
    ("citation-js:bibtex", "title", "plato380"): GREEK,
    ("pandoc:biblatex", "authors", "many2012"): OTHERS,
    ("pandoc:biblatex", "title", "chem2005"): MATHS,
    ("pandoc:biblatex", "title", "greek2015"): MATHS,
    ("pandoc:bibtex", "authors", "djokovic2001"): MACRO,
    ("pandoc:bibtex", "authors", "iceland2003"): MACRO,
    ("pandoc:bibtex", "authors", "many2012"): OTHERS,
    ("pandoc:bibtex", "authors", "plato380"): GREEK,
    ("pandoc:bibtex", "title", "chem2005"): MATHS,
    ("pandoc:bibtex", "title", "greek2015"): MATHS,
    ("pandoc:bibtex", "title", "plato380"): GREEK,
}
"""(client, field, key) -> what the client does: a ratchet, each line is true and none is missing."""


def export(folder, entries):
    files = {}
    for name, format_ in FORMATS.items():
        files[name] = folder / f"{name}{format_.suffix}"
        files[name].write_bytes(format_.write(entries).text.encode())
    return files


@pytest.mark.program("bibtex", "biber", "pdflatex", "bash")
@pytest.mark.parametrize("name", ["bibtex", "biblatex"])
def test_latex_says_nothing(name, shared, tmp_path):
    file = export(tmp_path, SAMPLES)[name]
    done = subprocess.run(
        ["bash", str(shared / "tools" / "latex_check.sh"), str(file), name, "-m", "50"],
        capture_output=True,
        text=True,
        timeout=600,
    )
    report = json.loads(done.stdout)
    errors = [
        message
        for run in report["runs"]
        for message in run["messages"].get("latex", [])
        if not message.endswith("in encoding OT1.")
    ]
    assert errors == []
    assert {
        message.split("\\")[1].split()[0] for run in report["runs"] for message in run["messages"].get("latex", [])
    } <= set(WITHOUT_T1)
    assert {count: report["total"][count] for count in ("warnings", "entries_lost", "no_pdf", "capitals_lost")} == {
        "warnings": 0, "entries_lost": 0, "no_pdf": 0, "capitals_lost": 0,
    }  # fmt: skip
    assert report["clashing_keys"] == []


@pytest.mark.program("node", "npm", "pandoc", "bib2xml")
def test_clients_misread_only_what_is_known(shared, tmp_path):
    entries = [*SAMPLES, *BEYOND_T1]
    files = export(tmp_path, entries)
    facts = tmp_path / "truth.json"
    facts.write_text(json.dumps([truth(entry) for entry in entries]), encoding="utf-8")
    command = [
        sys.executable,
        str(shared / "tools" / "clients_check.py"),
        "--truth",
        str(facts),
        "--examples",
        "99",
    ]
    command += [
        part
        for flag, name in (("bibtex",) * 2, ("biblatex",) * 2, ("csl", "csl-json"), ("ris",) * 2)
        for part in (f"--{flag}", str(files[name]))
    ]
    report = json.loads(subprocess.run(command, capture_output=True, text=True, timeout=600).stdout)
    clients = {name: client for name, client in report["clients"].items() if not client.get("absent")}
    assert {name: client["out"] for name, client in clients.items()} == dict.fromkeys(clients, len(entries))
    misread = {
        (name, field, example["key"])
        for name, client in clients.items()
        for field in ("title", "authors", "issued", "doi", "url")
        for example in client.get("fields", {}).get(field, {}).get("examples", [])
        if example["is"] in ("changed", "lost")
    }
    assert misread == {line for line in MISREAD if line[0] in clients}
