"""DATA: which entry types are alike: what stands in a book, what has a series, what an institution issues.

Source: the biblatex manual 3.18, section 2.1.1 (types and their fields); ``blogpost`` and ``video`` are ours.
"""


def _types(names: str) -> frozenset[str]:
    return frozenset(names.split())


BOOKS = _types("book collection mvbook mvcollection mvreference reference")
"""Whole books but proceedings."""

PROCEEDINGS = _types("mvproceedings proceedings")

IN_BOOKS = _types("bookinbook inbook incollection inreference suppbook suppcollection")
"""Parts of books but proceedings."""

HOSTED = IN_BOOKS | {"inproceedings"}
"""Parts of books, whose title is ``booktitle``."""

IN_SERIES = BOOKS | PROCEEDINGS | HOSTED
"""Types whose number is the series' (btxdoc, section 3.2), and which have no issue."""

IN_JOURNALS = _types("article suppperiodical")
"""Parts of periodicals, whose title is ``journaltitle``."""

PERIODICALS = IN_JOURNALS | {"periodical"}
"""Types whose number is the issue's."""

SITES = _types("blogpost online")
"""Types whose ``organization`` is the name of the site that holds them."""

INSTITUTIONAL = _types("report thesis")
"""Types that an ``institution`` issues."""
