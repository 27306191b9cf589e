"""Looking on at a run: how far it has come, and whether it should end before its time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Sized
from typing import BinaryIO, TypeVar

from mtcheck.errors import InputError

B = TypeVar("B", bound=Sized)


class Interrupted(InputError):  # noqa: N818 - nobody's error
    """An input that was not read to its end because the run was told to stop."""


class Watch:
    """Looks on at a run. This one sees nothing and lets the run go on."""

    def begins(self, paths: Sequence[str]) -> None:
        """These inputs are read now, one after another."""

    def opens(self, file: BinaryIO) -> None:
        """The file that is read, as it lies on the disk: its position tells how far."""

    def over(self, path: str, batches: Iterable[B], *, again: bool = False) -> Iterator[B]:
        """The batches of an input, on their way; `again`: they are read for a second time.

        Raises Interrupted, before a batch and never inside one, where the run should end.
        """
        yield from batches

    def works(self, parts: Iterable[B], total: int) -> Iterator[B]:
        """Parts of what is done with all that was read, on their way; `total`: how much it is."""
        yield from parts
