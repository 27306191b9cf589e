"""What files of keys and texts have in common: languages in file names, ids that do not repeat."""

from __future__ import annotations

import re
from pathlib import Path

from mtcheck.readers.base import peel

_TAG = r"([a-z]{2})(?:[-_]([A-Z][a-z]{3}))?(?:[-_]r?([A-Z]{2}))?"
_ALONE = re.compile(_TAG)
_AT_END = re.compile(rf".*[._-]{_TAG}")


def language_in_name(path: str) -> str | None:
    """The language of `de.json`, `messages_pt_BR.properties`, `locales/fr/common.json`."""
    file = Path(peel(path)[0])
    found = _ALONE.fullmatch(file.stem) or _AT_END.fullmatch(file.stem)
    found = found or _ALONE.fullmatch(file.parent.name)
    return "-".join(part for part in found.groups() if part) if found else None


class Ids:
    """Makes ids unique: the second `title` is `title#2`."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}

    def unique(self, id: str) -> str:
        """The id, with a number where it was there before."""
        count = self.counts[id] = self.counts.get(id, 0) + 1
        return id if count == 1 and id else f"{id}#{count}"
