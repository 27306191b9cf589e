import warnings

import numpy as np
import pytest

from mtcheck.embed.cache import CachedEmbedder


class Counting:
    name = "counting"

    def __init__(self):
        self.seen = []

    def refuse_unknown(self, *tags):
        raise ValueError(tags)

    def encode(self, texts):
        self.seen += texts
        return np.array([[len(text), 0.5] for text in texts], dtype=np.float32).reshape(-1, 2)


def test_a_text_is_embedded_once_and_stays_in_order(tmp_path):
    first, second = Counting(), Counting()
    CachedEmbedder(first, tmp_path / "deep" / "v.db").encode(["a", "bb", "a"])
    vectors = CachedEmbedder(second, tmp_path / "deep" / "v.db").encode(["ccc", "bb", "a"])

    assert ["a", "bb"] == first.seen
    assert ["ccc"] == second.seen
    assert [[3, 0.5], [2, 0.5], [1, 0.5]] == vectors.tolist()


def test_models_do_not_share_vectors(tmp_path):
    one, other = Counting(), Counting()
    other.name = "other"
    for model in (one, other):
        CachedEmbedder(model, tmp_path / "v.db").encode(["a"])

    assert ["a"] == other.seen


@pytest.mark.parametrize(
    "content", [b"this is no database" * 99, b"SQLite format 3\0" + b"x" * 999]
)
def test_a_broken_file_is_told_once_and_the_run_goes_on(tmp_path, content):
    (tmp_path / "v.db").write_bytes(content)
    cached = CachedEmbedder(Counting(), tmp_path / "v.db")
    with pytest.warns(RuntimeWarning, match="no vectors are kept") as told:
        vectors = [*cached.encode(["a"]), *cached.encode(["bb"])]

    assert [[1, 0.5], [2, 0.5]] == [vector.tolist() for vector in vectors]
    assert 1 == len(told)
    assert content == (tmp_path / "v.db").read_bytes()


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    cached = CachedEmbedder(Counting(), tmp_path / "file" / "v.db")
    with pytest.warns(RuntimeWarning, match="no vectors are kept"):
        assert [[1, 0.5]] == cached.encode(["a"]).tolist()


def test_a_full_file_stays_within_its_size(tmp_path):
    cached = CachedEmbedder(Counting(), tmp_path / "v.db", largest=32 * 1024)
    with pytest.warns(RuntimeWarning, match="full"):
        vectors = cached.encode([f"text {n}" for n in range(5_000)])

    assert (5_000, 2) == vectors.shape
    assert (tmp_path / "v.db").stat().st_size <= 32 * 1024


def test_nothing_is_nothing_and_languages_are_the_model_s(tmp_path):
    cached = CachedEmbedder(Counting(), tmp_path / "v.db")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert (0, 2) == cached.encode([]).shape
    with pytest.raises(ValueError, match="hi"):
        cached.refuse_unknown("hi")
