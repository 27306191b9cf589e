"""Chinese and Japanese as they are written: corpora and engines cut them into words."""

from __future__ import annotations

import re

_LETTER = "[\u3040-\u30ff\u3400-\u9fff]"
_BETWEEN = re.compile(rf"(?<={_LETTER})[ \u3000]+(?={_LETTER})")


def unspaced(text: str) -> str:
    """The text without spaces between two letters of Chinese or Japanese."""
    return _BETWEEN.sub("", text)
