"""New targets into old markup: what a target keeps of its words keeps its bytes too.

A target is a row of atoms. An atom shows a text (`<`) and stands in the file as another (`&lt;`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

COMPARED = 2_000
"""Code points between the first and the last change that are compared one by one: the time grows
with their square. A longer stretch is written as a whole."""

_STAND_IN = 0xF0000
_STAND_INS = 0xFFFD


class Atom(NamedTuple):
    """A part of a target: what it shows, what stands in the file. `fixed`: it has to stay."""

    shown: str
    raw: str
    fixed: bool = False


def shown(atoms: Iterable[Atom]) -> str:
    """The text that `atoms` show."""
    return "".join(atom.shown for atom in atoms)


def spliced(atoms: Sequence[Atom], new: str, escape: Callable[[str], str]) -> str:
    """What stands in the file after the text of `atoms` became `new`.

    What both texts share keeps its raw form; what is new is escaped. Raises ValueError where an
    inline code would be lost.
    """
    marked, new = _marked(atoms, new)
    rest = _Cursor(marked)
    parts = [atom.raw for atom in rest.hidden()]
    for same, old_size, start, end in _changes(shown(marked), new):
        parts += [atom.raw for atom in rest.hidden()] if old_size else []
        taken = rest.take(old_size)
        if same:
            parts += [atom.raw for atom in taken]
        else:
            parts.append(escape(new[start:end]))
            parts += [_kept(atom) for atom in taken if atom.fixed]
    parts += [atom.raw for atom in rest.take(None)]
    return "".join(parts)


def _kept(atom: Atom) -> str:
    if atom.shown:
        raise ValueError(f"the inline code {atom.raw} would be lost")
    return atom.raw


def _marked(atoms: Sequence[Atom], new: str) -> tuple[list[Atom], str]:
    """Put one stand-in character for every inline code, in the atoms and in the new text."""
    marked: list[Atom] = []
    parts: list[str] = []
    position = 0
    for atom in atoms:
        if not (atom.fixed and atom.shown):
            marked.append(atom)
            continue
        place = new.find(atom.shown, position)
        if place < 0 or len(parts) > _STAND_INS:
            raise ValueError(f"the inline code {atom.raw} would be lost")
        stand_in = chr(_STAND_IN + len(parts))
        marked.append(Atom(stand_in, atom.raw, True))
        parts.append(new[position:place] + stand_in)
        position = place + len(atom.shown)
    return marked, "".join(parts) + new[position:]


def _changes(old: str, new: str) -> Iterator[tuple[bool, int, int, int]]:
    """Stretches in order: whether both share it, its size in `old`, its place in `new`."""
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    old_end, new_end = len(old) - tail, len(new) - tail
    yield True, head, 0, head
    if max(old_end, new_end) - head > COMPARED:
        yield False, old_end - head, head, new_end
    else:
        middle = SequenceMatcher(None, old[head:old_end], new[head:new_end], autojunk=False)
        for tag, start, end, new_start, new_stop in middle.get_opcodes():
            yield tag == "equal", end - start, head + new_start, head + new_stop
    yield True, tail, new_end, len(new)


def _shared(one: str, other: str) -> int:
    """How many code points both texts have in common at their beginning."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[:middle] == other[:middle]:
            low = middle
        else:
            high = middle - 1
    return low


class _Cursor:
    """Takes atoms by the number of code points they show; text that stands as it is can be cut."""

    def __init__(self, atoms: Sequence[Atom]) -> None:
        self.rest = list(reversed(atoms))

    def hidden(self) -> list[Atom]:
        """The atoms here that show nothing."""
        taken = []
        while self.rest and not self.rest[-1].shown:
            taken.append(self.rest.pop())
        return taken

    def take(self, size: int | None) -> list[Atom]:
        """The atoms that show the next `size` code points, or all that are left."""
        if size is None:
            return self.rest[::-1]
        taken = []
        while size > 0:
            atom = self.rest.pop()
            if len(atom.shown) > size:
                if atom.shown != atom.raw:
                    raise ValueError(f"only a part of {atom.raw} would stay")
                self.rest.append(Atom(atom.shown[size:], atom.raw[size:]))
                atom = Atom(atom.shown[:size], atom.raw[:size])
            size -= len(atom.shown)
            taken.append(atom)
        return taken
