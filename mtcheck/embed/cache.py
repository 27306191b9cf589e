"""Vectors kept in a file, so that a text is not embedded twice."""

from __future__ import annotations

import hashlib
import sqlite3
import warnings
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import numpy as np

from mtcheck.embed import Embedder, Vectors

LARGEST = 2**30
"""Bytes the file may grow to; then nothing is added to it."""

_PAGE = 4096
_AT_ONCE = 500
_TABLE = "CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB) WITHOUT ROWID"


class CachedEmbedder:
    """An embedder that looks into the SQLite file `path` first, and adds what is new.

    A file that is broken or cannot be written is no reason to stop: the run goes on without it and
    warns once.
    """

    def __init__(self, inner: Embedder, path: Path, largest: int = LARGEST) -> None:
        self.name = inner.name
        self._inner = inner
        self._path = path
        self._largest = largest
        self._usable = True

    def refuse_unknown(self, *tags: str | None) -> None:
        """As the embedder itself does."""
        self._inner.refuse_unknown(*tags)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """The vectors of `texts`, from the file or made anew."""
        keys = [self._key(text) for text in texts]
        known = self._read(keys)
        new = {k: t for k, t in zip(keys, texts, strict=True) if k not in known}
        if new:
            made = dict(zip(new, self._inner.encode(list(new.values())), strict=True))
            self._write(made)
            known |= made
        if not texts:
            return self._inner.encode(texts)
        return np.stack([known[key] for key in keys])

    def _key(self, text: str) -> bytes:
        named = f"{self.name}\0{text}".encode("utf-8", "surrogatepass")
        return hashlib.blake2b(named, digest_size=16).digest()

    def _connect(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(self._path, timeout=5)
        connection.execute(f"PRAGMA max_page_count = {max(2, self._largest // _PAGE)}")
        connection.execute(_TABLE)
        return connection

    def _read(self, keys: Sequence[bytes]) -> dict[bytes, Vectors]:
        found: dict[bytes, Vectors] = {}
        if not self._usable:
            return found
        try:
            with closing(self._connect()) as connection:
                for first in range(0, len(keys), _AT_ONCE):
                    part = keys[first : first + _AT_ONCE]
                    marks = ",".join("?" * len(part))
                    query = f"SELECT key, vector FROM vectors WHERE key IN ({marks})"
                    for key, vector in connection.execute(query, part):
                        found[key] = np.frombuffer(vector, dtype="<f4").astype(np.float32)
        except (sqlite3.Error, OSError, ValueError) as error:
            self._give_up(error)
            return {}
        return found

    def _write(self, made: dict[bytes, Vectors]) -> None:
        if not self._usable:
            return
        rows = [(key, vector.astype("<f4").tobytes()) for key, vector in made.items()]
        try:
            with closing(self._connect()) as connection, connection:
                connection.executemany("INSERT OR IGNORE INTO vectors VALUES (?, ?)", rows)
        except (sqlite3.Error, OSError) as error:
            self._give_up(error)

    def _give_up(self, error: Exception) -> None:
        self._usable = False
        message = f"no vectors are kept: {self._path}: {error}"
        warnings.warn(message, RuntimeWarning, stacklevel=4)
