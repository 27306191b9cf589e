"""Lines of web pages, compared whatever their case, white space and outer marks are."""

from __future__ import annotations

_EDGES = " \t\u00a0*:：.。!！?？…|·•-–—>»→()（）[]【】\"“”'"


def bare_line(text: str) -> str:
    """Fold case and white space; strip punctuation at both ends."""
    return folded_line(text).strip(_EDGES)


def folded_line(text: str) -> str:
    """Fold case and white space."""
    return " ".join(text.casefold().split())
