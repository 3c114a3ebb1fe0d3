"""Seasons as EDTF numbers them, in the words of several formats."""

import pytest

from refexport.formats import FORMATS
from refexport.model.date import print_date

EDTF = {"spring": "21", "summer": "22", "autumn": "23", "fall": "23", "winter": "24"}
"""ISO 8601-2, 4.8 (EDTF level 1): seasons in place of months; "fall" is autumn in North America."""


@pytest.mark.parametrize("word", EDTF)
def test_a_season_is_read_in_a_bib_and_in_ris(word):
    (bib,), _ = FORMATS["biblatex"].read(f"@misc{{k, title={{T}}, year=2001, month={{{word}}}}}", "x")
    (ris,), _ = FORMATS["ris"].read(f"TY  - GEN\nTI  - T\nDA  - 2001///{word.capitalize()}\nER  - ", "x")
    assert [print_date(one.date()) for one in (bib, ris)] == [f"2001-{EDTF[word]}"] * 2
