"""Words with a capital, of names or of anything else, that are another one of the same document
with a slip: "the Central Commyttee", "Tyanjin"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import NamedTuple

from rapidfuzz.distance import OSA

from mtcheck.text.names.known import is_common, is_known
from mtcheck.text.names.mentions import NameFinder
from mtcheck.text.names.near import is_inflection, similar
from mtcheck.text.names.pinyin import is_pinyin
from mtcheck.text.names.words import Role
from mtcheck.text.vocabulary import per_million

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_ARTICLE = re.compile(r"[^\W\d_]{1,3}[-'’](?=[^\W\d_])")
"""What stands before the capital in al-Sisi."""

_OPENING = re.compile(r"(?:^|[.!?:;…])[ \"“„«¿¡(]*$")

_VOWELS = frozenset("aeiouy")
_SHORT = 6
"""Letters up to which another last letter makes another word: Chint and China."""


LEAST = 5
"""Letters below which one letter of difference makes another word."""


class Word(NamedTuple):
    """A word with a capital at `start:end` of a row, and the name before it, "" for none."""

    row: int
    start: int
    end: int
    before: str


class Misspelt(NamedTuple):
    """A word that stands there once or more, and the word it should be."""

    odd: str
    usual: str
    odd_places: tuple[Word, ...]
    usual_places: tuple[Word, ...]


def misspelt(texts: Mapping[int, str], finder: NameFinder) -> Iterator[Misspelt]:
    """Words that no list knows, one letter or two away from another word of the document that has
    a capital, too, and is not rarer."""
    words, small = _words(texts, finder)
    long = [word for word in words if len(word) >= LEAST and not word.isupper()]
    unknown = {word for word in long if may_be_odd(word, finder) and word.casefold() not in small}
    done: set[str] = set()
    for one, other in similar(long) if unknown else ():
        rarer = len(words[one]), -words[one][0].row, other
        first = rarer <= (len(words[other]), -words[other][0].row, one)
        for odd, usual in ((one, other), (other, one))[:: 1 if first else -1]:
            if odd in unknown and odd not in done and _may_be_slip(odd, usual, finder):
                here, there = words[odd], words[usual]
                opens = finder.opens_with_verbs and _only_opens(here, texts)
                if not opens and _may_be_one(here, there, odd, usual):
                    done.add(odd)
                    yield Misspelt(odd, usual, tuple(here), tuple(there))
                    break


def _may_be_slip(odd: str, usual: str, finder: NameFinder) -> bool:
    """Whether a word can be another one with a slip. In a language that writes nouns with a
    capital, neither may be one, nor may they be forms of one word."""
    nouns = finder.nouns
    if nouns is not None and (nouns.has(usual) or nouns.are_forms(odd, usual)):
        return False
    if _is_negation(odd, usual) or not may_be_meant(odd, usual, finder.places):
        return False
    return (per_million(odd.lower(), finder.tag) or 0) < _LISTED


def _is_negation(odd: str, usual: str) -> bool:
    """Whether one is the other behind a prefix: Mounting and Unmounting."""
    short, long = sorted((odd.casefold(), usual.casefold()), key=len)
    return long.endswith(short) and long[: -len(short)] in _PREFIXES


_PREFIXES = frozenset("de dis re un".split())
_LISTED = 0.06
"""Times in a million words from which a word of a list is no name; Isaac misspelt has 0.03."""


def may_be_odd(word: str, finder: NameFinder) -> bool:
    """Whether a word with a capital is one that no list knows."""
    if is_known(word) or finder.is_word(word):
        return False
    return not finder.role(word) & (Role.NO_NAME | Role.NOUN)


def may_be_meant(odd: str, usual: str, places: Set[str]) -> bool:
    """Whether a word that no list knows can be another one with a slip, and no form of it. Two
    words that may both be Chinese are two names, if the other is none of the well-known `places`.
    """
    known = is_known(usual) or usual.casefold() in places
    if odd.replace("-", "") == usual.replace("-", "") or (known and odd[0] != usual[0]):
        return False
    if odd.casefold() in places or (is_pinyin(odd) and not known):
        return False
    chinese_too = usual.casefold() not in places and not is_common(usual) and is_pinyin(usual)
    if is_pinyin(odd) and chinese_too:
        return False
    if is_common(usual) and OSA.distance(odd, usual, score_cutoff=1) > 1:
        return False
    pairs = list(zip(odd.split("-"), usual.split("-"), strict=False))
    differing = [(one, other) for one, other in pairs if one != other]
    if "-" in odd and all(is_known(word) for pair in differing for word in pair):
        return False
    if any(_ends_in_initials(*pair) for pair in differing):
        return False
    return all(_may_be_meant(one, other, known=known) for one, other in differing)


def _ends_in_initials(one: str, other: str) -> bool:
    """Whether a word, or a part of one, is initials or ends in them: OpenSSL, RTC-Clients."""
    return one[-1].isupper() or other[-1].isupper()


def _may_be_meant(odd: str, usual: str, *, known: bool) -> bool:
    """Whether they differ by more than an ending that a language adds or exchanges. The last letter
    doubled is none, nor is another vowel at the end of a known word."""
    one, other = odd.casefold(), usual.casefold()
    if one == other + other[-1]:
        return other[-1] != "s"
    if one[:-1] == other[:-1] and known:
        vowels = (one[-1] in _VOWELS) + (other[-1] in _VOWELS)
        return vowels == 2 or (len(one) > _SHORT and not is_inflection(one, other))
    return not is_inflection(one, other)


def _may_be_one(here: list[Word], there: list[Word], odd: str, usual: str) -> bool:
    """Whether nothing says that the two are people with one surname, or stand side by side."""
    if len(here) > (len(there) if not is_known(usual) else 1):
        return False
    if is_pinyin(odd) and len(there) == 1:
        return False
    often = len(there) > 2 and len(here) == 1
    if not (often or is_known(usual)) and {one.row for one in here} & {one.row for one in there}:
        return False
    given, other = ({one.before for one in each} - {""} for each in (here, there))
    if given and all(map(is_pinyin, (odd, *given))):
        return False
    return not given or not other or bool(given & other)


def _words(texts: Mapping[int, str], finder: NameFinder) -> tuple[dict[str, list[Word]], set[str]]:
    """The words with a capital by their text, and those written without one."""
    found: dict[str, list[Word]] = {}
    small: set[str] = set()
    for row, text in texts.items():
        before, end = "", -1
        for match in _WORD.finditer(text):
            if match[0].islower():
                small.add(match[0])
                before = ""
                continue
            start = match.start()
            if not match[0][0].isupper() and (article := _ARTICLE.match(match[0])):
                start += article.end()
            if finder.elided:
                start += _elided(text[start : match.end()], finder.elided)
            if not text[start].isupper():
                small.add(match[0])
                before = ""
                continue
            word = finder.plain(text[start : match.end()])
            name = before if match.start() == end + 1 and text[end] == " " else ""
            found.setdefault(word, []).append(Word(row, start, start + len(word), name))
            before = "" if finder.role(word) & (Role.NO_NAME | Role.TITLE) else word
            end = match.end()
    if finder.genitive:
        _join_genitives(found, finder.genitive)
    return found, small


def _elided(word: str, elided: Set[str]) -> int:
    """The length of what is joined to a word by an apostrophe and is no part of it: L'Albanie."""
    head, mark, _ = word.replace("’", "'").partition("'")
    return len(head) + 1 if mark and head.casefold() in elided else 0


def _only_opens(places: Iterable[Word], texts: Mapping[int, str]) -> bool:
    """Whether a word stands at the beginning of texts and sentences only."""
    before = (texts[one.row][max(0, one.start - 3) : one.start] for one in places)
    return all(_OPENING.search(text) for text in before)


def _join_genitives(words: dict[str, list[Word]], ending: str) -> None:
    """Take the genitive of a name that stands there without its ending too for that name."""
    for word in sorted(words, key=len, reverse=True):
        base = word.removesuffix(ending)
        if base != word and base in words:
            here = (place._replace(end=place.start + len(base)) for place in words.pop(word))
            words[base] = sorted([*words[base], *here])
