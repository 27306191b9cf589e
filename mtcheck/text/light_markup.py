"""Marks of Markdown, reStructuredText and BBCode, and how those of two texts differ."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from mtcheck.text.patterns import Spans
from mtcheck.text.squeezed import Squeezed

Language = Literal["markdown", "rst", "bbcode"]

MOST = 20
"""Differences in one segment: with more it is broken as a whole."""

_MARKDOWN = re.compile(
    r"(?P<fence>^ {0,3}```)"
    r"|(?P<code>(?<![`\\A-Za-z])`(?P<codekey>[^`\n]{1,300})`(?![`_A-Za-z]))"
    r"|(?P<link>!?\[[^\[\]\n]{0,300}(?P<linkcore>\]\((?P<linkkey>[^()\s]{1,500})(?:\s[^()\n]{0,200})?\)))"
    r"|(?P<bold>(?<![*\w\\])\*\*(?![\s*])[^*\n]{1,500}(?<![\s*])\*\*(?!\*))"
    r"|(?P<heading>^#{1,6}(?= {1,3}\S))",
    re.MULTILINE,
)
_RST = re.compile(
    r"(?P<literal>``(?!\s)(?P<literalkey>[^`\n]{1,300})(?<!\s)``)"
    r"|(?P<role>(?P<rolecore>(?<![\w:]):[a-z][\w:+-]{0,60}:`)[^`\n]{1,300}`)"
    r"|(?P<reference>(?<!\w)`[^`\n]{1,300}`__?(?!\w))"
    r"|(?P<substitution>\|(?P<substitutionkey>[a-z][\w.-]{0,60})\|)"
)
_BBCODE = re.compile(
    r"(?P<bbcode>\[(?P<bbcodekey>/?(?:b|i|u|s|url|img|quote|code|list|color|size|font|center|\*))"
    r"(?:=[^\[\]\n]{1,300})?\])",
    re.IGNORECASE,
)
_PATTERNS = {"markdown": _MARKDOWN, "rst": _RST, "bbcode": _BBCODE}
_NO_MARKDOWN = re.compile(r"``|:`|`__?\b|`[^`'\n]{1,80}'")
"""Marks of reStructuredText, and `quotes' as GNU once wrote them."""

_ADDRESS = re.compile(r"(?:https?:|[./#])[!-~]*|[!-~]*\.[!-~]*")


class Mark(NamedTuple):
    """One mark. Two are the same where `kind` and `key` are; `core` is the part of it that is
    never translated, and by which a broken one is found."""

    start: int
    end: int
    text: str
    kind: str
    key: str
    core: str


class Difference(NamedTuple):
    """A mark that is `missing`, `added` or `torn` apart; `expected` is its part to be restored."""

    fate: Literal["missing", "added", "torn"]
    source: tuple[int, int] | None
    target: tuple[int, int] | None
    expected: str


def differences(source: str, target: str, language: Language) -> list[Difference]:
    """What became of the marks of `source`. A mark is added where the source has none at all. Code
    may stand in quotation marks, since many programs do not show Markdown."""
    ours, theirs = list(_marks(source, language)), list(_marks(target, language))
    missing = _left_over(ours, theirs)
    found = list(_missing(target, missing, theirs)) if missing else []
    if language == "markdown" and not ours and "`" not in source:
        found += [
            Difference("added", None, (mark.start, mark.end), mark.text)
            for mark in theirs[:MOST]
            if mark.kind != "code" and (mark.kind != "link" or _ADDRESS.fullmatch(mark.key))
        ]
    return found


def _marks(text: str, language: Language) -> Iterator[Mark]:
    if language == "markdown" and _NO_MARKDOWN.search(text.replace("```", "")):
        return
    if language == "bbcode" and "[/" not in text:
        return
    for match in _PATTERNS[language].finditer(text):
        groups = match.groupdict()
        kind = next(name for name, value in groups.items() if value is not None)
        key, core = groups.get(f"{kind}key") or "", groups.get(f"{kind}core") or ""
        if kind == "role":
            key = core
        yield Mark(*match.span(), match[0], kind, key, core or (match[0] if key else ""))


def _left_over(ours: Sequence[Mark], theirs: Sequence[Mark]) -> list[Mark]:
    counts = Counter((mark.kind, mark.key) for mark in theirs)
    left = []
    for mark in ours:
        counts[mark.kind, mark.key] -= 1
        if counts[mark.kind, mark.key] < 0:
            left.append(mark)
    return left[:MOST]


def _missing(target: str, missing: Sequence[Mark], theirs: Sequence[Mark]) -> Iterator[Difference]:
    squeezed, keep = Squeezed(target), Spans((mark.start, mark.end) for mark in theirs)
    used: set[tuple[int, int]] = set()
    for mark in missing:
        if mark.kind == "code" and mark.key in target:
            continue  # in quotation marks, or set off by nothing
        spans = _broken_bold(target) if mark.kind == "bold" else squeezed.places(mark.core)
        free = (span for span in spans if span not in used and not keep.overlap(*span))
        place = next(free, None)
        if place is None:
            yield Difference("missing", (mark.start, mark.end), None, mark.text)
            continue
        used.add(place)
        found = target[place[0] : place[1]]
        expected = f"**{found.strip(_SPACED_STARS)}**" if mark.kind == "bold" else mark.core
        if found != expected:  # else whole, but between characters that make text of it
            yield Difference("torn", (mark.start, mark.end), place, expected)


_SPACED_STARS = "*＊ \u00a0"
_BROKEN_BOLD = re.compile(r"[*＊] ?[*＊] ?[^*＊\n]{1,500}[*＊] ?[*＊]")


def _broken_bold(target: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in _BROKEN_BOLD.finditer(target))
