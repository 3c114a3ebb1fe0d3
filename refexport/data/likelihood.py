"""LIKELIHOOD: what each level of each criterion is worth, in bits for one work; from which sum on it is one.

Title, authors and year were fitted by ``python -m benchmarks likelihood`` (seed 23: 3,000 works of the one half of the
registry's facts, tried on as many of the other). Venue, pages, kind, source, link and rivals have no pairs there from
which they could be: the numbers are log2 of the two shares that stand beside them, which are estimates.
"""

from collections.abc import Mapping

FITTED: Mapping[str, Mapping[str, float]] = {
    "title": {
        "equal, rare": 10.0,
        "a name before it, rare": 7.7,
        "a slip, rare": 7.0,
        "cut short, rare": 6.3,
        "no subtitle, rare": 4.1,
        "other forms of the words, rare": 7.3,
        "slips, rare": 9.0,
        "equal, usual": 6.4,
        "a name before it, usual": 5.4,
        "a slip, usual": 5.4,
        "cut short, usual": 5.4,
        "no subtitle, usual": 4.1,
        "other forms of the words, usual": 5.4,
        "slips, usual": 5.4,
        "equal, very rare": 10.0,
        "a general word for another, very rare": 8.7,
        "a name before it, very rare": 7.7,
        "a slip, very rare": 7.0,
        "cut short, very rare": 6.3,
        "no subtitle, very rare": 4.1,
        "other forms of the words, very rare": 7.3,
        "slips, very rare": 9.6,
        "equal, common": 2.3,
        "a name before it, common": 1.3,
        "a slip, common": 1.3,
        "cut short, common": 1.3,
        "no subtitle, common": 1.3,
        "other forms of the words, common": 1.3,
        "slips, common": 1.3,
        "a negation": -8.1,
        "a part or sequel of it or a text about it": -7.9,
        "alike": -7.9,
        "another number": -7.4,
        "another word": -4.3,
        "unlike": -10.0,
    },
    "authors, alike titles": {
        "all": 4.2,
        "all that are listed": 1.4,
        "all, in another order": 1.8,
        "few": -7.8,
        "most": -1.1,
        "most, but another first one": -4.1,
        "none": -10.0,
        "the only one": 2.2,
    },
    "authors, damaged titles": {
        "all": 2.7,
        "all that are listed": -0.4,
        "all, in another order": 2.2,
        "most": 2.1,
        "most, but another first one": -1.3,
        "none": -10.0,
        "the only one": 0.8,
    },
    "authors, equal titles": {
        "all": 5.3,
        "all that are listed": 1.3,
        "all, in another order": 0.2,
        "most": 0.1,
        "most, but another first one": -3.3,
        "none": -10.0,
        "the only one": 2.0,
    },
    "authors, nearly equal titles": {
        "all": 0.1,
        "all that are listed": 2.5,
        "all, in another order": 2.8,
        "few": -5.2,
        "most": 1.0,
        "most, but another first one": -2.2,
        "none": -9.3,
        "the only one": -0.7,
    },
    "authors, unlike titles": {
        "all": 0.0,
        "all that are listed": -0.6,
        "all, in another order": 0.0,
        "few": -10.0,
        "most": -2.9,
        "most, but another first one": -2.5,
        "none": -10.0,
        "the only one": 0.0,
    },
    "year": {
        "1 apart": -1.6,
        "2 apart": -3.0,
        "3 apart": -1.9,
        "4 apart": -1.9,
        "5 or more apart": -7.1,
        "published 1 apart": 1.3,
        "published 1 apart before": 1.7,
        "published 2 apart": -1.6,
        "published 2 apart before": 0.6,
        "published 3 apart": -4.4,
        "published 3 apart before": 1.0,
        "published 4 apart": -3.5,
        "published 4 apart before": 1.2,
        "published 5 or more apart": -5.8,
        "published 5 or more apart before": -3.3,
        "published same": 3.6,
        "same": 1.9,
    },
}
"""Criterion -> level -> log2 of its share among pairs of one work by its share among pairs of two."""

ESTIMATED: Mapping[str, Mapping[str, float]] = {
    # a paper is printed once in 19 of 20 cases; two works of like titles, in one of 8
    "venue": {"same": 3.0, "another": -4.1},
    # one page in 100 begins another paper of like title; one in 12 pairs of one work has a preprint's or issue's pages
    # within one venue there is no such excuse: one entry in 60 has pages that are wrong
    "pages": {"same": 6.5, "others": -3.5, "others of the same venue": -6.0},
    # a paper and a book, a thesis, a program or a page of the same words; mistaken in one of 1,000 entries
    "kind": {"another": -10.0},
    # copies of known papers under prefixes that deposit nothing else; preprints that anyone deposits, years after
    "source": {"known for copies": -20.0, "a preprint of another time": -12.0},
    # arXiv's own DOIs of publications: one of 750 is another paper's
    "link": {"the preprint's own record names it": 9.5},
    # of a title alone: no other work among the candidates has it; if one has, either may be meant
    "rivals": {"none": 2.0, "none, but of so common a title": -2.0, "another work of this title": -8.0},
}
"""The same for criteria that were not fitted."""

FORM_OF_WORK: Mapping[str, float] = {"no subtitle, which says survey, report or the like": -7.9}
"""As for a text about the other: a group prints the report of its paper, too; `Likelihood.is_other` differs."""

MORE_THAN_THE_RECORD: Mapping[str, float] = {"a subtitle more": -1.0, "no number of its part": -5.0}
"""Of titles: a subtitle that the record lacks is one in two times another work's, and one of 32 citations of the whole
of a series means a part; the damaged copies have neither."""

WEIGHTS: Mapping[str, Mapping[str, float]] = {
    **FITTED,
    **ESTIMATED,
    "title": {**FITTED["title"], **FORM_OF_WORK, **MORE_THAN_THE_RECORD},
}

LEAST = -10.0
"""What a level is worth that no pair of one work showed."""

SAME_WORK = 4.5
"""Bits from which on it is one work. In the half that was not fitted on, 96 % of the pairs of one work reach it, and 5
of 18,760 pairs of two."""

OTHER_WORK = -1.75
"""Bits down from which there are two works: 14 of 4,456 damaged copies of one work are there (the worst are bad print),
and all but 1 % of the pairs of two works of like titles."""

OTHER_WORK_UNDATED = -4.0
"""The same where one of the two has no year: the less is compared, the less is certain."""

COPIERS = ("10.65215/",)
"""DOI prefixes under which copies of others' papers stand (docs/reference/services.md, "fake preprints")."""
