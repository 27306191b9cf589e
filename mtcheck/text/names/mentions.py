"""Who is named in a document: mentions of people, places and organisations in Latin script.

No model: capitals, titles and verbs of speech from the language files, the document's own
lower-case words, and how usual a word is (`known_words`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from mtcheck.text.columns import TextColumn
from mtcheck.text.locale import Language
from mtcheck.text.names.known import is_common, is_mostly_small
from mtcheck.text.names.nouns import Nouns
from mtcheck.text.names.scene import NameLexicon, Scene
from mtcheck.text.names.tokens import Tokens
from mtcheck.text.names.words import Role
from mtcheck.text.vocabulary import per_million

_ENDING = re.compile(r"[’']s?\.?$|(?<=\w\w\w)\.$")
_POSSESSIVE = re.compile(r"[’']s?$")
_CONTRACTION = re.compile(r"[’'](?:m|ve|re|ll|d|t)$")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;…“”\"«»„(\[—–|•\n])[\s“”\"'‘’«»„(\[]*$")
_APPOSITION = re.compile(
    r", (?:\d\d,|an? |the |who |der |die |das |eine? |le |la |el |une? |una? |l[’'])"
)
_LONGEST = 6
_TITLE = int(Role.TITLE)
_MOST = 1 << 17
"""Words whose roles are kept."""
_TITLE_END = 5
"""Letters of a title that ends compounds: Wirtschaftsminister."""

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


class NameFinder:
    """Finds mentions in the texts of one language.

    A sequence of words with capitals is cut behind its last title; words that are common in the
    language, or that the document writes without a capital, are cut off at both ends.
    `knows_nouns`: words are told from nouns where a language writes these with a capital.
    """

    def __init__(
        self,
        language: Language,
        places: frozenset[str] = frozenset(),
        *,
        knows_nouns: bool = True,
    ) -> None:
        names = language.names
        self.particles = frozenset(names.particles)
        ends = [title for title in names.titles if len(title) >= _TITLE_END]
        self._title_ends = tuple(ends) if names.noun_capitals else ()
        self.titles = frozenset(title.casefold() for title in names.titles)
        words = (*language.reporting_verbs, *names.speech_words)
        self.speech = frozenset(word.casefold() for word in words)
        self.adverbs = frozenset(names.adverbs)
        self.prepositions = frozenset(names.place_prepositions)
        self.honorifics = frozenset(word.rstrip(".").casefold() for word in language.honorifics)
        self.changes = names.changes
        self.tag = language.tag
        self._lists_words = names.many_forms
        self.opens_with_verbs = names.many_forms and not names.noun_capitals
        self.articles = frozenset(names.articles)
        self.citing = frozenset(names.citing)
        self.followers = names.followers
        self.elided = frozenset(names.elided)
        self.genitive = names.genitive
        self.nouns = Nouns(language) if names.noun_capitals and knows_nouns else None
        self.not_names = frozenset(
            word.casefold() for word in (*language.months, *language.weekdays, *names.not_names)
        ) | frozenset(language.function_words)
        self.places = places
        self._roles: dict[str, Role] = {}
        self.lexicon = NameLexicon(self, places)

    def mentions(self, rows: Iterable[tuple[int, str]]) -> list[Mention]:
        """All mentions of a document, in order. `rows` are its rows with their texts."""
        texts = dict(rows)
        numbers = list(texts)
        scene = self.scene(TextColumn(list(texts.values())), (0,) if texts else ())
        found = self.in_rows(scene, range(len(texts)))
        return [mention._replace(row=numbers[mention.row]) for mention in found]

    def scene(self, column: TextColumn, firsts: Sequence[int]) -> Scene:
        """The names of the documents that begin with the rows `firsts`."""
        return Scene(self.lexicon, column, firsts)

    def in_rows(self, scene: Scene, rows: range) -> list[Mention]:
        """All mentions of some rows of a scene, which follow each other, in order."""
        words = scene.words_of(rows)
        tokens = Tokens(words, self.particles)
        starts = (scene.column.starts[rows.start : rows.stop] - words.offset).tolist()
        found, done = [], 0
        for name, row in zip(words.names, words.rows, strict=True):
            while done <= name:
                first = self._first(tokens, done, name)
                done = first + self._sequence(tokens, first)
                place = row, starts[row - rows.start]
                mention = self._mention(place, words.text, tokens, first, done)
                if mention is not None:
                    found.append(mention)
        return found

    def _first(self, tokens: Tokens, done: int, name: int) -> int:
        """The first word with a capital of the sequence that leads to a name."""
        first = index = name
        while index > done and tokens.linked[index - 1]:
            index -= 1
            if tokens.capital[index]:
                first = index
            elif tokens[index].text not in self.particles:
                break
        return first

    def _sequence(self, tokens: Tokens, first: int) -> int:
        """How many tokens from `first`, which has a capital, have one, side by side."""
        last = first
        for index in range(first + 1, min(first + 2 * _LONGEST, len(tokens))):
            if not tokens.linked[index - 1]:
                break
            if tokens.capital[index]:
                last = index
            elif tokens[index].text not in self.particles:
                break
        return last - first + 1

    def _mention(
        self, place: tuple[int, int], text: str, tokens: Tokens, first: int, end: int
    ) -> Mention | None:
        """The name in the words from `first` to `end`; `place` is its row and where that begins."""
        row, row_start = place
        begin = self._behind_title(tokens, first, end)
        has_title = begin > first or self._title_before(text, tokens, first)
        starts_sentence = _starts_sentence(text, tokens[begin].start)
        name, last = self._within(tokens, begin, end, starts_sentence, has_title)
        if name >= last or any(map(tokens.is_no_name, range(name + 1, last - 1))):
            return None
        opens = starts_sentence and name == begin + 1 and self._leads(tokens[begin].text)
        members = [tokens[index] for index in range(name, last)]
        words = tuple(self.plain(one.text) for one in members)
        if not all(words) or all(word.isupper() for word in words):
            return None
        start = members[0].start
        title = self._title(text, tokens, first, begin) if has_title else ""
        return Mention(
            row=row,
            start=start - row_start,
            end=members[-1].start + len(words[-1]) - row_start,
            words=words,
            title=title,
            evidence=self._evidence(text, tokens, name, last, bool(title)),
            starts_sentence=not has_title
            and (starts_sentence if name == begin else _starts_sentence(text, start)),
            place=name > 0
            and tokens.linked[name - 1]
            and tokens[name - 1].text.casefold() in self.prepositions,
            alone=last == end and (name == begin or opens),
        )

    def _within(
        self, tokens: Tokens, begin: int, end: int, starts_sentence: bool, has_title: bool
    ) -> tuple[int, int]:
        """The first word of a name in a sequence and the one behind its last."""
        name, last = begin, end
        if starts_sentence and not has_title and is_mostly_small(tokens[begin].text):
            name += 1
        while not has_title and name < last and tokens.is_no_name(name):
            name += 1
        if (
            self.nouns
            and begin < name < last - 1
            and tokens.capital[name] < tokens.capital[name + 1]
        ):
            name += 1  # Roman von Jane Austen: by somebody
        while name < last and tokens.is_no_name(last - 1):
            last -= 1
        return name, last

    def _title(self, text: str, tokens: Tokens, first: int, begin: int) -> str:
        """The role before a name with its country, without the words that open a sentence."""
        start = first - 1 if begin == first else first
        while start < begin and tokens[start].text.casefold() in self.not_names:
            start += 1
        return text[tokens[start].start : tokens[begin].start].strip()

    def _behind_title(self, tokens: Tokens, first: int, end: int) -> int:
        """Where the name begins in a sequence such as Japanese Defense Minister Shinzo Hamada."""
        for index in range(end - 1, first - 1, -1):
            if tokens.roles[index] & _TITLE and index < end - 1:
                return index + 1
        return first

    def _title_before(self, text: str, tokens: Tokens, first: int) -> bool:
        if not first or not tokens.linked[first - 1]:
            return False
        return self._is_title(tokens[first - 1].text)

    def _leads(self, word: str) -> bool:
        """Whether a word at the start of a sentence is no part of the name behind it."""
        plain = _ENDING.sub("", word).casefold()
        return plain in self.not_names or plain in self.speech

    def plain(self, word: str) -> str:
        """A word without the ending of a genitive."""
        if word.isalpha() and word.isascii():
            return word
        return _ENDING.sub("", word).replace("’", "'")

    def role(self, word: str) -> Role:
        """What a word with a capital may be besides a part of a name."""
        found = self._roles.get(word)
        if found is None:
            if len(self._roles) > _MOST:
                self._roles.clear()
            found = self._roles[word] = self._role(word)
        return found

    def _role(self, word: str) -> Role:
        folded = word.casefold()
        role = Role.TITLE if self._is_title(word) else Role(0)
        if len(word) == 1:
            return role | Role.INITIAL
        if folded in self.not_names or _CONTRACTION.search(word) or is_common(word):
            role |= Role.NO_NAME
        elif self.nouns is not None and self.nouns.has(word):
            role |= Role.NOUN
        if self.nouns is not None and self.nouns.may_be_genitive(word):
            role |= Role.GENITIVE
        return role

    def is_word(self, word: str) -> bool:
        """Whether the list of words of the language has a word, of languages other than English,
        of which `known` has too few forms."""
        return self._lists_words and bool(per_million(word.lower(), self.tag))

    def office(self, title: str) -> str:
        """The last word of a title that is no honorific, in lower case; "" for none."""
        words = [word.rstrip(".").casefold() for word in title.split()]
        roles = self.titles - self.honorifics
        found = (one for one in words[::-1] if one in roles or one.endswith(self._title_ends))
        return next(found, "")

    def _is_title(self, word: str) -> bool:
        folded = word.rstrip(".").casefold()
        if folded in self.titles or folded in self.honorifics:
            return True
        return folded.endswith(self._title_ends)

    def _evidence(
        self, text: str, tokens: Tokens, first: int, end: int, has_title: bool
    ) -> Evidence:
        if has_title:
            return "title"
        if tokens.are_spoken_of(first, end, self.speech, self.adverbs):
            return "speech"
        if _APPOSITION.match(text, tokens[end - 1].end):
            return "apposition"
        if _POSSESSIVE.search(tokens[end - 1].text):
            return "possessive"
        return "bare"


def _starts_sentence(text: str, start: int) -> bool:
    if text[start - 1 : start] == " " and text[start - 2 : start - 1].isalnum():
        return False
    return _SENTENCE_START.search(text[max(0, start - 12) : start]) is not None
