"""Addresses that lead to the same page."""

from __future__ import annotations

import re

_LANGUAGE = re.compile(
    r"[/.?&=](?:hl=|(?:use)?lang=|language=|locale=)?[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?(?=[/.?&#]|$)",
    re.ASCII,
)
_ENCYCLOPEDIA = "wikipedia.org"


def same_page(one: str, other: str) -> bool:
    """Whether two addresses differ by no more than a language: /en/help, /de/help. The pages of
    Wikipedia have names in each language."""
    if is_encyclopedia(one) and is_encyclopedia(other):
        return True
    return page_of(one) == page_of(other)


def is_encyclopedia(address: str) -> bool:
    """Whether an address leads to Wikipedia."""
    return _ENCYCLOPEDIA in address


def page_of(address: str) -> str:
    """An address without scheme, `www.`, language and the slash at its end."""
    address = re.sub(r"^(?:[A-Za-z]{2,9}:)?//", "", address.strip()).rstrip("/")
    host, slash, path = address.partition("/")
    host = re.sub(r"^(?:www\.)?(?:[a-z]{2}(?:-[a-z]{2})?\.(?=[^.]*\.))?", "", host.lower())
    return host + _LANGUAGE.sub("", slash + path)
