"""Sets of places as integers say the same as Python's own."""

from hypothesis import given
from hypothesis import strategies as st

from conference.programme import bits

SIZE = 70
PLACES = st.sets(st.integers(0, SIZE - 1))


@given(PLACES, PLACES)
def test_as_sets_do(one, other):
    a, b = bits.of(one, SIZE), bits.of([*other, None], SIZE)
    assert list(bits.members(a & b, range(SIZE))) == sorted(one & other)
    assert list(bits.members(a | b, range(SIZE))) == sorted(one | other)
    assert (bits.first(SIZE) & ~a).bit_count() == SIZE - len(one)


@given(st.lists(st.sampled_from([None, "", "aurora", "boreal"])))
def test_by_value(values):
    found = bits.by_value(values)
    assert found.keys() == set(values) - {None}
    for value, places in found.items():
        assert [n for n, each in enumerate(values) if each == value] == list(bits.members(places, range(len(values))))


def test_nothing_at_all():
    assert bits.of([], 0) == bits.first(0) == 0
    assert list(bits.members(0, [])) == list(bits.members(0, ["a"])) == []
