"""What every reporter offers, and how text is made inert."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from typing import TextIO

from mtcheck.model import Report

ACTIVE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)


class Reporter(ABC):
    """Writes a report in one format."""

    @abstractmethod
    def write(self, report: Report, stream: TextIO, *, quiet: bool = False) -> None:
        """Write `report` to `stream`. `quiet`: only what the gate says, where the format can."""


def inert(text: str) -> str:
    """The text with every control, direction and invisible character shown by its name.

    Translated text is untrusted: an escape sequence in it must not reach the terminal.
    """
    return ACTIVE.sub(_shown, text)


def _shown(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return f"<U+{code:04X}>"
