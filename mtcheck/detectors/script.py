"""Kind `script`: letters of a script that the target language is not written in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

import numpy as np

from mtcheck.detectors.base import Detector, Hit, Options, Rows
from mtcheck.model import Confidence
from mtcheck.rule import Rule
from mtcheck.text.arrays import Bools
from mtcheck.text.columns import SCRIPTS, script_mask
from mtcheck.text.locale import language, own_names
from mtcheck.text.views import View

_EVERYWHERE = ("COMMON", "LATIN", "OTHER")
"""Latin names stand in texts of every script; other letters are mostly symbols: µ, ℓ, ª."""

_FIRST_GREEK = 0x0370
"""The first letter that is not Latin, and so can be foreign."""

_OPEN, _CLOSE, _HANDLE = "([（［【〔<「『“\"'‘", ")]）］】〕>」』”\"'’", "@#/"

_CHOICES = re.compile(r"\s*[\s|/·•,、]\s*")
"""What parts the languages that a reader can choose from."""

_NAMES = {"CJK": "Han"}
"""Names of scripts for people, where Unicode's word for the letters is another."""


class ScriptOptions(Options):
    """`shortest`: letters of the shortest run reported, by script name; `gap`: characters other
    than foreign letters that may stand inside one run; `allowed`: further scripts to accept."""

    shortest: dict[str, int] = {}
    gap: int = 3
    allowed: tuple[str, ...] = ()


class ScriptDetector(Detector):
    """Finds runs of foreign letters. A run inside brackets or quotes, where an original name or
    term is often given on purpose, is less certain. Evidence: `script`, `letters`."""

    Options = ScriptOptions

    def __init__(
        self, rules: Sequence[Rule], source_lang: str | None, target_lang: str | None
    ) -> None:
        super().__init__(rules, source_lang, target_lang)
        known = language(target_lang) if target_lang else None
        self._scripts = frozenset(known.scripts) if known else None
        source = language(source_lang) if source_lang else None
        self._source_scripts = frozenset(source.scripts) if source else frozenset(SCRIPTS)

    def detect(self, view: View, rows: Rows) -> Iterator[Hit]:
        if self._scripts is None or view.target.highest < _FIRST_GREEK:
            return
        for rule in self.rules:
            options: ScriptOptions = self.read(rule)
            allowed = {*_EVERYWHERE, *self._scripts, *options.allowed}
            foreign = script_mask(*(name for name in SCRIPTS if name not in allowed))
            for hit in _runs(rule.id, options, view, foreign[view.target.classes]):
                if not (self._is_quoted_there(hit, view) or _is_choice(hit, view)):
                    yield hit

    def _is_quoted_there(self, hit: Hit, view: View) -> bool:
        """Whether the source has the same letters, which are foreign to its language as well."""
        if view.source is None or SCRIPTS[hit.evidence["number"]] in self._source_scripts:
            return False
        piece = view.target.texts[hit.row][hit.start : hit.end]
        return piece.rstrip("。！？．") in view.source.texts[hit.row]


def _is_choice(hit: Hit, view: View) -> bool:
    """Whether a language names itself there, in a list to choose from: "English | 中文"."""
    text = view.target.texts[hit.row]
    before, after = text[: hit.start].rstrip()[-1:], text[hit.end :].lstrip()[:1]
    if before.isalpha() or after.isalpha():
        return False
    return own_names().issuperset(_CHOICES.split(text[hit.start : hit.end].casefold()))


def _runs(rule: str, options: ScriptOptions, view: View, foreign: Bools) -> Iterator[Hit]:
    column = view.target
    letters = np.flatnonzero(foreign)
    if not len(letters):
        return
    rows = column.rows_at(letters)
    cuts = np.flatnonzero((np.diff(letters) > options.gap + 1) | (np.diff(rows) != 0)) + 1
    for run in np.split(letters, cuts):
        number = int(column.classes[run[0]]) >> 3
        script = SCRIPTS[number]
        if len(run) < options.shortest.get(script, 1):
            continue
        row = int(column.rows_at(run[:1])[0])
        first = int(column.starts[row])
        start, end = int(run[0]) - first, int(run[-1]) + 1 - first
        text = column.texts[row]
        end = _with_closing_mark(text, end)
        doubt = Confidence.LOW if _is_quoted(text, start, end) else None
        evidence = {
            "script": _NAMES.get(script, script.capitalize()),
            "letters": len(run),
            "number": number,
        }
        yield Hit(rule, row, start, end, evidence, confidence=doubt)


def _with_closing_mark(text: str, end: int) -> int:
    """Take vowel signs, and the full stop of an untranslated sentence along."""
    while text[end : end + 1] and unicodedata.category(text[end])[0] == "M":
        end += 1
    return end + (text[end : end + 1] in {"。", "！", "？", "．"})


def _is_quoted(text: str, start: int, end: int) -> bool:
    before, after = text[:start].rstrip()[-1:], text[end:].lstrip()[:1]
    enclosed = before != "" and before in _OPEN and after != "" and after in _CLOSE
    return enclosed or (before != "" and before in _HANDLE)
