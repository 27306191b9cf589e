"""What files of keys and texts have in common: languages in file names, ids that do not repeat."""

from __future__ import annotations

import re
from pathlib import Path

from mtcheck.readers.base import peel

_TAG = r"([a-z]{2})(?:[-_]([A-Z][a-z]{3}))?(?:[-_]r?([A-Z]{2}))?"
_ALONE = re.compile(_TAG)
_AT_END = re.compile(rf".*[._-]{_TAG}")

_FOLDERS = 3
"""How many folders above a file may name its language."""

_CODES = frozenset(
    "af am ar az be bg bn bo bs ca cs cy da de el en eo es et eu fa fi fr ga gl gu he hi hr hu hy "
    "id ig is it ja jv ka kk km kn ko ku ky lb lo lt lv mg mk ml mn mr ms mt my nb ne nl nn no or "
    "pa pl ps pt ro ru rw sd si sk sl so sq sr su sv sw ta te tg th tk tl tr tt ug uk ur uz vi wo "
    "xh yo zh zu".split()
)
_LONG_CODES = dict(
    pair.split(":")
    for pair in "ara:ar arb:ar bul:bg ben:bn ces:cs dan:da deu:de ell:el eng:en spa:es est:et "
    "pes:fa fas:fa fin:fi fra:fr heb:he hin:hi hrv:hr hun:hu ind:id ita:it jpn:ja kor:ko lit:lt "
    "lvs:lv nob:no nld:nl npi:ne pol:pl por:pt ron:ro rus:ru sin:si slk:sk slv:sl srp:sr swe:sv "
    "tha:th tur:tr ukr:uk vie:vi zho:zh".split()
)
_FURTHER_CODES = frozenset("ast ckb dsb fil gsw haw hsb kab yue".split())
_SUFFIX = re.compile(
    r"([a-z]{2})(?:[-_]([A-Z][a-z]{3}))?(?:[-_]([A-Z]{2}))?|[a-z]{3}_[A-Z][a-z]{3}"
)


def language_in_name(path: str) -> str | None:
    """The language of `de.json`, `messages_pt_BR.properties`, `locales/fr/common.json`."""
    file = Path(peel(path)[0])
    found = _ALONE.fullmatch(file.stem) or _AT_END.fullmatch(file.stem)
    for folder in [] if found else [*file.parents][:_FOLDERS]:
        if is_known_language(folder.name) and (found := _ALONE.fullmatch(folder.name)):
            break
    return "-".join(part for part in found.groups() if part) if found else None


def language_suffix(path: str) -> str | None:
    """The language of `corpus.en`, `dev.zho_Hans.gz` (`zh-Hans`): a suffix that is a tag."""
    suffix = Path(peel(path)[0]).suffix[1:]
    found = _SUFFIX.fullmatch(suffix)
    if found is None or (found[1] and found[1] not in _CODES):
        return None
    code, dash, rest = suffix.replace("_", "-").partition("-")
    return _LONG_CODES.get(code, code) + dash + rest


def is_known_language(name: str) -> bool:
    """Whether `name` begins with the code of a language that is in common use."""
    code = re.split(r"[-_+]", name.removeprefix("b+"))[0].lower()
    return code in _CODES or code in _LONG_CODES or code in _FURTHER_CODES


def is_language(name: str) -> bool:
    """Whether `name` looks like the tag of a language: `de`, `pt_BR`, `zh-Hant-TW`."""
    return _ALONE.fullmatch(name) is not None


class Ids:
    """Makes ids unique: the second `title` is `title#2`."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}

    def unique(self, id: str) -> str:
        """The id, with a number where it was there before."""
        count = self.counts[id] = self.counts.get(id, 0) + 1
        return id if count == 1 and id else f"{id}#{count}"
