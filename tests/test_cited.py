"""Cite keys found as LaTeX, biber, typst and pandoc themselves would."""

import json
import subprocess

import pytest

from refexport.cited import cited_keys
from refexport.errors import FileError

CASES = [
    ("a.aux", "\\relax\n\\citation{a,b}\n\\citation{a}\n\\bibstyle{plain}\n", ["a", "b"]),
    ("b.aux", "\\abx@aux@cite{0}{finn2017}\n\\abx@aux@segm{0}{0}{finn2017}\n", ["finn2017"]),
    (
        "c.bcf",
        '<bcf:section number="0"><bcf:citekey order="1">a</bcf:citekey><bcf:citekey order="2">b</bcf:citekey>',
        ["a", "b"],
    ),
    ("d.tex", r"\cite{a} \citep[see][p.~3]{b, c} \parencites(pre)[1]{d}[2]{e} \nocite{f} % \cite{no}", list("abcdef")),
    ("e.tex", r"100\% sure \textcite*{a} \nocite{*}", ["a", "*"]),
    (
        "f.md",
        "As @a said [see @b, p. 3; -@c:2017]. Mail me@example.org, `@code`, \\@no. @{d e} @{https://x.org/y}",
        ["a", "b", "c:2017", "https://x.org/y"],
    ),
    ("g.typ", 'As @a says, #cite(<b>, form: "prose"). // @no\n', ["a", "b"]),
]


@pytest.mark.parametrize(("name", "text", "keys"), CASES, ids=[case[0] for case in CASES])
def test_keys_in_the_order_of_their_use(tmp_path, name, text, keys):
    (tmp_path / name).write_text(text)
    found = cited_keys(tmp_path / name)
    assert [key for key in found if key in keys] == keys
    assert "no" not in found
    assert "code" not in found
    assert "example.org" not in found


@pytest.mark.program("pandoc")
def test_pandoc_finds_the_same_keys(tmp_path):
    text = "As @a said [see @b, p. 3; -@c:2017], and @Doe99a, [@{long key/2}]; not me@example.org nor `@code`.\n"
    (tmp_path / "x.md").write_text(text)
    done = subprocess.run(["pandoc", "-t", "json", str(tmp_path / "x.md")], capture_output=True, text=True, check=True)
    seen = []

    def walk(node):
        if isinstance(node, dict):
            seen.extend([node["citationId"]] if "citationId" in node else [])
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk(json.loads(done.stdout))
    assert cited_keys(tmp_path / "x.md") == [key for key in dict.fromkeys(seen) if " " not in key]


def test_other_files_are_refused_with_the_known_kinds(tmp_path):
    with pytest.raises(FileError, match="which keys"):
        cited_keys(tmp_path / "x.docx")
