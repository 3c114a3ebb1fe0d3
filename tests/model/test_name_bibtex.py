"""BibTeX itself as the judge of how names split."""

import itertools
import subprocess

import pytest

from refexport.model.name import parse_names

STYLE = """
ENTRY { author } { } { }
INTEGERS { n }
FUNCTION {misc}
{ #1 'n :=
  { n author num.names$ #1 + < }
  { "f" author n "{ff}" format.name$ * write$ newline$
    "v" author n "{vv}" format.name$ * write$ newline$
    "l" author n "{ll}" format.name$ * write$ newline$
    "j" author n "{jj}" format.name$ * write$ newline$
    n #1 + 'n :=
  }
  while$
  "=" write$ newline$
}
READ
ITERATE {call.type$}
"""
"""Writes a line for each part of each name, and one with = after each entry."""

WORDS = ["Ann", "van", "de", "{van}", "{De}", "O'Hara", "d'Arc", "Smith-Jones", "{B and C}"]
RULES = [
    "Per Brinch Hansen",
    "Ludwig van Beethoven",
    "van Beethoven, Ludwig",
    "{von Beethoven}, Ludwig",
    "Ford, Jr., Henry",
    "de la Cruz, III, Juan Carlos",
    "Charles Louis Xavier Joseph de la Poussin",
    "jean de la fontaine",
    "De La Fontaine, Jean",
    "Donald~E. Knuth",
    "A and B and C",
    "Ann AND Bob",
    "{Barnes and Noble, Inc.}",
    "Sandra Anders and Andy Land",
]
NAMES = (
    *RULES,
    *(" ".join(words) for length in (1, 2, 3) for words in itertools.product(WORDS, repeat=length)),
    *(f"{' '.join(head)}, {given}" for head in itertools.product(WORDS, repeat=2) for given in ("Ann", "van Ann")),
    *(f"{' '.join(head)}, Jr, Ann" for head in itertools.product(WORDS, repeat=2)),
)


@pytest.mark.program("bibtex")
def test_names_split_as_bibtex_splits_them(tmp_path):
    (tmp_path / "names.bst").write_text(STYLE)
    (tmp_path / "names.bib").write_text(
        "".join(f"@misc{{n{n}, author = {{{name}}}}}\n" for n, name in enumerate(NAMES))
    )
    (tmp_path / "names.aux").write_text("\\citation{*}\n\\bibstyle{names}\n\\bibdata{names}\n")
    done = subprocess.run(["bibtex", "-terse", "names"], cwd=tmp_path, check=False, capture_output=True, text=True)
    assert done.stdout == ""
    entries = (tmp_path / "names.bbl").read_text().split("=\n")[:-1]
    theirs = {name: [*map(_bare, entry.splitlines())] for name, entry in zip(NAMES, entries, strict=True)}
    ours = {name: [line for one in parse_names(name) for line in _lines(one)] for name in NAMES}
    assert ours == theirs


def _bare(line):
    return " ".join(line.replace("~", " ").replace("{", "").replace("}", "").split())


def _lines(name):
    parts = ("", "", name.literal, "") if name.literal else (name.given, name.particle, name.family, name.suffix)
    return [letter + part for letter, part in zip("fvlj", parts, strict=True)]
