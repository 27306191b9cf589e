"""Words that look like a term and are code: options, variables, addresses, names of arguments.

Nobody translates them, so they are neither missing nor forbidden.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from mtcheck.glossary.pair import Place
from mtcheck.text.code import code_spans

_CODE = re.compile(
    r"</?[A-Za-z][^<>\n]{0,400}>"
    r"|\bhttps?://[^\s<>]{1,300}"
    r"|(?<![\w/])(?:~|\.{1,2})?/[\w.-]{1,80}(?:/[\w.-]{1,80}){1,20}"
    r"|[%$]\(?\{?[A-Za-z_][\w.]{0,80}"
    r"|\{[^{}\s]{1,80}\}"
    r"|(?<![\w-])--?[A-Za-z][\w-]{0,80}(?:=[\w<>\[\]]{1,80})?"
    r"|(?<!\S)\.[a-z]\w{0,40}"
    r"|\w{0,60}_\w{1,60}"
)
"""Tags and arguments in angle brackets, addresses, paths, variables, options, sections of a
program, names with underscores."""
_OPENING, _CLOSING = frozenset("\"'“‘„«»‚`「『"), frozenset("\"'”’“»«‘`」』")
_SET_OFF = re.compile(r"[(（\"“„«「][^()（）\"“”„«»「」\n]{1,200}[)）\"”“»」]")
"""Quotations, and what a translator gives in the original, in brackets."""
_CONVERSION = re.compile(r"%(?:\([\w.]{1,80}\)|\d{1,2}\$)?[a-zA-Z]|\{[^{}\s]{1,80}\}")
"""A variable, which may stand beside a word without a space: %dфайлов, %(name)skullanıcı."""


def without_variables(text: str) -> str:
    """The text with a space for each variable."""
    return _CONVERSION.sub(" ", text) if "%" in text or "{" in text else text


def outside_code(text: str, places: Sequence[Place]) -> list[Place]:
    """Those places of `text` that lie in no code."""
    return _outside([*(match.span() for match in _CODE.finditer(text)), *code_spans(text)], places)


def outside_citations(text: str, places: Sequence[Place], source: str) -> list[Place]:
    """Those places of a target that lie in no code, nor in what it quotes of its source."""
    lower = source.casefold()
    cited = [
        match.span()
        for match in _SET_OFF.finditer(text)
        if match[0][1:-1].strip().casefold() in lower
    ]
    return _outside(cited, outside_code(text, places))


def to_be_translated(source: str, places: Sequence[Place], target: str) -> list[Place]:
    """Those places of a source that are prose. What the target has too, in capitals, in quotation
    marks or with a capital of its own, is the name of an argument, a key or a value:
    `[OPTION]... FILE`."""
    kept = outside_code(source, places) if places else []
    copied: dict[str, bool] = {}
    left = []
    for place in kept:
        word = source[place[1] : place[2]]
        if source[place[1] - 2 : place[1] - 1].islower() and word[:1].isupper():
            word += "\n"  # with a capital of its own
        if word not in copied:
            copied[word] = _is_copied(word.rstrip(), target, own=word[-1] == "\n")
        if not copied[word] or source.isupper():
            left.append(place)
    return left


def _outside(spans: Sequence[tuple[int, int]], places: Sequence[Place]) -> list[Place]:
    """Those places that lie in none of the spans."""
    ends, furthest = [], 0
    ordered = sorted(spans)
    for _, end in ordered:
        furthest = max(furthest, end)
        ends.append(furthest)
    left = []
    for place in places:
        index = bisect_right(ordered, place[1], key=_start) - 1
        if index < 0 or place[2] > ends[index]:
            left.append(place)
    return left


def _start(span: tuple[int, int]) -> int:
    return span[0]


def _is_copied(word: str, target: str, *, own: bool) -> bool:
    """Whether a word stands in the target as it is: in capitals, in quotation marks, or where it
    has a capital of its `own`."""
    copies = re.finditer(rf"(?<![^\W\d_]){re.escape(word)}(?![^\W\d_])", target)
    anyhow = own or (word.isupper() and len(word) > 1)
    return any(anyhow or _is_quoted(target, *copy.span()) for copy in copies)


def _is_quoted(text: str, start: int, end: int) -> bool:
    return start > 0 and text[start - 1] in _OPENING and text[end : end + 1] in _CLOSING
