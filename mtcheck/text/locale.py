"""What mtcheck knows of a language. Code asks here; no other module speaks of single languages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import tomli as tomllib

_ALIASES = {"nb": "no", "nn": "no", "zh-tw": "zh-hant", "zh-hk": "zh-hant", "zh-mo": "zh-hant"}
_SCRIPTS = re.compile(r"^scripts = (\[.*\])$", re.MULTILINE)
_OWN_NAMES = re.compile(r"^own_names = (\[.*\])$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Numbers:
    """How a language writes numbers: the table `[numbers]` of its file.

    `decimal` and `groups`: the decimal marks and the marks between thousands, the usual one first.
    `joiners` stand between parts of one number ("and"). `compounds`: numbers of several words are
    written as one ("einundzwanzig"). `numerals`: "han" or "hangul", where characters are numerals;
    `counters` then are what makes a number of them ("三名"). `countries`: a decimal mark to the
    countries that write the language with it. `months` and `weekdays`: forms of each,
    from January and Monday.

    The other tables map a value to its forms, in lower case and separated by spaces; `_` is a space
    inside a form, `*` ends the start of a word, `?` follows a form that often means something else.
    `words`: cardinals. `scales` multiply ("hundred", "bn"). `ordinals`; `fractions` ("half");
    `multiples`: words that may say a value without being a cardinal ("twice", "dozen"). `units` and
    `currencies`: by their key in `units.toml`. `marks`: what stands beside a number, by its meaning
    ("percent", "pm", "about").
    """

    decimal: tuple[str, ...] = (".",)
    groups: tuple[str, ...] = (",",)
    joiners: tuple[str, ...] = ()
    compounds: bool = False
    numerals: str = ""
    counters: str = ""
    countries: Mapping[str, str] = field(default_factory=dict)
    months: tuple[str, ...] = ()
    weekdays: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    scales: Mapping[str, str] = field(default_factory=dict)
    ordinals: Mapping[str, str] = field(default_factory=dict)
    fractions: Mapping[str, str] = field(default_factory=dict)
    multiples: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    currencies: Mapping[str, str] = field(default_factory=dict)
    marks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Names:
    """How a language speaks of people: the table `[names]` of its file.

    `titles`: roles that stand before a name, the last word of each, in lower case. `particles`
    join the parts of a name ("von", "bin"). `place_prepositions` stand before places.
    `not_names`: words with a capital that are no names, in lower case. `changes`: words that tell
    that a role has changed hands ("former", "successor"). `articles` in all forms; `citing` leads
    to an author who is quoted ("as Marshall notes"); `speech_words` stand beside a speaker besides
    the verbs ("laut Müller"); `followers` end words for the people of a party or teaching and its
    name ("Marxists"). `noun_capitals`: every noun has one; `noun_endings` are those of its forms,
    `noun_tails` further endings of nouns and names, `noun_made` are suffixes that make nouns,
    `given_names` look like nouns or genitives. `genitive` is added to a name without an
    apostrophe. `many_forms`: so many forms of words that an unknown one need be no name. `elided`:
    what is joined to a name by an apostrophe and is no part of it: l'Albanie. `adverbs` stand
    between a name and its verb. For scripts without capitals: `surnames` and `transliteration` are
    characters that begin names of the country and that render foreign ones, `long_surnames` are
    surnames of two characters or more, `no_name_ends` end no name. `roles` stand beside a
    name in a source; where words have cases they are what all cases begin with.
    """

    titles: tuple[str, ...] = ()
    particles: tuple[str, ...] = ()
    place_prepositions: tuple[str, ...] = ()
    not_names: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    citing: tuple[str, ...] = ()
    speech_words: tuple[str, ...] = ()
    followers: tuple[str, ...] = ()
    noun_capitals: bool = False
    noun_endings: tuple[str, ...] = ()
    noun_tails: tuple[str, ...] = ()
    noun_made: tuple[str, ...] = ()
    given_names: tuple[str, ...] = ()
    genitive: str = ""
    many_forms: bool = False
    elided: tuple[str, ...] = ()
    surnames: str = ""
    transliteration: str = ""
    long_surnames: tuple[str, ...] = ()
    no_name_ends: str = ""
    adverbs: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Inflection:
    """How the words of a language change: the table `[inflection]` of its file.

    `stemmer`: the Snowball algorithm, none where Snowball has none. `endings`, separated by spaces:
    what a form of a noun or adjective may have after its stem, where the stemmer takes off more
    than that; `verb_endings` of verbs. `changing`: letters at the end of a word that may change
    beyond what the stemmer knows. `compounds`: words are written together. `glued`: suffixes are
    added without end. `alternations`: letters that replace each other where a word gets longer.
    `prefixes`: what may stand before a word and is written with it, such as an article.
    `fixed_vowels`: vowels that belong to the word where an ending with another vowel follows.
    """

    stemmer: str = ""
    endings: str = ""
    verb_endings: str = ""
    changing: int = 2
    compounds: bool = False
    glued: bool = False
    alternations: str = ""
    prefixes: str = ""
    fixed_vowels: str = ""


@dataclass(frozen=True, slots=True)
class Punctuation:
    """Which marks a language sets: the table `[punctuation]` of its file.

    `stop`, `question`, `exclamation` and `comma`: the marks of a sentence; an empty `stop` where
    sentences end without one. `opening`: marks before questions and exclamations ("¿¡").
    `foreign_quotes`: marks that open a quotation in other languages and here are a slip.
    `ordinal_stop`: a full stop makes a number an ordinal: "zum 130.".
    """

    stop: str = "."
    question: str = "?"
    exclamation: str = "!"
    comma: str = ","
    opening: str = ""
    foreign_quotes: str = ""
    ordinal_stop: bool = False


@dataclass(frozen=True, slots=True)
class Language:
    """One file of `mtcheck/languages`. A list that is empty on purpose is named in `left_out`.
    The file of a variety, such as zh-Hant, `extends` another and holds only what differs.

    `scripts` are names of `columns.SCRIPTS`; `spaces`: words are separated by spaces;
    `spaced_punctuation`: marks with a space before them; `function_words`: frequent words in lower
    case; `conjunctions` join two equal parts; `reporting_verbs` stand before a quotation;
    `quotes`: pairs of opening and closing mark, the usual one first. `own_names`: what the language
    calls itself, for those that are not written in Latin letters.
    """

    tag: str
    name: str
    scripts: tuple[str, ...]
    spaces: bool
    spaced_punctuation: str
    function_words: frozenset[str]
    conjunctions: tuple[str, ...]
    reporting_verbs: tuple[str, ...]
    quotes: tuple[str, ...]
    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    honorifics: tuple[str, ...]
    left_out: tuple[str, ...]
    own_names: tuple[str, ...] = ()
    numbers: Numbers = Numbers()
    names: Names = Names()
    inflection: Inflection = Inflection()
    punctuation: Punctuation = Punctuation()

    @property
    def main(self) -> str:
        """Tag of the language without its variety: zh of zh-Hant."""
        return self.tag.split("-")[0]


@cache
def language(tag: str | None) -> Language | None:
    """The language or known variety of a BCP 47 tag; None for an unknown one."""
    parts = tag.replace("_", "-").lower().split("-") if tag else []
    known = {name.lower(): name for name in known_languages()}
    for count in range(len(parts), 0, -1):
        wanted = "-".join(parts[:count])
        wanted = _ALIASES.get(wanted, wanted)
        if wanted in known:
            return _read(known[wanted])
    return None


@cache
def known_languages() -> tuple[str, ...]:
    """Tags of all languages and varieties that mtcheck knows, in order."""
    names = (file.name for file in files("mtcheck.languages").iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@cache
def languages_in(script: str) -> tuple[str, ...]:
    """Tags of the languages written in a script (names as in `columns.SCRIPTS`), in order.

    Looks at one line of each file: parsing all of them would take longer than the answer is worth.
    A variety has no such line.
    """
    lines = ((tag, _SCRIPTS.search(_text(tag))) for tag in known_languages())
    return tuple(tag for tag, line in lines if line and f'"{script}"' in line[1])


@cache
def own_names() -> frozenset[str]:
    """What languages that are not written in Latin letters call themselves, in lower case."""
    lines = (_OWN_NAMES.search(_text(tag)) for tag in known_languages())
    return frozenset(name for line in lines if line for name in json.loads(line[1].casefold()))


def speaks(tag: str | None, wanted: Iterable[str]) -> bool:
    """Whether `tag` is one of `wanted` or a variety of one: en-GB is a variety of en."""
    if not tag:
        return False
    lower = tag.replace("_", "-").lower()
    return any(lower == one.lower() or lower.startswith(f"{one.lower()}-") for one in wanted)


@cache
def _text(tag: str) -> str:
    return (files("mtcheck.languages") / f"{tag}.toml").read_text(encoding="utf-8")


@cache
def _read(tag: str) -> Language:
    table = _table(tag)
    values = _with_tuples(table)
    values["function_words"] = frozenset(values["function_words"])
    values["numbers"] = _numbers(table.get("numbers", {}))
    values["names"] = Names(**_with_tuples(table.get("names", {})))
    values["inflection"] = Inflection(**table.get("inflection", {}))
    values["punctuation"] = Punctuation(**table.get("punctuation", {}))
    return Language(tag=tag, **values)


def _table(tag: str) -> dict[str, Any]:
    """The content of a file over that of the one it extends."""
    own = tomllib.loads(_text(tag))
    base = own.pop("extends", None)
    return _over(_table(base), own) if base else own


def _over(base: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """`own` over `base`, key by key also in their tables."""
    tables = {key: {**base.get(key, {}), **v} for key, v in own.items() if isinstance(v, dict)}
    return {**base, **own, **tables}


def _with_tuples(table: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(v) if isinstance(v, list) else v for key, v in table.items()}


def _numbers(table: Mapping[str, Any]) -> Numbers:
    return Numbers(**{**_with_tuples(table), "marks": _with_tuples(table.get("marks", {}))})
