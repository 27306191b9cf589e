"""Who is named in a document: mentions of people, places and organisations in Latin script.

No model: capitals, titles and verbs of speech from the language files, the document's own
lower-case words, and how usual a word is (`known_words`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from mtcheck.text.known_words import is_common, is_written_small
from mtcheck.text.locale import Language

_WORD = re.compile(r"[^\W\d_]+(?:[’'\-‐][^\W\d_]+)*\.?")
_ENDING = re.compile(r"[’']s?\.?$|(?<=\w\w\w)\.$")
_POSSESSIVE = re.compile(r"[’']s?$")
_CONTRACTION = re.compile(r"[’'](?:m|ve|re|ll|d|t)$")
_LINK = re.compile(r"[ \u00a0]|-$")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;…“”\"«»„(\[—–|•])[\s“”\"'‘’«»„(\[]*$")
_APPOSITION = re.compile(r", (?:\d\d,|an? |the |who |der |die |le |la |el )")
_LONGEST = 6

Evidence = Literal["title", "speech", "apposition", "possessive", "bare"]


class Mention(NamedTuple):
    """A name in the text: `start:end` of `row`, its words, and why it is taken for a person.

    `title` is the role before it with its country ("Japanese Defense Minister"), "" for none;
    `starts_sentence`: the capital of the first word may be that of a sentence; `place`: it stands
    behind a preposition of place; `alone`: no other word with a capital belongs to it.
    """

    row: int
    start: int
    end: int
    words: tuple[str, ...]
    title: str
    evidence: Evidence
    starts_sentence: bool
    place: bool
    alone: bool

    @property
    def text(self) -> str:
        """The name, single spaces between its words."""
        return " ".join(self.words)

    @property
    def is_full(self) -> bool:
        """Whether it has a given name and a surname."""
        return len(self.words) > 1


class _Token(NamedTuple):
    start: int
    end: int
    text: str


class NameFinder:
    """Finds mentions in the texts of one language.

    A sequence of words with capitals is cut behind its last title; words that are common in the
    language, or that the document writes without a capital, are cut off at both ends.
    """

    def __init__(self, language: Language) -> None:
        names = language.names
        self.particles = frozenset(names.particles)
        self.titles = frozenset(title.casefold() for title in names.titles)
        self.speech = frozenset(verb.casefold() for verb in language.reporting_verbs)
        self.prepositions = frozenset(names.place_prepositions)
        self.honorifics = frozenset(word.rstrip(".").casefold() for word in language.honorifics)
        self.changes = names.changes
        self.not_names = frozenset(
            word.casefold() for word in (*language.months, *language.weekdays, *names.not_names)
        ) | frozenset(language.function_words)

    def mentions(self, rows: Iterable[tuple[int, str]]) -> list[Mention]:
        """All mentions of a document, in order. `rows` are its rows with their texts."""
        rows = list(rows)
        lower = {word for _, text in rows for word in _lower_case_words(text)}
        return [
            mention
            for row, text in rows
            if not _is_headline(text)
            for mention in self._in_text(row, text, lower)
        ]

    def _in_text(self, row: int, text: str, lower: set[str]) -> Iterator[Mention]:
        tokens = [_Token(m.start(), m.end(), m[0]) for m in _WORD.finditer(text)]
        index = 0
        while index < len(tokens):
            length = self._sequence(text, tokens, index)
            if length:
                yield from self._mention(row, text, tokens, index, index + length, lower)
            index += length or 1

    def _sequence(self, text: str, tokens: Sequence[_Token], first: int) -> int:
        """How many tokens from `first` are words with capitals, side by side."""
        if not _is_capital(tokens[first].text):
            return 0
        last = first
        for index in range(first + 1, min(first + 2 * _LONGEST, len(tokens))):
            before, token = tokens[index - 1], tokens[index]
            gap = text[before.end : token.start]
            if not _LINK.fullmatch(gap) or _ends_sentence(before.text):
                break
            if _is_capital(token.text):
                last = index
            elif token.text not in self.particles:
                break
            if _POSSESSIVE.search(token.text):
                break
        return last - first + 1

    def _mention(
        self, row: int, text: str, tokens: Sequence[_Token], first: int, end: int, lower: set[str]
    ) -> Iterator[Mention]:
        name, role_start = self._behind_title(tokens, first, end), first
        begin = name
        has_title = name > first or self._title_before(text, tokens, first)
        if name == first and has_title:
            role_start = first - 1
        while role_start < name and tokens[role_start].text.casefold() in self.not_names:
            role_start += 1
        last = end
        starts_sentence = bool(_SENTENCE_START.search(_before(text, tokens[begin].start)))
        if starts_sentence and not has_title and is_written_small(tokens[begin].text):
            name += 1
        while not has_title and name < last and self._is_no_name(tokens[name].text, lower):
            name += 1
        while name < last and self._is_no_name(tokens[last - 1].text, lower):
            last -= 1
        alone = last == end and (name == begin or (starts_sentence and name == begin + 1))
        members = tokens[name:last]
        if not members or any(self._is_no_name(one.text, lower) for one in members[1:-1]):
            return
        words = tuple(_ENDING.sub("", one.text).replace("’", "'") for one in members)
        if not all(words) or all(word.isupper() for word in words):
            return
        start = members[0].start
        title = text[tokens[role_start].start : tokens[begin].start].strip() if has_title else ""
        yield Mention(
            row=row,
            start=start,
            end=members[-1].end - len(members[-1].text) + len(words[-1]),
            words=words,
            title=title,
            evidence=self._evidence(text, tokens, name, last, bool(title)),
            starts_sentence=bool(_SENTENCE_START.search(_before(text, start))),
            place=name > 0 and tokens[name - 1].text.casefold() in self.prepositions,
            alone=alone,
        )

    def _behind_title(self, tokens: Sequence[_Token], first: int, end: int) -> int:
        """Where the name begins in a sequence such as Japanese Defense Minister Shinzo Hamada."""
        for index in range(end - 1, first - 1, -1):
            if self._is_title(tokens[index].text) and index < end - 1:
                return index + 1
        return first

    def _title_before(self, text: str, tokens: Sequence[_Token], first: int) -> bool:
        if not first or text[tokens[first - 1].end : tokens[first].start] != " ":
            return False
        return self._is_title(tokens[first - 1].text)

    def office(self, title: str) -> str:
        """The last word of a title that is no honorific, in lower case; "" for none."""
        words = [word.rstrip(".").casefold() for word in title.split()]
        return next((word for word in reversed(words) if word in self.titles), "")

    def _is_title(self, word: str) -> bool:
        folded = word.rstrip(".").casefold()
        return folded in self.titles or folded in self.honorifics

    def _is_no_name(self, word: str, lower: set[str]) -> bool:
        plain = _ENDING.sub("", word)
        folded = plain.casefold()
        if word in self.particles or re.fullmatch(r"[^\W\d_]\.", word):
            return False
        if _CONTRACTION.search(word):
            return True
        return folded.rstrip(".") in self.not_names or folded in lower or is_common(plain)

    def _evidence(
        self, text: str, tokens: Sequence[_Token], first: int, end: int, has_title: bool
    ) -> Evidence:
        if has_title:
            return "title"
        after = tokens[end].text.casefold() if end < len(tokens) else ""
        gap = text[tokens[end - 1].end : tokens[end].start] if end < len(tokens) else ""
        if gap == " " and after in self.speech:
            return "speech"
        before = tokens[first - 1].text.casefold() if first else ""
        if before in self.speech and text[tokens[first - 1].end : tokens[first].start] == " ":
            return "speech"
        if _APPOSITION.match(text, tokens[end - 1].end):
            return "apposition"
        if _POSSESSIVE.search(tokens[end - 1].text):
            return "possessive"
        return "bare"


def _before(text: str, start: int) -> str:
    return text[max(0, start - 12) : start]


def _is_capital(word: str) -> bool:
    parts = re.split(r"[’'\-‐]", word)
    return word[0].isupper() or (len(parts) > 1 and len(parts[0]) <= 3 and parts[1][:1].isupper())


def _ends_sentence(word: str) -> bool:
    """Whether a word with a point is no initial and no abbreviation such as Mr. or Gen."""
    return word.endswith(".") and len(word) > 5


def _lower_case_words(text: str) -> Iterator[str]:
    return (m[0].rstrip(".") for m in _WORD.finditer(text) if m[0][0].islower())


def _is_headline(text: str) -> bool:
    """Whether most longer words have a capital: there it says nothing about names."""
    if text.rstrip("”\"’' ").endswith((".", "?", "!")):
        return False
    words = [m[0] for m in _WORD.finditer(text) if len(m[0]) > 3]
    return len(words) >= 4 and sum(word[0].isupper() for word in words) > 0.6 * len(words)
