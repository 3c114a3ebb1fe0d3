"""What children take over from their parents, compared with ``biblatex.def`` and with biber itself."""

import re
import subprocess
from itertools import product
from pathlib import Path

import pytest

from refexport.data.inheritance import IDENTIFYING, INHERIT, LENIENT, NOT_INHERITED
from refexport.formats.bib.read import read_bib
from refexport.formats.bib.syntax import parse_blocks

PARTS = (
    "title>{0}title subtitle>{0}subtitle titleaddon>{0}titleaddon shorttitle> sorttitle> indextitle> indexsorttitle>"
)

APPENDIX_B = {
    ("mvbook book", "inbook bookinbook suppbook"): "author>author author>bookauthor",
    ("mvbook", "book inbook bookinbook suppbook"): PARTS.format("main"),
    (
        "mvcollection mvreference",
        "collection reference incollection inreference suppcollection",
    ): PARTS.format("main"),
    ("mvproceedings", "proceedings inproceedings"): PARTS.format("main"),
    ("book", "inbook bookinbook suppbook"): PARTS.format("book"),
    ("collection reference", "incollection inreference suppcollection"): PARTS.format("book"),
    ("proceedings", "inproceedings"): PARTS.format("book"),
    ("periodical", "article suppperiodical"): PARTS.format("journal"),
}
"""The tables of the biblatex manual 3.18, appendix B: parents, children, field>field, or > for none."""

NEVER = (
    "ids crossref xref entryset entrysubtype execute label options presort related relatedoptions relatedstring "
    "relatedtype shorthand shorthandintro sortkey"
)
"""The last table there."""


def rows(table):
    return {(frozenset(pair[0].split()), frozenset(pair[1].split())): set(said.split()) for pair, said in table.items()}


def test_the_rules_are_those_of_the_manual():
    ours = {(r.parents, r.children): {f"{source}>{target}" for source, target in r.fields} for r in INHERIT}
    assert ours == rows(APPENDIX_B)
    assert set(NEVER.split()) == NOT_INHERITED


@pytest.mark.program("kpsewhich")
def test_biblatex_declares_the_same():
    path = subprocess.run(["kpsewhich", "biblatex.def"], capture_output=True, text=True, check=True).stdout.strip()
    text = Path(path).read_text(encoding="utf-8")
    declared = re.findall(r"\\DeclareDataInheritance\{([^}]*)\}\s*\{([^}]*)\}\{%\n(.*?)\n\}", text, re.DOTALL)
    found = {}
    for parents, children, body in declared:
        kept = {f"{source}>{target}" for source, target in re.findall(r"\\inherit\{(\w+)\}\{(\w+)\}", body)}
        none = {f"{source}>" for source in re.findall(r"\\noinherit\{(\w+)\}", body)}
        found[frozenset(parents.split(",")), frozenset(children.split(","))] = kept | none
    everywhere = found.pop((frozenset("*"), frozenset("*")))
    assert {one.rstrip(">") for one in everywhere} == NOT_INHERITED
    assert found == {(r.parents, r.children): {f"{s}>{t}" for s, t in r.fields} for r in INHERIT}


TYPES = (
    "article book bookinbook collection inbook incollection inproceedings inreference misc mvbook mvcollection "
    "mvproceedings mvreference periodical proceedings reference suppbook suppcollection suppperiodical thesis"
).split()
PARENT = (
    "author={Poe, Edgar}, title={Whole}, subtitle={Sub}, titleaddon={Add}, publisher={Pub}, "
    "series={Ser}, note={Nota}, isbn={1}, abstract={Abs}, keywords={kw}, pages={1--9}, "
    "volume={2}, date={1975-03}, options={skipbib=true}"
)
"""Without ``label``, ``shorttitle`` and the like, of which biber's tool mode knows other rules than ``biblatex.def``."""

LENIENT_PAIRS = {pair for rule in LENIENT for pair in product(rule.parents, rule.children)}
STRICT_PAIRS = {pair for rule in INHERIT for pair in product(rule.parents, rule.children)}
TOOL_LACKS = {pair for pair in STRICT_PAIRS if pair[0] == "periodical" or len({"reference" in t for t in pair}) > 1}
"""Collections and works of reference mixed, and what periodicals add to titles: ``biblatex.def`` has rules for them
that biber's tool mode lacks."""
PAIRS = [pair for pair in product(TYPES, TYPES) if pair not in (LENIENT_PAIRS - STRICT_PAIRS) | TOOL_LACKS]


def biber_fields(folder, text):
    """key -> what biber has its fields to be once all is taken over."""
    (folder / "in.bib").write_text(text, encoding="utf-8")
    options = [
        "--noconf",
        "--quiet",
        "--output-resolve-crossrefs",
        "--output-resolve-xdata",
        "--output-fieldcase=lower",
    ]
    subprocess.run(["biber", "--tool", *options, "--output-file", "out.bib", "in.bib"], cwd=folder, check=False)
    blocks = parse_blocks((folder / "out.bib").read_text(encoding="utf-8"), "out.bib").blocks
    return {block.key: dict(block.fields) for block in blocks}


def our_fields(text):
    entries, problems = read_bib(text, "in.bib")
    assert [problem.message for problem in problems] == []
    return {
        entry.key: {field: field if field in PARSED else entry.plain(field) for field in entry.fields}
        for entry in entries
    }


PARSED = frozenset("author bookauthor date keywords".split())
"""Fields whose values are no characters; only that they are there is compared."""


@pytest.mark.program("biber")
def test_biber_takes_over_the_same_between_all_types(tmp_path):
    text = "".join(
        f"@{child}{{{parent}-{child}, title={{Part}}, crossref={{p-{parent}}}}}\n" for parent, child in PAIRS
    )
    text += "".join(f"@{parent}{{p-{parent}, {PARENT}}}\n" for parent in TYPES)
    theirs, ours = biber_fields(tmp_path, text), our_fields(text)
    for parent, child in PAIRS:
        key = f"{parent}-{child}"
        expected = {f: f if f in PARSED else v for f, v in theirs[key].items()}
        assert ours[key] == expected, key


CHAIN = """
@inbook{c, crossref={v}, title={Ch}}
@book{v, crossref={m}, title={V3}, date=1975}
@mvbook{m, author={Poe, E.}, title={Works}, publisher={Pub}, location={Oslo}}
@xdata{macmillan:name, publisher={Macmillan}}
@xdata{macmillan:place, location={London}}
@xdata{macmillan, xdata={macmillan:name,macmillan:place}}
@book{b, xdata={macmillan}, title={B}}
@xdata{somenotes, note={A note}, author={Smith, John and Brown, Brian}}
@book{g, title={G}, note={xdata=somenotes-note}, author={Drudge, Alan and xdata=somenotes-author-2},
  editor={xdata=somenotes-author-1 and Editor, Ann}}
"""
"""Through every step: the finding on chained cross references, and the manual's own examples (3.13.6)."""


@pytest.mark.program("biber")
def test_biber_takes_over_the_same_through_every_step(tmp_path):
    theirs = biber_fields(tmp_path, CHAIN)
    entries, _ = read_bib(CHAIN, "in.bib")
    for entry in entries:
        fields = ", ".join(f"{field}={{{value}}}" for field, value in theirs[entry.key].items())
        expected, _ = read_bib(f"@{entry.type}{{k, {fields}}}", "x")
        assert entry.fields == expected[0].fields, entry.key


def test_a_parent_gives_what_it_has_from_containers():
    """As in the .bbl of biber 2.18; its tool mode has no such order."""
    entries, problems = read_bib("@inbook{i, crossref={b}, title={I}}\n@book{b, xdata={x}, title={B}}\n" + X, "x")
    assert problems == ()
    assert entries[0].plain("publisher") == "Macmillan"


X = "@xdata{x, publisher={Macmillan}}"


def test_no_field_by_which_works_are_known_is_taken_over():
    parent = ", ".join(f"{field}={{x1}}" for field in sorted(IDENTIFYING - {"urldate"}))
    child, _ = read_bib("@inbook{c, title={C}, crossref={p}}\n@book{p, title={P}, " + parent + "}", "x")[0]
    assert child.fields.keys() == {"title", "booktitle"}
