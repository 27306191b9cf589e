"""Which way to find names fits a source language."""

from __future__ import annotations

from mtcheck.text.locale import language
from mtcheck.text.names.cyrillic import CyrillicNames
from mtcheck.text.names.han import HanNames
from mtcheck.text.names.hangul import KoreanNames
from mtcheck.text.names.kana import JapaneseNames
from mtcheck.text.names.source import SourceNames


def source_names(tag: str | None) -> SourceNames | None:
    """How to find the names of people in a source; None where nobody has said what they look
    like."""
    known = language(tag)
    if known is None:
        return None
    if known.names.surnames:
        return HanNames(known)
    if known.names.roles and "CYRILLIC" in known.scripts:
        return CyrillicNames(known)
    if known.names.roles and "KATAKANA" in known.scripts:
        return JapaneseNames(known)
    if known.names.roles and "HANGUL" in known.scripts:
        return KoreanNames(known)
    return None
