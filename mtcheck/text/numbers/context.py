"""What stands beside a number and tells what it says: percent, pm, about."""

from __future__ import annotations

import re

from mtcheck.text.numbers.words import Vocabulary


class Context:
    """Patterns for what stands before and after a number, from the marks of a language."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        marks = vocabulary.numbers.marks
        after = ["percent", "am", "pm", "hour"]
        attached = ["decade", "ordinal"]
        spaced = "|".join(_group(name, marks[name]) for name in after if marks.get(name))
        close = "|".join(_group(name, marks[name]) for name in attached if marks.get(name))
        spaced = rf"[\s\u2011-]{{0,2}}(?:{spaced or '$^'})"
        self.after = re.compile(rf"(?:(?:{close})(?![^\W\d_])|{spaced})" if close else spaced, re.I)
        clock = [mark for name in ("am", "pm", "hour") for mark in marks.get(name, ())]
        words = "|".join(map(re.escape, sorted(clock, key=len, reverse=True))) or "$^"
        digits = r"(?<![0-9.,:])([01]?[0-9]|2[0-4])\.([0-5][0-9])"
        self.clock = re.compile(rf"{digits}(?=[ \u00a0\u202f]?(?:{words})(?![^\W\d_]))", re.I)
        before = ["about", "percent_before", "decade_before", "ordinal_before"]
        alternatives = "|".join(_group(name, marks[name]) for name in before if marks.get(name))
        self.before = re.compile(rf"(?<![^\W\d_])(?:{alternatives or '$^'})\W{{0,2}}$", re.I)


def _group(name: str, words: tuple[str, ...]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    ends = (re.escape(w) + (r"(?![^\W\d_])" if w[-1].isalpha() else "") for w in longest_first)
    return f"(?P<{name}>{'|'.join(ends)})"
