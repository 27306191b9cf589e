"""Columns of texts that are made only where a row is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import overload


class JoinedTexts(Sequence[str]):
    """Texts that lie in one string, each with a newline behind it, as a decoded Arrow buffer has
    them. A text of its own is made only for a row that is asked for.

    `starts` holds where each row begins in `text`, and as its last entry the length of `text`.
    """

    def __init__(self, text: str, starts: Sequence[int]) -> None:
        self.text = text
        self.starts = starts

    def __len__(self) -> int:
        return len(self.starts) - 1

    @overload
    def __getitem__(self, row: int) -> str: ...
    @overload
    def __getitem__(self, row: slice) -> list[str]: ...
    def __getitem__(self, row: int | slice) -> str | list[str]:
        if isinstance(row, slice):
            return [self[one] for one in range(*row.indices(len(self)))]
        row = row + len(self) if row < 0 else row
        if not 0 <= row < len(self):
            raise IndexError(row)
        return self.text[self.starts[row] : self.starts[row + 1] - 1]

    def __iter__(self) -> Iterator[str]:
        text = self.text
        for start, end in pairwise(self.starts):
            yield text[start : end - 1]

    def joined(self, start: int, end: int) -> str:
        """The texts of the rows `start:end`, joined by newlines. There is one row at least."""
        return self.text[self.starts[start] : self.starts[end] - 1]


class Numbers(Sequence[str]):
    """The numbers of consecutive rows as ids, written only where they are asked for."""

    def __init__(self, first: int, count: int) -> None:
        self.numbers = range(first, first + count)

    def __len__(self) -> int:
        return len(self.numbers)

    @overload
    def __getitem__(self, row: int) -> str: ...
    @overload
    def __getitem__(self, row: slice) -> list[str]: ...
    def __getitem__(self, row: int | slice) -> str | list[str]:
        if isinstance(row, slice):
            return [str(number) for number in self.numbers[row]]
        return str(self.numbers[row])

    def __iter__(self) -> Iterator[str]:
        return map(str, self.numbers)
