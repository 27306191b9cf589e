"""Vectors kept in a file, so that a text is not embedded twice."""

from __future__ import annotations

import hashlib
import sqlite3
import warnings
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np

from mtcheck.embed import Embedder, Vector, Vectors

_PAGE = 4096
_AT_ONCE = 500
_OWN = int.from_bytes(b"mtcv")
"""Says in the head of an SQLite file that it is ours: tables of others are left alone."""
_TABLE = "CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB) WITHOUT ROWID"
_BROKEN = "it is broken, or not a cache of mtcheck; delete it or name another file"
_REASONS = {
    "SQLITE_NOTADB": _BROKEN,
    "SQLITE_CORRUPT": _BROKEN,
    "SQLITE_CANTOPEN": "it cannot be opened; is its folder one to write in?",
    "SQLITE_READONLY": "it may only be read",
    "SQLITE_BUSY": "another program holds it",
    "SQLITE_FULL": "the disk is full",
    "SQLITE_IOERR": "reading or writing failed; is the disk full?",
}
_PRECISION = 1e-3
"""How far the squared length of a vector may be from 1; others were damaged."""


class _ForeignFileError(Exception):
    """An SQLite file of another program."""


class CachedEmbedder:
    """An embedder that looks into the SQLite file `path` first, and adds what is new until the file
    has `largest` bytes.

    A file that is broken or cannot be written is no reason to stop: the run goes on without it, or
    only reads it, and warns once.
    """

    def __init__(self, inner: Embedder, path: Path, largest: int) -> None:
        self.name = inner.name
        self._inner = inner
        self._path = path
        self._largest = largest
        self._reads = self._writes = True

    def refuse_unknown(self, *tags: str | None) -> None:
        """As the embedder itself does."""
        self._inner.refuse_unknown(*tags)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """The vectors of `texts`, from the file or made anew."""
        if not texts:
            return self._inner.encode(texts)
        keys = [self._key(text) for text in texts]
        known = self._read(keys) if self._reads else {}
        new = {k: t for k, t in zip(keys, texts, strict=True) if k not in known}
        if new:
            made = dict(zip(new, self._inner.encode(list(new.values())), strict=True))
            known |= made
            if self._writes:
                self._write(made)
        if len({len(vector) for vector in known.values()}) > 1:
            self._stop(f"it holds vectors of another model named {self.name}; delete it")
            return self._inner.encode(texts)
        return np.stack([known[key] for key in keys])

    def _key(self, text: str) -> bytes:
        named = f"{self.name}\0{text}".encode("utf-8", "surrogatepass")
        return hashlib.blake2b(named, digest_size=16).digest()

    def _connect(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(self._path, timeout=5)
        try:
            connection.execute(f"PRAGMA max_page_count = {max(2, self._largest // _PAGE)}")
            if not connection.execute("PRAGMA schema_version").fetchone()[0]:
                connection.execute(f"PRAGMA application_id = {_OWN}")
                connection.execute(_TABLE)
            if connection.execute("PRAGMA application_id").fetchone()[0] != _OWN:
                raise _ForeignFileError
        except BaseException:
            connection.close()
            raise
        return connection

    def _read(self, keys: Sequence[bytes]) -> dict[bytes, Vector]:
        found: dict[bytes, Vector] = {}
        try:
            with closing(self._connect()) as connection:
                for first in range(0, len(keys), _AT_ONCE):
                    part = keys[first : first + _AT_ONCE]
                    marks = ",".join("?" * len(part))
                    query = f"SELECT key, vector FROM vectors WHERE key IN ({marks})"
                    found |= {k: _vector(stored) for k, stored in connection.execute(query, part)}
        except (sqlite3.Error, OSError, ValueError, TypeError, _ForeignFileError) as error:
            self._stop(self._reason(error))
            return {}
        return {key: vector for key, vector in found.items() if _is_whole(vector)}

    def _write(self, made: Mapping[bytes, Vector]) -> None:
        rows = [(key, vector.astype("<f4").tobytes()) for key, vector in made.items()]
        try:
            with closing(self._connect()) as connection, connection:
                connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)
        except (sqlite3.Error, OSError, _ForeignFileError) as error:
            self._stop(self._reason(error), reads=self._reads)

    def _reason(self, error: Exception) -> str:
        """Why the file cannot be used, for a user."""
        if isinstance(error, _ForeignFileError | ValueError | TypeError):
            return _BROKEN
        if self._path.is_dir():
            return "it is a folder; name a file"
        name = getattr(error, "sqlite_errorname", "")
        if name == "SQLITE_FULL" and self._path.stat().st_size + 8 * _PAGE > self._largest:
            size = f"{self._largest / 2**20:,.0f} MiB"
            return f"it has grown to {size}; delete it or set a larger embeddings.cache_mib"
        short = "_".join(name.split("_")[:2])
        return _REASONS.get(short) or getattr(error, "strerror", None) or str(error)

    def _stop(self, reason: str, *, reads: bool = False) -> None:
        """Use the file no more, or only to read; say so."""
        self._reads, self._writes = reads, False
        message = f"{self._path}: no vectors are kept there: {reason}"
        warnings.warn(message, RuntimeWarning, stacklevel=4)


def _vector(stored: bytes) -> Vector:
    """A vector as it is kept. Raises ValueError or TypeError."""
    return np.frombuffer(stored, dtype="<f4").astype(np.float32, copy=False)


def _is_whole(vector: Vector) -> bool:
    return bool(abs(float(vector @ vector) - 1) < _PRECISION)
