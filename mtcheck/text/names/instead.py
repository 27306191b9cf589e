"""Which name of a target stands where its source has one that the target does not."""

from __future__ import annotations

from mtcheck.text.locale import language
from mtcheck.text.names.finders import source_names
from mtcheck.text.names.known import is_mostly_small
from mtcheck.text.names.mentions import Mention, NameFinder
from mtcheck.text.names.sounds import likeness
from mtcheck.text.names.source import ALIKE


class Instead:
    """Finds it in the texts of two languages; nothing where names of one of them are not known."""

    def __init__(self, source_lang: str | None, target_lang: str | None) -> None:
        target = language(target_lang)
        self._names = source_names(source_lang)
        self._finder = NameFinder(target) if target and target.names.titles else None

    def find(self, name: str, source: str, target: str) -> Mention | None:
        """The one full name that something says to be a person, and that sounds like nothing else
        in the source."""
        if self._names is None or self._finder is None:
            return None
        others = [one for each in self._names.others(source, name) for one in each]
        found = [
            mention
            for mention in self._finder.mentions([(0, target)])
            if mention.is_full
            and mention.evidence != "bare"
            and not all(map(is_mostly_small, mention.words))
            and not any(likeness(word, one) >= ALIKE for word in mention.words for one in others)
        ]
        return found[0] if len(found) == 1 else None
