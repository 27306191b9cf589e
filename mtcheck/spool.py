"""What a long run keeps beyond a few thousand values lies in a temporary file, not in memory.

The file has no name and is gone with the process. Values are pickled in blocks, and a block is read
again when one of its values is asked for.
"""

from __future__ import annotations

import pickle
import tempfile
import weakref
import zlib
from array import array
from collections import OrderedDict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import IO, Generic, NamedTuple, TypeVar, overload

import numpy as np
from numpy.typing import NDArray

from mtcheck.errors import ExitCode, MtcheckError

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)

MOST = 4096
"""Values of a list that stay in memory: some megabytes of findings."""

_BLOCK = 128
_BLOCKS_READ = 8
"""Blocks kept of those that were read last."""

_WORD = (1 << 64) - 1


class SpoolError(MtcheckError):
    """A temporary file that cannot be written or read."""

    exit_code = ExitCode.UNFINISHED


class Place(NamedTuple):
    """Bytes of a temporary file."""

    start: int
    size: int


class TemporaryBytes:
    """Bytes put aside, in one temporary file that is made on first use."""

    def __init__(self) -> None:
        self._file: IO[bytes] | None = None
        self._end = 0

    def write(self, content: bytes) -> Place:
        """Put bytes aside; where they are. Raises SpoolError."""
        try:
            if self._file is None:
                self._file = tempfile.TemporaryFile(prefix="mtcheck-")  # noqa: SIM115 - it stays
                weakref.finalize(self, self._file.close)
            self._file.seek(self._end)
            self._file.write(content)
        except OSError as error:
            raise _fault(error) from error
        place = Place(self._end, len(content))
        self._end += len(content)
        return place

    def read(self, place: Place) -> bytes:
        """The bytes of a place. Raises SpoolError."""
        if self._file is None:
            raise ValueError("nothing was put aside")
        try:
            self._file.seek(place.start)
            return self._file.read(place.size)
        except OSError as error:
            raise _fault(error) from error


def _fault(error: OSError) -> SpoolError:
    return SpoolError(
        f"what was found cannot be put aside: {error.strerror or error}",
        path=tempfile.gettempdir(),
        hint="make room there, or name another folder by TMPDIR",
    )


class Spool(Sequence[T]):
    """A list that only grows. Fewer than `most` values (None: MOST) stay in memory, more of them go
    to `file` in blocks."""

    def __init__(
        self, file: TemporaryBytes | None = None, *, most: int | None = None, block: int = _BLOCK
    ) -> None:
        self._file = file or TemporaryBytes()
        self._most, self._size = MOST if most is None else most, block
        self._places: list[Place] = []
        self._tail: list[T] = []
        self._read: OrderedDict[int, list[T]] = OrderedDict()

    def append(self, value: T) -> None:
        """Add a value at the end."""
        self._tail.append(value)
        if len(self._tail) >= (self._size if self._places else self._most):
            self._put_aside()

    def extend(self, values: Iterable[T]) -> None:
        """Add values at the end."""
        for value in values:
            self.append(value)

    @property
    def in_memory(self) -> bool:
        """Whether nothing was put aside."""
        return not self._places

    def _put_aside(self) -> None:
        whole = len(self._tail) - len(self._tail) % self._size
        for start in range(0, whole, self._size):
            block = pickle.dumps(self._tail[start : start + self._size], pickle.HIGHEST_PROTOCOL)
            self._places.append(self._file.write(zlib.compress(block, 1)))
        self._tail = self._tail[whole:]

    def _block(self, number: int) -> list[T]:
        if number == len(self._places):
            return self._tail
        if number not in self._read:
            if len(self._read) >= _BLOCKS_READ:
                self._read.popitem(last=False)
            content = self._file.read(self._places[number])
            self._read[number] = pickle.loads(zlib.decompress(content))
        self._read.move_to_end(number)
        return self._read[number]

    def __len__(self) -> int:
        return len(self._places) * self._size + len(self._tail)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> list[T]: ...
    def __getitem__(self, index: int | slice) -> T | list[T]:
        if isinstance(index, slice):
            return [self[one] for one in range(*index.indices(len(self)))]
        index = index + len(self) if index < 0 else index
        if not 0 <= index < len(self):
            raise IndexError(index)
        number = min(index // self._size, len(self._places))
        return self._block(number)[index - number * self._size]

    def __iter__(self) -> Iterator[T]:
        for number in range(len(self._places) + 1):
            yield from self._block(number)


class Reordered(Sequence[T]):
    """The values of a sequence in another order."""

    def __init__(self, values: Sequence[T], order: NDArray[np.intp]) -> None:
        self._values, self._order = values, order

    def __len__(self) -> int:
        return len(self._order)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> list[T]: ...
    def __getitem__(self, index: int | slice) -> T | list[T]:
        if isinstance(index, slice):
            return [self._values[one] for one in self._order[index].tolist()]
        return self._values[int(self._order[index])]

    def __iter__(self) -> Iterator[T]:
        for number in self._order.tolist():
            yield self._values[number]


class SpooledDict(Mapping[K, T], Generic[K, T]):
    """A dictionary that only grows, with its entries in a spool and 16 bytes of each in memory.
    An entry that is set twice has to have the same value."""

    def __init__(self, file: TemporaryBytes | None = None, *, most: int | None = None) -> None:
        self._entries: Spool[tuple[K, T]] = Spool(file, most=most)
        self._added = array("Q")
        self._hashes: NDArray[np.uint64] = np.zeros(0, dtype=np.uint64)
        self._first: NDArray[np.intp] = np.zeros(0, dtype=np.intp)
        self._known = 0

    @property
    def in_memory(self) -> bool:
        """Whether nothing was put aside."""
        return self._entries.in_memory

    def __setitem__(self, key: K, value: T) -> None:
        self._added.append(hash(key) & _WORD)
        self._entries.append((key, value))

    def _index(self) -> None:
        """Know where each key came first, by its hash."""
        if self._known != len(self._added):
            self._known = len(self._added)
            added = np.array(self._added, dtype=np.uint64)  # of an array itself: it could not grow
            order = np.argsort(added, kind="stable")
            added = added[order]
            new = np.ones(len(added), dtype=np.bool_)
            new[1:] = added[1:] != added[:-1]
            self._hashes, self._first = added[new], order[new]

    def __getitem__(self, key: K) -> T:
        self._index()
        wanted = np.uint64(hash(key) & _WORD)
        at = int(np.searchsorted(self._hashes, wanted))
        if at < len(self._hashes) and self._hashes[at] == wanted:
            found, value = self._entries[int(self._first[at])]
            if found == key:
                return value
        raise KeyError(key)

    def __iter__(self) -> Iterator[K]:
        self._index()
        for number in np.sort(self._first).tolist():
            yield self._entries[number][0]

    def __len__(self) -> int:
        self._index()
        return len(self._first)
