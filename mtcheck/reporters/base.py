"""What every reporter offers, and how text is made inert."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from typing import ClassVar, TextIO

from mtcheck.model import Report

ACTIVE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
"""Control, direction and invisible characters, and those that XML forbids."""

COMMAND = re.compile(r"#(?=#\w*\[)")
"""`##[…` and `##vso[…` anywhere in a line of a log are commands to the services that keep it."""


class Reporter(ABC):
    """Writes a report in one format. `whole_text`: it shows the text, not only what is quoted.
    `excerpts`: it shows more of a segment than its findings hold."""

    whole_text: ClassVar[bool] = False
    excerpts: ClassVar[bool] = True

    @abstractmethod
    def write(self, report: Report, stream: TextIO, *, quiet: bool = False) -> None:
        """Write `report` to `stream`. `quiet`: only what the gate says, where the format can."""


def inert(text: str) -> str:
    """The text with every control, direction and invisible character shown by its name.

    Translated text is untrusted: an escape sequence in it must not reach the terminal, nor a
    command the service that reads the log.
    """
    return COMMAND.sub("<U+0023>", ACTIVE.sub(_shown, text))


def _shown(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return f"<U+{code:04X}>"


def log_line(text: str) -> str:
    """The line as GitHub Actions takes for no command: two colons at its beginning would be one."""
    start = len(text) - len(text.lstrip())
    if text.startswith("::", start):
        return f"{text[:start]}<U+003A>{text[start + 1 :]}"
    return text


def clipped(text: str, most: int) -> str:
    """The text, cut with an ellipsis where it has more than `most` code points."""
    return text if len(text) <= most else text[: most - 1] + "…"
