"""A few hundred mutated inputs for every reader; `python -m benchmarks fuzz` runs thousands of others."""

import pytest

from tests.conftest import IS_QUICK
from tests.fuzz import KINDS, case, run

EACH = 5 if IS_QUICK else 40
SEED = 9


@pytest.mark.parametrize("name", KINDS)
def test_a_reader_keeps_its_promises_whatever_it_is_given(name):
    assert list(run(name, SEED, EACH)) == []


@pytest.mark.parametrize("name", KINDS)
def test_the_same_seed_and_number_give_the_same_input(name):
    inputs = [case(name, SEED, number) for number in range(EACH)]
    assert inputs == [case(name, SEED, number) for number in range(EACH)]
    assert len(set(inputs)) > EACH / 2
