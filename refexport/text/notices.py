"""Notices: what titles, comments and abstracts say of a work's retraction, withdrawal or correction."""

from functools import lru_cache

from refexport.data.notices import TITLES, WITHDRAWN, WITHDRAWN_ABSTRACT
from refexport.data.patterns import regex

FORMS = tuple((link, regex(form)) for link, form in TITLES)


@lru_cache(maxsize=200_000)
def notice_in(title: str) -> str:
    """The link (`data.notices`) that a title says itself, as ``RETRACTED: …`` and ``Erratum to …`` do; or nothing."""
    return next((link for link, form in FORMS if form.match(title)), "")


def withdrawal_in(comment: str, abstract: str) -> str:
    """Of the comment and the abstract that authors gave to arXiv the one that takes their paper back; or nothing."""
    if WITHDRAWN.search(comment):
        return comment
    return abstract if WITHDRAWN_ABSTRACT.match(abstract) else ""
