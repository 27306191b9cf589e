"""Targets that are their sources: the same words in the same order."""

from __future__ import annotations

import re

import numpy as np

from mtcheck.text.arrays import Bools, Codes
from mtcheck.text.columns import SCRIPTS, TextColumn
from mtcheck.text.locale import language
from mtcheck.text.verify import (
    NO_WORDS,
    QUOTED,
    Measure,
    Verifier,
    content_words,
    letters,
    words_of,
)


def copies(target: TextColumn, source: TextColumn) -> list[int]:
    """Rows whose target is a copy of its source."""
    ours, theirs = np.diff(target.starts), np.diff(source.starts)
    near = np.abs(ours - theirs) <= _MARKS + _MARK_SHARE * ours
    near &= _begin_alike(target, source)
    rows = np.flatnonzero(near).tolist()
    return [row for row in rows if is_copy(target.texts[row], source.texts[row])]


def _begin_alike(target: TextColumn, source: TextColumn) -> Bools:
    """Rows whose first characters are the same, but for case and marks. After a mark, which may
    stand on one side only, anything may come."""
    alike = np.ones(len(target), dtype=np.bool_)
    marked = np.zeros(len(target), dtype=np.bool_)
    for place in range(_FEW):
        one, other = (
            side.codes[np.minimum(side.starts[:-1] + place, len(side.codes) - 1)]
            for side in (target, source)
        )
        marked |= _is_mark(one) | _is_mark(other)
        alike &= marked | (one | _CASE == other | _CASE)
    return alike


def is_copy(target: str, source: str) -> bool:
    """Whether a target has the letters and digits of its source, whatever the case, spaces and
    marks. One without any is no copy."""
    if _letters(target[:_HEAD])[:_FEW] != _letters(source[:_HEAD])[:_FEW]:
        return False
    found = _letters(target)
    return bool(found) and found == _letters(source)


_MARKS, _MARK_SHARE = 4, 0.1
"""Characters by which a copy may be longer: a few marks, and a part of the whole."""
_HEAD, _FEW = 16, 3
"""Characters in which letters are looked for first, and how many are compared."""
_CASE = 0x20
"""The bit that tells capitals from small letters, where one does."""


def _is_mark(codes: Codes) -> Bools:
    """Whether characters may be quotation marks or bullets, which a copy may write otherwise."""
    marks: Bools = (
        ((codes < ord("0")) & (codes != ord(" ")))
        | ((codes >= 0xA0) & (codes < 0xC0))
        | (codes >> 8 == 0x20)
    )
    return marks


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower()))


class Prose:
    """Tells sentences from names, codes, labels and lists of names, which are the same in many
    languages and rightly repeated."""

    def __init__(self, source_lang: str | None, target_lang: str | None) -> None:
        source, target = language(source_lang), language(target_lang)
        self.is_off = not target_lang or _main(source_lang) == _main(target_lang)
        self._source = _main(source_lang)
        self._words = source.function_words if source else frozenset()
        self._words -= target.function_words if target else frozenset()
        self._scripts = frozenset({"LATIN", *target.scripts} if target else SCRIPTS)
        self._verifier = Verifier(target_lang or "", _DOUBT)

    def needs_translation(self, text: str, least: int) -> bool:
        """Whether a text of the source is a sentence of at least `least` words."""
        text = _VALUES.sub(" ", NO_WORDS.sub(" ", text))
        if self._is_foreign(QUOTED.sub(" ", text)):
            return False
        if self._is_foreign(text):
            return True
        words = words_of(text.lower() if text.isupper() else text)
        plain = [word for word in words if not word[0].isupper()]
        known = sum(word.lower() in self._words for word in words)
        content = len(content_words(words, self._source))
        if known and content and len(words) >= least:
            share = _PLAIN_SHARE if known > 1 and content > 1 else 2 * _PLAIN_SHARE
            if len(plain) >= share * len(words):
                return True
        other = self._verifier.other_language(text)
        return other is not None and (not self._source or other == self._source)

    def _is_foreign(self, text: str) -> bool:
        """Whether there are letters of a script that the target language is not written in. The
        kind `script` finds them, but for those inside quotation marks."""
        column = TextColumn([text])
        foreign = letters(column, SCRIPTS)[0] - letters(column, self._scripts)[0]
        return bool(foreign >= _FOREIGN)


_VALUES = re.compile(r"%\(\w{1,80}\)[a-z]?|\{\w{0,80}\}|(?<!\S)\[-{1,2}\w[^\[\]\n]{0,80}\]")
"""Places of values and the options of a command: their names are no words."""
_PLAIN_SHARE = 0.25
"""Share of words without a capital from which a text is no list of names; twice as many where
only one function word or one other word says so."""
_FOREIGN = 2
"""Letters of a foreign script that the kind `script` is sure to report."""
_DOUBT = Measure(words=4, letters=12, sure=0.4, doubt=0.1, families=())
"""When a repeated text without function words of the source is in another language."""


def _main(tag: str | None) -> str:
    known = language(tag)
    return (known.tag if known else tag or "").lower().split("-")[0]
