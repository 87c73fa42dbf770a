"""Chains of replacements: never more than was there, always within every film on the way."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from courses.carrying import Carried, Statement, carried_to, from_json, to_json

LENGTHS = {1: 40, 2: 55, 3: 20, 4: 64}
pairs = st.permutations(list(LENGTHS)).map(lambda some: (some[0], some[1]))
statements = st.lists(
    st.builds(
        lambda pair, offset: Statement(pair[0], pair[1], offset, LENGTHS[pair[0]], LENGTHS[pair[1]]),
        pairs,
        st.integers(-70, 70),
    ),
    max_size=6,
    unique_by=lambda one: (one.before, one.after),
)


@given(statements, st.integers(0, 2**64 - 1))
def test_a_shifted_bitmap_never_has_more_bits_and_lies_within_the_new_film(said, bits):
    for one in carried_to(4, said):
        before = bits & ((1 << LENGTHS[one.asset_id]) - 1)
        after = one.shift(before)
        assert after.bit_count() <= before.bit_count()
        assert after < 1 << LENGTHS[4]
        assert one.asset_id != 4


@given(statements)
def test_what_a_revision_keeps_reads_back_as_it_was(said):
    found = carried_to(4, said)
    assert from_json(to_json(found)) == found
    assert len({one.asset_id for one in found}) == len(found)


def test_a_chain_adds_its_offsets_and_keeps_to_the_shortest_film():
    said = [Statement(1, 3, 5, 40, 20), Statement(3, 4, 10, 20, 64)]
    assert carried_to(4, said) == (Carried(3, 10, 10, 30), Carried(1, 15, 15, 30))
