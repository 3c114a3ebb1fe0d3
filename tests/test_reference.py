"""docs/reference/formats.md: its tables, found by trying the writers, say what the formats' own documents say."""

import re

import pytest

from refexport.data.datamodel import BOOKKEEPING, FIELDS, TYPES
from refexport.formats import FORMATS
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "reference" / "formats.md").read_text(encoding="utf-8")


def table(name):
    """The rows of a generated table, by the names in their first cells."""
    lines = re.search(rf"<!-- {name} -->\n(.*?)<!-- end -->", PAGE, re.DOTALL)[1].splitlines()
    head, _, *rows = [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in lines]
    return head, {name: row[1:] for row in rows for name in re.findall("`([^`]+)`", row[0])}


@pytest.mark.parametrize(
    ("field", "form", "place"),
    [
        ("journaltitle", "bibtex", "`journal`"),  # btxdoc, 3.2
        ("location", "bibtex", "`address`"),
        ("genre", "bibtex", "`type`"),
        ("subtitle", "bibtex", "in `title`"),
        ("journaltitle", "biblatex", "`journaltitle`"),  # biblatex manual, 2.2.2
        ("license", "biblatex", "–"),
        ("booktitle", "csl-json", "`container-title`"),  # CSL 1.0.2, appendix IV
        ("eid", "csl-json", "`page` (as pages)"),
        ("urldate", "csl-json", "`accessed`"),
        ("journaltitle", "ris", "`T2` `JF`"),
        ("pages", "ris", "`SP` `EP`"),
        ("keywords", "ris", "`KW`"),
        ("eventdate", "ris", "–"),
    ],
)
def test_fields_have_the_names_that_the_formats_document(field, form, place):
    head, rows = table("fields")
    column = next(n for n, names in enumerate(head[1:]) if form in names.split(", "))
    assert rows[field][column] == place


def test_every_field_type_and_format_is_there():
    head, rows = table("fields")
    assert set(rows) == set(FIELDS) - BOOKKEEPING
    assert {name for names in head[1:] for name in names.split(", ")} == set(FORMATS)
    head, rows = table("types")
    assert set(rows) == set(TYPES)
    assert head[1:] == list(FORMATS)


@pytest.mark.parametrize(
    ("type_", "form", "written"),
    [
        ("inproceedings", "bibtex", "inproceedings"),
        ("dataset", "bibtex", "misc"),
        ("dataset", "biblatex", "dataset"),
        ("preprint", "csl-json", "article"),
        ("software", "zotero", "document"),  # one of type "software" and Zotero refuses the file
        ("thesis", "ris", "THES"),
        ("proceedings", "ris", "BOOK*"),
    ],
)
def test_types_have_the_names_that_the_formats_document(type_, form, written):
    head, rows = table("types")
    assert rows[type_][head[1:].index(form)] == written
