"""`refexport export` never overwrites what it is made from."""

import re

import pytest

from refexport.store.lock import print_lock


def keys(path):
    return re.findall(r"^@\w+\{([^,]+),", path.read_text(), re.MULTILINE)


INPUTS = """\
[refexport]
version = 1
journals = "tables/journals.csv"

[refexport.export]
"build/a.bib" = { format = "bibtex", only-cited = ["listed.tex"] }

[key0]
type = "misc"
title = "T"
"""
FILES = {
    "entries.toml": INPUTS,
    "entries.lock.json": print_lock({}).decode(),
    "thesis.tex": "\\cite{key0}\\input{chapters/one}",
    "chapters/one.tex": "\\cite{key0}",
    "listed.tex": "\\cite{key0}",
    "tables/journals.csv": '"Journal of T","J. T."\n',
}


@pytest.fixture
def inputs(folder):
    for name, text in FILES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)
    (folder / "link.tex").symlink_to("thesis.tex")
    (folder / "linked").symlink_to("chapters")
    return folder


@pytest.mark.parametrize(
    "out",
    [
        *FILES,
        "./thesis.tex",
        "chapters/../thesis.tex",
        "link.tex",
        "linked/one.tex",
        "{folder}/thesis.tex",
        "{folder}/chapters/../tables/journals.csv",
    ],
)
@pytest.mark.parametrize("document", ["thesis.tex", "link.tex"])
def test_no_input_is_overwritten_by_whatever_spelling(refexport, inputs, out, document):
    before = {name: (inputs / name).read_bytes() for name in FILES}
    out = out.format(folder=inputs)
    ran = refexport("export", "other.bib", out, "--to", "bibtex", "--only-cited", document, "--force")
    assert ran.code == 2
    assert f"cannot write {out}: it is " in ran.err
    assert "name another file" in ran.err
    assert {name: (inputs / name).read_bytes() for name in FILES} == before
    assert not (inputs / "other.bib").exists()


def test_no_input_of_the_settings_is_overwritten_from_elsewhere(refexport, inputs, monkeypatch):
    monkeypatch.chdir(inputs / "chapters")
    ran = refexport("export", "../listed.tex", "--to", "bibtex")
    assert ran.code == 2
    assert (inputs / "listed.tex").read_text() == FILES["listed.tex"]


def test_a_file_of_the_settings_that_is_its_own_document_is_refused(refexport, inputs):
    (inputs / "entries.toml").write_text(INPUTS.replace('"build/a.bib"', '"listed.tex"'))
    ran = refexport("export")
    assert ran.code == 2
    assert "listed.tex: it is (part of) a document that says what is cited" in ran.err
    assert (inputs / "listed.tex").read_text() == FILES["listed.tex"]


def test_files_in_a_folder_with_inputs_are_written(refexport, inputs):
    assert refexport("export", "chapters/one.bib", "--only-cited", "thesis.tex").code == 0
    assert keys(inputs / "chapters" / "one.bib") == ["key0"]
