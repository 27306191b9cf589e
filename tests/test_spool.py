"""Lists and dictionaries whose values lie in a temporary file."""

import tempfile

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck import spool
from mtcheck.spool import Reordered, Spool, SpooledDict, SpoolError, TemporaryBytes

values = st.lists(st.text(max_size=3), max_size=40)


def filled(made, most, block, file=None):
    kept = Spool(file, most=most, block=block)
    kept.extend(made)
    return kept


@given(values, st.integers(1, 9), st.integers(1, 5))
def test_a_spool_is_the_list_of_what_was_added(made, most, block):
    kept = filled(made, most, block)

    assert list(kept) == made
    assert len(kept) == len(made)
    assert [kept[n] for n in range(-len(made), len(made))] == made + made
    assert kept[1:7:2] == made[1:7:2]


@given(values, values)
def test_two_spools_share_a_file(one, other):
    file = TemporaryBytes()
    first, second = Spool(file, most=2, block=2), Spool(file, most=3, block=1)
    for number in range(max(len(one), len(other))):
        first.extend(one[number : number + 1])
        second.extend(other[number : number + 1])

    assert (list(first), list(second)) == (one, other)


def test_few_values_stay_in_memory_and_many_do_not():
    kept = filled(range(spool.MOST - 1), spool.MOST, 128)
    assert kept.in_memory
    kept.append(0)
    assert not kept.in_memory
    assert kept[-1] == 0


def test_an_index_beyond_the_end_is_an_error():
    with pytest.raises(IndexError):
        filled("abc", 2, 2)[3]


@given(st.lists(st.tuples(st.text(max_size=2), st.integers()), max_size=30))
def test_a_spooled_dictionary_is_a_dictionary(pairs):
    made = {key: (key, 1) for key, _ in pairs}
    kept = SpooledDict(most=3)
    for key, _ in pairs:
        kept[key] = key, 1

    assert list(kept.items()) == list(made.items())
    assert len(kept) == len(made)
    assert all(kept[key] == value for key, value in made.items())
    assert kept.get("none of them") is None


def test_a_dictionary_that_was_asked_may_grow():
    kept = SpooledDict(most=1)
    kept["a"] = 1
    assert "a" in kept
    kept["b"] = 2
    assert dict(kept) == {"a": 1, "b": 2}


def test_another_order():
    kept = Reordered(filled("abcde", 2, 2), np.array([4, 0, 2], dtype=np.intp))
    assert (list(kept), kept[-1], kept[1:], len(kept)) == (["e", "a", "c"], "c", ["a", "c"], 3)


def test_no_room_is_an_error_that_says_where(monkeypatch):
    def full(**_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    with pytest.raises(SpoolError, match="No space left on device") as raised:
        filled("abc", 1, 1)
    assert raised.value.path == tempfile.gettempdir()
    assert "TMPDIR" in raised.value.hint
