import sqlite3
import warnings

import numpy as np
import pytest

from mtcheck import embed
from mtcheck.checker import Checker
from mtcheck.config import load
from mtcheck.embed.cache import CachedEmbedder
from mtcheck.errors import UsageError

SIZE = 2**20


class Counting:
    """Unit vectors that tell the length of the text; notes what it was asked."""

    name = "counting"
    dimensions = 2

    def __init__(self):
        self.seen = []

    def refuse_unknown(self, *tags):
        raise ValueError(tags)

    def encode(self, texts):
        self.seen += texts
        made = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        made[:, 0] = np.cos([len(text) / 9 for text in texts])
        made[:, -1] = np.sin([len(text) / 9 for text in texts])
        return made


def lengths(vectors):
    return np.round(np.arctan2(vectors[:, -1], vectors[:, 0]) * 9).astype(int).tolist()


def test_a_text_is_embedded_once_and_stays_in_order(tmp_path):
    first, second = Counting(), Counting()
    CachedEmbedder(first, tmp_path / "deep" / "v.db", SIZE).encode(["a", "bb", "a"])
    vectors = CachedEmbedder(second, tmp_path / "deep" / "v.db", SIZE).encode(["ccc", "bb", "a"])

    assert ["a", "bb"] == first.seen
    assert ["ccc"] == second.seen
    assert [3, 2, 1] == lengths(vectors)


def test_models_do_not_share_vectors(tmp_path):
    one, other = Counting(), Counting()
    other.name = "other"
    for model in (one, other):
        CachedEmbedder(model, tmp_path / "v.db", SIZE).encode(["a"])

    assert ["a"] == other.seen


def foreign(path):
    with sqlite3.connect(path) as theirs:
        theirs.execute("CREATE TABLE vectors (key BLOB PRIMARY KEY, vector BLOB)")
    return path.read_bytes()


def broken(path):
    path.write_bytes(b"this is no database" * 99)
    return path.read_bytes()


def cut_short(path):
    path.write_bytes(b"SQLite format 3\0" + b"x" * 999)
    return path.read_bytes()


@pytest.mark.parametrize("made", [broken, cut_short, foreign])
def test_a_file_of_another_kind_is_told_once_and_stays_as_it_is(tmp_path, made):
    before = made(tmp_path / "v.db")
    cached = CachedEmbedder(Counting(), tmp_path / "v.db", SIZE)
    with pytest.warns(RuntimeWarning, match="broken, or not a cache of mtcheck") as told:
        vectors = [*cached.encode(["a"]), *cached.encode(["bb"])]

    assert [1, 2] == lengths(np.stack(vectors))
    assert 1 == len(told)
    assert before == (tmp_path / "v.db").read_bytes()


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    cached = CachedEmbedder(Counting(), tmp_path / "file" / "v.db", SIZE)
    with pytest.warns(RuntimeWarning, match=r"v\.db: no vectors are kept there: (File|Not)"):
        assert [1] == lengths(cached.encode(["a"]))


def test_a_folder_in_place_of_the_file_is_told(tmp_path):
    cached = CachedEmbedder(Counting(), tmp_path, SIZE)
    with pytest.warns(RuntimeWarning, match="it is a folder; name a file"):
        assert [1] == lengths(cached.encode(["a"]))


def refuses(code, name):
    """A connection whose inserts fail so."""

    class Connection(sqlite3.Connection):
        def executemany(self, *_):
            error = sqlite3.OperationalError(name)
            error.sqlite_errorcode, error.sqlite_errorname = code, name
            raise error

    return Connection


@pytest.mark.parametrize(
    ("code", "name", "reason"),
    [
        (sqlite3.SQLITE_FULL, "SQLITE_FULL", "the disk is full"),
        (sqlite3.SQLITE_READONLY, "SQLITE_READONLY", "it may only be read"),
        (sqlite3.SQLITE_IOERR_WRITE, "SQLITE_IOERR_WRITE", "is the disk full"),
        (sqlite3.SQLITE_BUSY, "SQLITE_BUSY", "another program holds it"),
    ],
)
def test_what_cannot_be_written_is_still_read(tmp_path, monkeypatch, code, name, reason):
    CachedEmbedder(Counting(), tmp_path / "v.db", SIZE).encode(["a"])
    connect = sqlite3.connect
    factory = refuses(code, name)
    monkeypatch.setattr(sqlite3, "connect", lambda *a, **k: connect(*a, factory=factory, **k))
    model = Counting()
    cached = CachedEmbedder(model, tmp_path / "v.db", SIZE)
    with pytest.warns(RuntimeWarning, match=reason) as told:
        vectors = [*cached.encode(["bb"]), *cached.encode(["a"]), *cached.encode(["ccc"])]

    assert [2, 1, 3] == lengths(np.stack(vectors))
    assert ["bb", "ccc"] == model.seen
    assert 1 == len(told)


def test_a_full_file_stays_within_its_size_and_is_read(tmp_path):
    model = Counting()
    cached = CachedEmbedder(model, tmp_path / "v.db", 32 * 1024)
    cached.encode(["first"])
    with pytest.warns(RuntimeWarning, match=r"grown to 0 MiB; .*cache_mib"):
        vectors = cached.encode([f"text {n}" for n in range(5_000)])

    assert (5_000, 2) == vectors.shape
    assert (tmp_path / "v.db").stat().st_size <= 32 * 1024
    model.seen.clear()
    cached.encode(["first"])
    assert [] == model.seen


@pytest.mark.parametrize(
    "stored", [b"", b"\0" * 8, b"abc", np.array([np.nan, 0], dtype="<f4").tobytes()]
)
def test_a_vector_that_was_damaged_is_made_anew(tmp_path, stored):
    CachedEmbedder(Counting(), tmp_path / "v.db", SIZE).encode(["a", "bb"])
    with sqlite3.connect(tmp_path / "v.db") as file:
        file.execute("UPDATE vectors SET vector = ?", (stored,))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        vectors = CachedEmbedder(Counting(), tmp_path / "v.db", SIZE).encode(["a", "bb"])

    assert [1, 2] == lengths(vectors)


def test_vectors_of_another_length_are_left(tmp_path):
    CachedEmbedder(Counting(), tmp_path / "v.db", SIZE).encode(["a"])
    longer = Counting()
    longer.dimensions = 3
    with pytest.warns(RuntimeWarning, match="vectors of another model named counting"):
        vectors = CachedEmbedder(longer, tmp_path / "v.db", SIZE).encode(["a", "bb"])

    assert (2, 3) == vectors.shape
    assert [1, 2] == lengths(vectors)


def test_nothing_is_nothing_and_languages_are_the_model_s(tmp_path):
    cached = CachedEmbedder(Counting(), tmp_path / "v.db", SIZE)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert (0, 2) == cached.encode([]).shape
    with pytest.raises(ValueError, match="hi"):
        cached.refuse_unknown("hi")


def test_no_model_is_loaded_for_what_is_kept(tmp_path, monkeypatch):
    kept = embed.embedder("use", cache=tmp_path / "v.db").encode(["Good morning."])
    embed._cached.cache_clear()
    monkeypatch.setattr(embed, "_loaded", None)
    again = embed.embedder("use", cache=tmp_path / "v.db")

    assert np.array_equal(kept, again.encode(["Good morning."]))
    with pytest.raises(UsageError, match="does not know the language hi"):
        again.refuse_unknown("hi")
    with pytest.raises(UsageError, match="no embedding backend"):
        embed.embedder("bert", cache=tmp_path / "v.db")


def test_the_configuration_names_the_file(tmp_path, monkeypatch):
    monkeypatch.setattr(embed, "_kept", embed._Kept())
    (tmp_path / "mtcheck.toml").write_text('[embeddings]\ncache = "own/v.db"\ncache_mib = 3\n')
    Checker(load(tmp_path / "mtcheck.toml"))
    embed.embedder("use").encode(["Good morning."])

    assert (tmp_path / "own" / "v.db").is_file()
    assert embed._Kept(tmp_path / "own" / "v.db", 3 * 2**20) == embed._kept
    Checker()
    assert embed.embedder("use").encode(["Good evening."]).shape == (1, 512)
    with sqlite3.connect(tmp_path / "own" / "v.db") as file:
        assert (1,) == file.execute("SELECT count(*) FROM vectors").fetchone()
