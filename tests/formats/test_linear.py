"""Work that grows with the entries and no faster: operations are counted, not timed."""

from unittest.mock import patch

from refexport.formats.bib import biblatex
from refexport.model.entry import Entry


def test_keys_for_biber_are_folded_a_fixed_number_of_times_each():
    def folds(size):
        with patch.object(biblatex, "folded_key", wraps=biblatex.folded_key) as folded:
            keys = biblatex.bibers_keys([Entry(f"a'{n}", "misc", {}) for n in range(size)])
        assert len(set(keys.values())) == size
        return folded.call_count

    assert folds(4000) == 4 * folds(1000) > 0
