"""Which language is a document written in?

Script first, function words second, langdetect as second opinion for what is left. Meant for whole
documents or the first rows of a file; short texts abstain.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache

from mtcheck.text.locale import Language, known_languages, language

LOOKED_AT = 20_000
"""Characters of a text that are looked at."""

_LEAST_WORDS = 5
_LEAST_SHARE = 0.2
"""Share of function words below which the list decides nothing (news: .30 to .45 in all lists)."""
_LEAD = 1.25
"""How many times more function words the best language must have than the next."""
_SECOND_OPINION = {"zh-cn": "zh", "zh-tw": "zh"}
_WORD = re.compile(r"[^\W\d_]+")


def identify(text: str) -> str | None:
    """BCP 47 tag of the language of `text`; None where it is too short or cannot be told."""
    text = text[:LOOKED_AT]
    scripts = _scripts(text)
    if not scripts:
        return None
    script, _ = scripts.most_common(1)[0]
    if script in {"CJK", "HIRAGANA", "KATAKANA"}:
        return _east_asian(scripts)
    spoken = _written_in(script)
    if len(spoken) == 1:
        return spoken[0].tag
    words = [word.lower() for word in _WORD.findall(text)]
    if len(words) < _LEAST_WORDS:
        return None
    return _by_function_words(words, spoken) or _by_langdetect(text)


def _scripts(text: str) -> Counter[str]:
    """Letters by script, as the first word of their Unicode name."""
    scripts: Counter[str] = Counter()
    for character, count in Counter(text).items():
        if character.isalpha():
            scripts[unicodedata.name(character, "?").split(maxsplit=1)[0]] += count
    return scripts


def _east_asian(scripts: Counter[str]) -> str:
    """Japanese where at least one letter in ten is kana."""
    kana = scripts["HIRAGANA"] + scripts["KATAKANA"]
    return "ja" if kana * 10 >= scripts["CJK"] + kana else "zh"


@cache
def _written_in(script: str) -> tuple[Language, ...]:
    known = (language(tag) for tag in known_languages())
    return tuple(one for one in known if one is not None and script in one.scripts)


def _by_function_words(words: list[str], spoken: tuple[Language, ...]) -> str | None:
    counts = Counter(words)
    shares = sorted(
        (
            (sum(counts[word] for word in one.function_words) / len(words), one.tag)
            for one in spoken
        ),
        reverse=True,
    )
    if not shares or shares[0][0] < _LEAST_SHARE:
        return None
    ahead = len(shares) == 1 or shares[0][0] >= _LEAD * shares[1][0]
    return shares[0][1] if ahead else None


def _by_langdetect(text: str) -> str | None:
    from langdetect import DetectorFactory, detect
    from langdetect.lang_detect_exception import LangDetectException

    DetectorFactory.seed = 0
    try:
        found: str = detect(text)
    except LangDetectException:
        return None
    return _SECOND_OPINION.get(found, found)
