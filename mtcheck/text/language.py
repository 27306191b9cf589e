"""Which language is a document written in?

Script first, function words second, langdetect as second opinion for what is left. Meant for whole
documents or the first rows of a file; short texts abstain.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

from mtcheck.text.locale import language, languages_in

LOOKED_AT = 20_000
"""Characters of a text that are looked at."""

_LEAST_LETTERS = 2
"""Letters below which a script decides nothing: a lone π is no Greek."""
_LEAST_WORDS = 5
_LEAST_WORDS_UNKNOWN = 10
"""Words that langdetect needs for a language that has no list of function words here."""
_LEAST_SHARE = 0.1
"""Share of function words below which the lists decide nothing."""
_LEAST_LEAD = 2
"""Function words that the best language must have more than any other."""
_ODDS = 3
"""How many times more words of its own the best language must have than any other of its own.
Words that both have say nothing: da and no share half of their lists."""
_MINORITY = 0.2
"""Share of letters from which another script may decide where the majority's words do not."""
_BELIEVED = 0.95
"""Probability from which langdetect's answer is believed."""

_EAST_ASIAN = frozenset({"CJK", "HIRAGANA", "KATAKANA"})
_CODES = {"zh-cn": "zh", "zh-tw": "zh"}
_NO_WORDS = re.compile(r"(?:https?://|www\.)[!-~]+|[@#][!-~]+")
WORD = re.compile(r"[\w\u0300-\u036f\u064b-\u065f\u0670\u0900-\u0903\u093a-\u0963]+")
"""Letters with their marks, which `\\w` leaves out; digits are taken out later."""


def identify(text: str) -> str | None:
    """BCP 47 tag of the language of `text`; None where it is too short or cannot be told."""
    text = _NO_WORDS.sub(" ", unicodedata.normalize("NFC", text[:LOOKED_AT]))
    letters = _letters(text)
    if sum(letters.values()) < _LEAST_LETTERS:
        return None
    main, *others = [script for script, _ in letters.most_common()]
    if (alone := _by_script(main, text)) is not None:
        return alone
    words = _words(text, main)
    if (found := _by_function_words(words, main)) is not None:
        return found
    for script in others:
        if letters[script] >= _MINORITY * sum(letters.values()) and (
            alone := _by_script(script, text)
        ):
            return alone
    return _by_langdetect(text, words, main)


@cache
def _script(character: str) -> str:
    """The script of a letter as the first word of its Unicode name; the scripts of China and Japan
    are one."""
    script = unicodedata.name(character, "?").split(maxsplit=1)[0]
    return "CJK" if script in _EAST_ASIAN else script


def _letters(text: str) -> Counter[str]:
    """Letters by script."""
    letters: Counter[str] = Counter()
    for character, count in Counter(text).items():
        if character.isalpha():
            letters[_script(character)] += count
    return letters


def _words(text: str, script: str) -> Counter[str]:
    """Words of one script in lower case, with how often they stand in the text."""
    words = Counter(WORD.findall(text.lower()))
    return Counter({word: count for word, count in words.items() if _script(word[0]) == script})


def _by_script(script: str, text: str) -> str | None:
    """The language of a script that only one is written in."""
    if script == "CJK":
        return _east_asian(text)
    spoken = languages_in(script)
    return spoken[0] if len(spoken) == 1 else None


def _east_asian(text: str) -> str:
    """Japanese where at least one letter in ten is kana."""
    kana = sum("\u3041" <= character <= "\u30ff" for character in text)
    return "ja" if kana * 10 >= sum(_script(character) == "CJK" for character in text) else "zh"


def _by_function_words(words: Mapping[str, int], script: str) -> str | None:
    """The language whose function words the text has, where it is clearly ahead of all others."""
    found = {tag: _function_words(tag) & words.keys() for tag in languages_in(script)}
    hits = {tag: _count(words, known) for tag, known in found.items()}
    total = sum(words.values())
    if not hits or total < _LEAST_WORDS:
        return None
    best = max(hits, key=hits.__getitem__)
    if hits[best] < _LEAST_SHARE * total:
        return None
    for tag in hits.keys() - {best}:
        shared = _count(words, found[best] & found[tag])
        own, foreign = hits[best] - shared, hits[tag] - shared
        if own - foreign < _LEAST_LEAD or own < _ODDS * foreign:
            return None
    return best


def _by_langdetect(text: str, words: Mapping[str, int], script: str) -> str | None:
    """The answer of langdetect where it is sure and the function words do not speak against it."""
    total = sum(words.values())
    if total < _LEAST_WORDS:
        return None
    from langdetect import DetectorFactory, detect_langs
    from langdetect.lang_detect_exception import LangDetectException

    DetectorFactory.seed = 0
    try:
        guess = detect_langs(text)[0]
    except LangDetectException:
        return None
    tag: str = _CODES.get(guess.lang, guess.lang)
    if guess.prob < _BELIEVED:
        return None
    known = languages_in(script)
    if tag not in known:
        return tag if total >= _LEAST_WORDS_UNKNOWN else None
    hits = {one: _count(words, _function_words(one) & words.keys()) for one in known}
    return tag if 0 < hits[tag] == max(hits.values()) else None


def _count(words: Mapping[str, int], some: Iterable[str]) -> int:
    return sum(words[word] for word in some)


@cache
def _function_words(tag: str) -> frozenset[str]:
    known = language(tag)
    return known.function_words if known else frozenset()
