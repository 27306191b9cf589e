"""Inline code in prose: literals of Markdown and reStructuredText, elements of HTML, calls, types.

Rules about language are silent there: a name in a program has no article and no hyphen.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

_CODE = re.compile(
    r"```[^`\n]{1,300}```"
    r"|``(?=\S)[^`\n]{1,300}(?<=\S)``"
    r"|(?<![`\\:A-Za-z])`[^`\n]{1,300}`(?![`_A-Za-z])"
    r"|<(?P<element>code|kbd|pre|samp|tt|var)\b[^<>\n]{0,200}>[^<\n]{0,300}</(?P=element)>"
    r"|(?<![\w.])[A-Za-z_][\w.]{0,100}\(\)"
    r"|(?<![\w.])(?-i:[a-z]{1,40}[A-Z_]\w)[\w.]{0,60}\([^()\n]{1,100}\)"
    r"|\{[A-Za-z][\w.|,\[\]]{0,80}\}",
    re.IGNORECASE,
)
_GNU_QUOTE = re.compile(r"(?<!\w)`[^`'\n]{1,80}'")
"""Quotation marks as GNU programs once wrote them."""


def code_spans(text: str) -> list[tuple[int, int]]:
    """Where inline code stands in a text, in order.

    >>> code_spans("Call `open` or close().")
    [(5, 11), (15, 22)]
    """
    if not _may_hold_code(text) or _GNU_QUOTE.search(text):
        return []
    return [match.span() for match in _CODE.finditer(text)]


def touches_code(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether `start:end` begins or ends in inline code. `spans`: those of `code_spans`."""
    for place in (start, end - 1):
        index = bisect_right(spans, place, key=_start) - 1
        if index >= 0 and place < spans[index][1]:
            return True
    return False


def without_code(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with spaces in the place of inline code."""
    parts, done = [], 0
    for start, end in spans:
        parts += [text[done:start], " " * (end - start)]
        done = end
    return "".join([*parts, text[done:]])


def _may_hold_code(text: str) -> bool:
    return "`" in text or "(" in text or "{" in text or "</" in text


def _start(span: tuple[int, int]) -> int:
    return span[0]
