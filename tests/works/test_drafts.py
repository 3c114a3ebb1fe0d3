"""Drafts: what the manuals call unpublished, in the fields and words that people use for it; and what only looks so.

APA 7, 8.9 and 10.8; The Chicago Manual of Style 17, 14.214 to 14.229; biblatex manual 3.18, 2.1.1 and 4.9.2.11.
"""

import pytest

from refexport.store.remark import Remarks
from refexport.store.typed import read_typed
from refexport.works.drafts import is_draft

DRAFTS = [
    {"type": "unpublished"},
    {"type": "patent", "number": "US 1,234,567"},
    {"type": "letter"},
    {"type": "personal communication"},
    {"type": "interview"},
    {"howpublished": "Personal communication"},
    {"howpublished": "personal communication, 3 May 2020"},
    {"howpublished": "E-mail to the author"},
    {"howpublished": "Interview by author"},
    {"note": "(pers. comm.)"},
    {"note": "J. Doe, pers. comm., 2012"},
    {"note": "Manuscript in preparation"},
    {"note": "Unpublished manuscript. Stanford University"},
    {"note": "Unpublished lecture notes"},
    {"note": "Draft of May 2020"},
    {"note": "Confidential"},
    {"note": "Do not cite without permission"},
    {"type": "report", "institution": "MIT", "note": "In prep."},
    {"type": "article", "journaltitle": "in preparation"},
    {"type": "article", "journaltitle": "Submitted to Nature"},
    {"type": "article", "journaltitle": "Under review at JMLR"},
    {"type": "inproceedings", "booktitle": "Under review"},
    {"type": "article", "pubstate": "inpreparation"},
    {"type": "article", "pubstate": "in preparation"},
    {"type": "article", "pubstate": "submitted"},
    {"type": "article", "date": "{in preparation}"},
    {"howpublished": "Unveröffentlichtes Manuskript"},
    {"note": "en préparation"},
    {"note": "w przygotowaniu"},
    {"note": "v přípravě"},
    {"note": "Hazırlık aşamasında"},
    {"note": "в подготовке"},
    {"note": "未发表"},
]

PUBLIC = [
    {"type": "thesis", "note": "Unpublished doctoral dissertation"},
    {"type": "thesis", "note": "Submitted in partial fulfilment of the requirements for the degree of"},
    {"type": "article", "journaltitle": "Nature", "note": "Submitted 3 May 2015"},
    {"type": "article", "journaltitle": "Private Law Review"},
    {"type": "article", "journaltitle": "Interview"},
    {"type": "article", "journaltitle": "Letters to Nature"},
    {"type": "article", "journaltitle": "Manuscript Studies"},
    {"type": "article", "journaltitle": "Ms. Magazine"},
    {"type": "inproceedings", "booktitle": "CHI Works in Progress"},
    {"type": "article", "pubstate": "inpress"},
    {"type": "article", "pubstate": "forthcoming"},
    {"type": "preprint", "note": "submitted to ICML"},
    {"eprint": "1703.03400", "eprinttype": "arxiv", "note": "submitted"},
    {"note": "Lecture notes"},
    {"note": "Privately printed"},
    {"title": "Draft"},
]


def entry(fields):
    return read_typed("x", {"type": "misc", "title": "A Title", "date": 2020, **fields}, Remarks()).entry


@pytest.mark.parametrize("fields", DRAFTS, ids=str)
def test_drafts_are_known_by_type_and_by_words(fields):
    assert is_draft(entry(fields))


@pytest.mark.parametrize("fields", PUBLIC, ids=str)
def test_what_is_out_is_no_draft(fields):
    assert not is_draft(entry(fields))
