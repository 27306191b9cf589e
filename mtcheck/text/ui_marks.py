r"""Marks of interface texts: escapes such as `\n`, and the letter of a keyboard shortcut."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_ESCAPE = re.compile(r"(?<!\\)\\[ntr]")
_TORN_ESCAPE = re.compile(r"[\\＼] ?[ntrNTR](?![A-Za-z])")
_WINDOWS = re.compile(r"[A-Za-z]:\\")
_MOST = 20

_LONGEST = 60
"""Characters of the longest text of a menu or button."""
_SHORTCUTS = {
    "&": re.compile(r"(?:(?<=^)|(?<=[\s(.:/]))&(?=[^\W\d_])|(?<=[A-Za-z])&(?=[a-z])"),
    "_": re.compile(r"(?:(?<=^)|(?<=[\s(.:/]))_(?=[^\W_])"),
}
_NO_LABEL = re.compile(r"&\w{1,20};|[?=@\\]|://|_\w*_|\w_\w")


class Lost(NamedTuple):
    """A mark of the source that the target lacks: its place there, and that of a broken one."""

    start: int
    end: int
    text: str
    broken: tuple[int, int] | None = None


def lost_escapes(source: str, target: str) -> Iterator[Lost]:
    r"""Escapes that the target has fewer of. `C:\new` is a path."""
    if _WINDOWS.search(source):
        return
    ours = list(_ESCAPE.finditer(source))
    theirs = [match[0] for match in _ESCAPE.finditer(target)]
    broken = [match.span() for match in _TORN_ESCAPE.finditer(target) if match[0] not in theirs]
    for kind in sorted({match[0] for match in ours}):
        same = [match for match in ours if match[0] == kind]
        for match in same[theirs.count(kind) :][:_MOST]:
            fits = [(s, e) for s, e in broken if target[e - 1].lower() == kind[1]]
            place = fits[0] if fits else None
            broken = [span for span in broken if span != place]
            yield Lost(*match.span(), kind, place)


def lost_shortcut(source: str, target: str) -> Lost | None:
    """The mark before the letter of a shortcut, where the source has exactly one and the target
    none."""
    if len(source) > _LONGEST or _NO_LABEL.search(source):
        return None
    for mark, pattern in _SHORTCUTS.items():
        found = [match.span() for match in pattern.finditer(source)]
        if len(found) == 1 and source.count(mark) == 1:
            start, end = found[0]
            if mark not in target:
                return Lost(start, min(end + 1, len(source)), mark)
            at = target.index(mark)
            if target[at + 1 : at + 2].isspace():
                return Lost(start, end + 1, mark, (at, len(target[: at + 1]) + _spaces(target, at)))
    return None


def _spaces(text: str, at: int) -> int:
    rest = text[at + 1 :]
    return len(rest) - len(rest.lstrip())
