"""Which names of a document stand for the same: one block each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from mtcheck.model import Finding
from mtcheck.named import Kind
from mtcheck.text.names.known import is_known
from mtcheck.text.names.near import may_be_one_name, similar

_LEAST = 5
"""Letters from which two names may be one that was spelt in two ways."""


class _Place(Protocol):
    @property
    def row(self) -> int: ...
    @property
    def text(self) -> str: ...


class Blocks:
    """Names that belong together, found by one after another of several signs."""

    def __init__(self, places: Sequence[_Place], kinds: Mapping[str, Kind]) -> None:
        self._parent = {place.text: place.text for place in places}
        self._kinds = kinds
        self._join_parts(places)
        self._join_variants()

    def all(self) -> list[list[str]]:
        """The names of each block."""
        blocks: dict[str, list[str]] = {}
        for text in self._parent:
            blocks.setdefault(self._root(text), []).append(text)
        return list(blocks.values())

    def join_told(self, findings: Iterable[Finding]) -> None:
        """Join the names that a rule takes for one."""
        for finding in findings:
            texts = [span.text for span in finding.spans if span.side == "target"]
            known = [text for text in texts if text in self._parent]
            for other in known[1:]:
                self._join(known[0], other)

    def join_sources(self, links: Mapping[str, str]) -> None:
        """Join the names that stand for the same name of the source."""
        first: dict[str, str] = {}
        for text, source in links.items():
            self._join(first.setdefault(source, text), text)

    def _root(self, text: str) -> str:
        while self._parent[text] != text:
            text = self._parent[text]
        return text

    def _join(self, one: str, other: str) -> None:
        self._parent[self._root(other)] = self._root(one)

    def _join_parts(self, places: Sequence[_Place]) -> None:
        """Join a surname, and a name that others hold, with the full name that stands last before
        its first place, or else first behind."""
        full = [(place.row, place.text) for place in places if self._may_have_parts(place.text)]
        for text in self._parent:
            words = text.split()
            if self._kinds[text] not in {"person", "name"}:
                continue
            first = next(place.row for place in places if place.text == text)
            wider = [(row, other) for row, other in full if self._holds(other, words)]
            before = [other for row, other in wider if row <= first]
            if wider:
                self._join(before[-1] if before else wider[0][1], text)

    def _may_have_parts(self, text: str) -> bool:
        return " " in text and self._kinds[text] in {"person", "name"}

    def _holds(self, wide: str, narrow: Sequence[str]) -> bool:
        """Whether a name ends with another one, or that of a person begins with it."""
        words, size = wide.split(), len(narrow)
        if size >= len(words):
            return False
        is_first = self._kinds[wide] == "person" and words[:size] == list(narrow)
        return is_first or words[-size:] == list(narrow)

    def _join_variants(self) -> None:
        """Join single words that are nearly the same, if one of them is no known word."""
        words = [text for text in self._parent if " " not in text and len(text) >= _LEAST]
        for one, other in similar(words):
            if may_be_one_name(one, other) and not (is_known(one) and is_known(other)):
                self._join(one, other)
