"""Whether what is to be copied is in the target: whole, torn apart, changed or not at all."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from mtcheck.text.addresses import is_encyclopedia, page_of
from mtcheck.text.squeezed import Squeezed
from mtcheck.text.verbatim import Copy, copies

MOST = 20
"""Losses of a kind in one segment: with more it is broken as a whole."""
_WORD = re.compile(r"[^\W\d_]+")
_LOOKED_AT = 500
"""Copies of a segment that are looked for, so that a segment of nothing else takes no longer."""


class Loss(NamedTuple):
    """A copy that the target lacks. `place` is what stands there in its stead, where that is known;
    `torn`: it is the same but for spaces, case and width."""

    copy: Copy
    place: tuple[int, int] | None = None
    torn: bool = False


def losses(
    kind: str, ours: Sequence[Copy], target: str, digits: Mapping[str, frozenset[str]]
) -> list[Loss]:
    """The copies among `ours` that `target` lacks. `digits`: a digit to its words."""
    wanted = {copy.key: copy for copy in ours[:_LOOKED_AT] if copy.text not in target}
    if not wanted:
        return []
    side = _Target(kind, target, digits)
    missing = [copy for copy in wanted.values() if not side.has(copy)][:MOST]
    if not missing:
        return []
    if kind == "hashtag":
        return [] if any(mark in target for mark in "#＃") else [Loss(copy) for copy in missing]
    found = [loss for copy in missing if (loss := side.torn(copy)) is not None]
    lost = [loss for loss in found if loss.place is None]
    known = {copy.key for copy in ours}
    others = [copy for copy in side.copies if copy.key not in known] if lost else []
    if len(others) != len(lost):
        return found
    places = {loss.copy: (other.start, other.end) for loss, other in zip(lost, others, strict=True)}
    return [loss._replace(place=places.get(loss.copy, loss.place)) for loss in found]


def _is_cased(ours: str, theirs: str) -> bool:
    """Whether capitals differ too: `Version/` for `version/` is a noun of the other language as
    well, so that nobody can know what belongs there."""
    plain = [
        "".join(unicodedata.normalize("NFKC", text).split()).translate(_QUOTES)
        for text in (ours, theirs)
    ]
    return plain[0] != plain[1]


_QUOTES = str.maketrans("“”„″«»’‘", '""""""\'\'')


class _Target:
    """A target, asked for copies of one kind. What a question needs is made once."""

    def __init__(self, kind: str, text: str, digits: Mapping[str, frozenset[str]]) -> None:
        self.kind = kind
        self.text = text
        self._digits = digits

    def has(self, copy: Copy) -> bool:
        """Whether the text has a copy in a form that does as well. A hashtag may be a word, the
        first letter of `autoReload` a capital."""
        if self.kind == "code":
            return self._has_code(copy)
        if self.kind == "camel":
            return copy.text[0].upper() + copy.text[1:] in self.text
        if self.kind in ("url", "domain"):
            return (
                copy.key in self._lower
                or page_of(copy.text) in self._pages
                or (is_encyclopedia(copy.text) and self._has_encyclopedia)
            )
        return self.kind in ("hashtag", "email") and copy.key.lower() in self._lower

    def torn(self, copy: Copy) -> Loss | None:
        """The loss of a copy; None where it is there inside of a word, as "Formel-F1-Auto"."""
        place = next(self._squeezed.places(copy.text), None)
        if place is None:
            return Loss(copy)
        written = self.text[place[0] : place[1]]
        if written == copy.text:
            return None
        return Loss(copy, place, torn=self.kind != "path" or not _is_cased(copy.text, written))

    @cached_property
    def copies(self) -> list[Copy]:
        """What the text itself has of the kind."""
        return copies(self.kind, self.text)

    @cached_property
    def _pages(self) -> frozenset[str]:
        return frozenset(page_of(copy.text) for copy in self.copies)

    @cached_property
    def _has_encyclopedia(self) -> bool:
        return any(is_encyclopedia(copy.text) for copy in self.copies)

    @cached_property
    def _lower(self) -> str:
        return self.text.lower()

    @cached_property
    def _squeezed(self) -> Squeezed:
        return Squeezed(self.text)

    @cached_property
    def _letters(self) -> str:
        return re.sub(r"[^A-Z0-9]", "", self.text.upper())

    @cached_property
    def _numbers(self) -> frozenset[str]:
        joined = re.sub("[-‑–]", "", self.text)
        return frozenset(re.findall(r"(?<![A-Za-z0-9])[0-9]+", joined))

    def _has_code(self, copy: Copy) -> bool:
        """A code may be written with other hyphens; where its digits stand alone it was put into
        words ("Formel 1", "floor three" for F3), where letters of another script touch them it was
        transliterated."""
        digits = re.sub(r"[^0-9]", "", copy.key)
        said = not self._digits.get(digits, frozenset()).isdisjoint(_WORD.findall(self._lower))
        known = said or copy.key in self._letters or digits in self._numbers
        return known or self._has_written_out(copy.text)

    def _has_written_out(self, code: str) -> bool:
        """Whether the first letter of a code is written out beside the rest: JB6 as "B6 (JIS)"."""
        rest = rf"(?<![A-Za-z0-9]){re.escape(code[1:])}(?![A-Za-z0-9])"
        word = rf"(?<![A-Za-z]){re.escape(code[0])}[A-Z]{{2}}"
        return code[1:2].isupper() and all(re.search(one, self.text) for one in (rest, word))
