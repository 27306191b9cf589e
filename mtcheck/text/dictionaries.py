"""Dictionaries in the format of Hunspell: the user's own, those of the system, and what comes with
the library. The library (`chunspell`) is the extra `spelling`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from mtcheck.errors import ConfigError
from mtcheck.text.locale import speaks
from mtcheck.text.vocabulary import per_million

SYSTEM_FOLDERS = (
    "/usr/share/hunspell",
    "/usr/share/myspell/dicts",
    "/usr/local/share/hunspell",
    "/opt/homebrew/share/hunspell",
    "/Library/Spelling",
)
"""Where systems keep dictionaries."""

_LIBRARY = "hunspell"
_MOST = 4
"""Dictionaries of one language that are read: of some there are twenty, by country."""
_KEYBOARDS = (
    ("qwertyuiop", "asdfghjkl", "zxcvbnm"),
    ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю"),
)
_ACCENTED = {"a": "äàâáåã", "e": "éèêë", "i": "íîï", "o": "öôóõø", "u": "üùûú", "c": "ç", "n": "ñ"}
_REMEMBERED = 1 << 18
"""Words whose answer is kept."""
_COMMON = 0.1
"""Times in a million words from which a word is one, whatever the dictionary says."""


def find_dictionaries(tag: str, configured: Mapping[str, str]) -> tuple[Path, ...]:
    """Paths, without suffix, of the dictionaries for a language: those configured, else those of
    the system. A language without a region has those of all its countries. "" configures none.

    Raises ConfigError where there is none, a file or the library is missing.
    """
    own = [path for name, path in configured.items() if speaks(tag, [name]) or speaks(name, [tag])]
    if (not own or any(own)) and find_spec(_LIBRARY) is None:
        message = "the rule `misspelling` needs the extra `spelling`"
        raise ConfigError(message, hint="pip install 'mtcheck[spelling]'")
    paths = [_without_suffix(Path(path)) for path in own if path]
    found = list(dict.fromkeys(paths if own else _installed(tag)))[:_MOST]
    for path in found:
        if not path.with_name(f"{path.name}.aff").is_file():
            message = f"the dictionary of `{tag}` is missing: there is no {path}.aff"
            raise ConfigError(
                message, hint="give the path of the .aff and .dic files in [spelling]"
            )
    if not found and not own:
        raise ConfigError(
            f"the rule `misspelling` has no dictionary of `{tag}`",
            hint=f'install hunspell-{tag.lower()}, or set dictionaries = {{ {tag} = "PATH" }} '
            "below [spelling] in mtcheck.toml",
        )
    return tuple(found)


def _without_suffix(path: Path) -> Path:
    return path.with_suffix("") if path.suffix in {".aff", ".dic"} else path


def _installed(tag: str) -> Iterator[Path]:
    """Dictionaries of the system and of the library; those of the language's own country first."""
    own = f"{tag}-{tag}".lower()
    for folder in [*map(Path, SYSTEM_FOLDERS), *_of_the_library()]:
        named = {path.stem.replace("_", "-"): path for path in sorted(folder.glob("*.aff"))}
        fitting = [name for name in named if speaks(name, [tag]) or speaks(tag, [name])]
        for name in sorted(fitting, key=lambda name: (name.lower() != own, name)):
            yield named[name].with_suffix("")


def _of_the_library() -> Iterator[Path]:
    found = find_spec(_LIBRARY)
    for folder in (found.submodule_search_locations if found else None) or ():
        yield Path(folder) / "dictionaries"


class Speller:
    """Dictionaries of one language: which words they know, and which known ones are near.

    `known` are further words in lower case. `variants` are pairs of letters that other countries
    write for each other: a word that is known with one of them replaced is known.
    """

    def __init__(
        self,
        tag: str,
        paths: Sequence[Path],
        known: frozenset[str] = frozenset(),
        variants: Sequence[tuple[str, str]] = (),
    ) -> None:
        self._tag = tag
        self._dictionaries = [_open(path) for path in paths]
        self._known = known
        self._variants = [pair for one, other in variants for pair in ((one, other), (other, one))]
        self.knows = lru_cache(maxsize=_REMEMBERED)(self._knows)
        self.nearest = lru_cache(maxsize=_REMEMBERED)(self._nearest)

    def _knows(self, word: str) -> bool:
        """Whether a word in lower case is one, however its letters are capitalised."""
        plain = word.replace("’", "'")
        parts = plain.split("'")
        return (
            self._is_listed(plain)
            or (len(parts) == 2 and self._knows(max(parts, key=len)))
            or self._is_listed(plain[:1].upper() + plain[1:])
            or (per_million(plain, self._tag) or 0) >= _COMMON
            or any(self._is_listed(variant) for variant in self._varied(plain))
        )

    def _varied(self, word: str) -> Iterator[str]:
        for one, other in self._variants:
            start = word.find(one, 1)
            while start > 0:
                yield word[:start] + other + word[start + len(one) :]
                start = word.find(one, start + 1)

    def _is_listed(self, word: str) -> bool:
        try:
            return word in self._known or any(one.spell(word) for one in self._dictionaries)
        except UnicodeEncodeError:  # letters that the dictionary cannot write: not for it to judge
            return True

    def _nearest(self, word: str) -> tuple[str, ...]:
        """Known words that one slip of a finger apart, the most common first."""
        found = dict.fromkeys(one for one in _slips(word) if self._is_listed(one))
        return tuple(sorted(found, key=lambda one: -(per_million(one, self._tag) or 0)))


def _slips(word: str) -> Iterator[str]:
    """A letter too much or too few, two the wrong way round, one of a neighbouring key or without
    its accent. The first letter is there, and in its place."""
    places = range(1, len(word))
    letters = next((rows for rows in _KEYBOARDS if word[0] in "".join(rows)), _KEYBOARDS[0])
    yield from (word[:n] + word[n + 1 :] for n in places)
    yield from (word[: n - 1] + word[n] + word[n - 1] + word[n + 1 :] for n in places)
    for place in range(len(word)):
        beside = _beside(word[place], letters) + _ACCENTED.get(word[place], "")
        yield from (word[:place] + one + word[place + 1 :] for one in beside)
    known = "".join(letters) + "".join(sorted(set(word) - set("".join(letters))))
    yield from (word[:n] + one + word[n:] for n in range(1, len(word) + 1) for one in known)


@cache
def _beside(letter: str, rows: tuple[str, ...]) -> str:
    """Letters of the keys around that of `letter`."""
    for number, row in enumerate(rows):
        if (place := row.find(letter)) >= 0:
            near = [
                other[max(place - 1, 0) : place + 2] for other in rows[max(number - 1, 0) :][:3]
            ]
            return "".join(near).replace(letter, "")
    return ""


@cache
def _open(path: Path) -> Any:
    """A dictionary. Raises ConfigError where the library cannot read its files."""
    import hunspell

    try:
        return hunspell.Hunspell(path.name, hunspell_data_dir=str(path.parent))
    except Exception as error:
        message = f"the dictionary cannot be read: {error}"
        raise ConfigError(message, path=str(path)) from None
