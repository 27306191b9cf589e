"""Texts without spaces and full-width letters, to find what was torn apart: "% s", "{ name }"."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

_WIDE = range(0xFF01, 0xFF5F)
_QUOTES = {"“": '"', "”": '"', "„": '"', "″": '"', "«": '"', "»": '"', "’": "'", "‘": "'"}


class Squeezed:
    """A text in lower case without white space, its full-width marks and curly quotes made plain.
    Takes time in proportion to the text, for as many searches as wanted."""

    def __init__(self, text: str) -> None:
        self._original = text
        kept = [(at, _plain(character)) for at, character in enumerate(text)]
        kept = [(at, character) for at, character in kept if not character.isspace()]
        self.text = "".join(character for _, character in kept)
        self._places = [at for at, _ in kept]

    def places(self, wanted: str) -> Iterator[tuple[int, int]]:
        """Start and end, in the text as it was, of everything that is `wanted` but for spaces,
        case and width. A letter or digit at its ends touches no other one."""
        key = squeeze(wanted)
        found = self.text.find(key) if key else -1
        while found >= 0:
            start, end = self._places[found], self._places[found + len(key) - 1] + 1
            if not _touches(self._original, start, end):
                yield start, end
            found = self.text.find(key, found + len(key))


def squeeze(text: str) -> str:
    """The text as `Squeezed` compares it."""
    return "".join(_plain(character) for character in text if not character.isspace())


def _plain(character: str) -> str:
    if character.isascii():
        return character.lower()
    if ord(character) in _WIDE:
        character = unicodedata.normalize("NFKC", character)
    lower = _QUOTES.get(character, character).lower()
    return lower if len(lower) == 1 else character


def _touches(text: str, start: int, end: int) -> bool:
    return (_is_word(text[start]) and _is_word(text[start - 1 : start])) or (
        _is_word(text[end - 1]) and _is_word(text[end : end + 1])
    )


def _is_word(character: str) -> bool:
    """Whether a character goes on a word that is written with spaces. Han characters do not."""
    return character.isalnum() and ord(character) < 0x0E00
