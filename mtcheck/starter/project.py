"""What a folder holds to be checked: which files, in which languages, named how.

Names come first, since they cost nothing; of the files that hold both sides, the first ones of a
group are opened, to see whether they hold translations at all and in which languages.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from mtcheck import readers
from mtcheck.batch import Batch
from mtcheck.errors import MtcheckError
from mtcheck.readers.formats import suffix_of
from mtcheck.readers.inputs import FOUND
from mtcheck.readers.naming import is_known_language, is_language

MOST_FILES = 100_000
"""Files after which the search ends: a folder that large is no project."""

OPENED = 4
"""Files of a group that are opened."""

LIKELY_SOURCE = "en"
"""Language in which most software is written, where nothing tells another."""

BOTH_SIDES = frozenset({".po", ".xlf", ".xliff", ".tmx", ".tsv", ".csv", ".jsonl", ".ndjson"})
"""Formats that hold sources and targets."""

ONE_SIDE = frozenset(
    {".json", ".yaml", ".yml", ".xml", ".properties", ".md", ".html", ".docx", ".srt", ".vtt"}
)
"""Formats that hold one language, so that only names tell what is a translation."""

_DOCUMENTS = frozenset({".md", ".html", ".docx", ".srt", ".vtt"})
_TABLES = frozenset({".tsv", ".csv", ".jsonl", ".ndjson", ".tmx"})
_NO_PROJECT = frozenset(
    "node_modules bower_components vendor venv env site-packages __pycache__ build dist".split()
)
_TAGGED = re.compile(r"(?P<stem>.+)(?P<sign>[._-])(?P<lang>[a-z]{2}(?:[-_][A-Za-z]{2,4})?)")


class Tagged(NamedTuple):
    """A name that tells its language: the folder, the pattern of names below it, and the tag."""

    root: str
    names: str
    lang: str


@dataclass
class Group:
    """Files of one kind. `names` is the pattern of those that hold one language each."""

    root: str
    suffix: str
    names: str | None = None
    files: list[str] = field(default_factory=list)
    langs: set[str] = field(default_factory=set)
    source_lang: str | None = None
    alone: bool = True
    """Whether a search of `root` would find nothing else."""

    @property
    def paths(self) -> list[str]:
        """What to name on the command line."""
        return [self.root] if self.names or (self.alone and self.root != ".") else self.files


def look(folder: Path) -> list[Group]:
    """The groups of translations below a folder: localisation before documents before tables."""
    files = list(_files(folder))
    made = [*_both_sides(folder, files), *_one_side(folder, files)]
    return sorted(made, key=lambda one: (_rank(one), -len(one.files), one.root, one.suffix))


def _rank(group: Group) -> int:
    return 2 if group.suffix in _TABLES else 1 if group.suffix in _DOCUMENTS else 0


def _files(folder: Path) -> Iterator[str]:
    """Paths below the folder, with slashes, in order."""
    count = 0
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(f for f in folders if f[0] != "." and f not in _NO_PROJECT)
        for name in sorted(names):
            count += 1
            if count > MOST_FILES:
                return
            if name[0] != ".":
                yield Path(place, name).relative_to(folder).as_posix()


def _both_sides(folder: Path, files: Sequence[str]) -> Iterator[Group]:
    known = [file for file in files if suffix_of(file) in FOUND]
    groups: dict[tuple[str, str], Group] = {}
    for file in known:
        if (suffix := suffix_of(file)) in BOTH_SIDES:
            group = groups.setdefault((_root(file), suffix), Group(_root(file), suffix))
            group.files.append(file)
    for group in groups.values():
        below = [file for file in known if _is_below(file, group.root)]
        group.alone = len(below) == len(group.files)
        if _opened(folder, group):
            yield group


def _root(file: str) -> str:
    """The folder above those that name a language; for `locale/de/LC_MESSAGES/a.po` `locale`."""
    parents = [*PurePosixPath(file).parents]
    tagged = [number for number, one in enumerate(parents) if _is_tag(one.name)]
    return str(parents[tagged[-1] + 1] if tagged else parents[0])


def _is_below(file: str, root: str) -> bool:
    return root == "." or file.startswith(f"{root}/")


def _opened(folder: Path, group: Group) -> bool:
    """Whether the first files of a group can be read; notes their languages."""
    sources: Counter[str] = Counter()
    for file in group.files[:OPENED]:
        if (batch := _first_batch(folder / file)) is None:
            continue
        group.langs.update([batch.target_lang] if batch.target_lang else [])
        sources.update([batch.source_lang] if batch.source_lang else [])
        group.alone &= batch.sources is not None
    group.langs.update(tag for file in group.files if (tag := _tag_in(file)))
    group.source_lang = sources.most_common(1)[0][0] if sources else None
    return bool(group.langs or sources)


def _first_batch(path: Path) -> Batch | None:
    with suppress(MtcheckError):
        return next(iter(readers.read(path)), None)
    return None


def _one_side(folder: Path, files: Sequence[str]) -> Iterator[Group]:
    """Groups of at least two languages, one of which is taken for the source."""
    groups: dict[tuple[str, str, str], Group] = {}
    spoken: dict[tuple[str, str, str], dict[str, list[str]]] = {}
    bare = set()
    for file in files:
        if (suffix := suffix_of(file)) not in ONE_SIDE or suffix_of(file) != Path(file).suffix:
            continue
        bare.add(file)
        for tagged in _tags_of(file)[:1]:
            key = tagged.root, tagged.names, suffix
            group = groups.setdefault(key, Group(tagged.root, suffix, tagged.names))
            group.files.append(file)
            spoken.setdefault(key, {}).setdefault(tagged.lang, []).append(file)
    for key, group in groups.items():
        group.langs = {_bcp47(lang) for lang in spoken[key]}
        untagged = [one for one in map(_without_tag, group.files) if one in bare]
        group.source_lang = _source_of(folder, group, untagged)
        if group.source_lang and len(group.langs - {group.source_lang}) and _pairs(group, untagged):
            group.langs.discard(group.source_lang)
            named = spoken[key].items()
            group.files = [f for lang, own in named if _bcp47(lang) in group.langs for f in own]
            yield group


def _pairs(group: Group, untagged: list[str]) -> bool:
    return bool(untagged) or group.source_lang in group.langs


def _source_of(folder: Path, group: Group, untagged: list[str]) -> str | None:
    """The language of files without a tag, else the likely one; None where that is not there."""
    for file in untagged[:OPENED]:
        batch = _first_batch(folder / file)
        if batch and batch.target_lang:
            return batch.target_lang
    if untagged or LIKELY_SOURCE in group.langs:
        return LIKELY_SOURCE
    return min((one for one in group.langs if one.startswith(f"{LIKELY_SOURCE}-")), default=None)


def _tags_of(file: str) -> list[Tagged]:
    """The ways in which the name of a file tells its language, the surest first."""
    path = PurePosixPath(file)
    found = []
    if _is_tag(path.stem):
        found.append(Tagged(str(path.parent), "{lang}{suffix}", path.stem))
    for above in path.parents[:-1]:
        prefix = "values-" if above.name.startswith("values-") else ""
        tag = above.name.removeprefix(prefix)
        if _is_tag(tag) or (prefix and is_known_language(tag)):
            found.append(Tagged(str(above.parent), f"{prefix}{{lang}}/{{path}}", tag))
    if (ends := _TAGGED.fullmatch(path.stem)) and is_known_language(ends["lang"]):
        names = f"{{stem}}{ends['sign']}{{lang}}{{suffix}}"
        found.append(Tagged(str(path.parent), names, ends["lang"]))
    return found


def _without_tag(file: str) -> str:
    """The name of the source of a file whose name has a tag that the source's has not."""
    path = PurePosixPath(file)
    if path.parent.name.startswith("values-"):
        return str(path.parent.with_name("values") / path.name)
    ends = _TAGGED.fullmatch(path.stem)
    return str(path.with_name(f"{ends['stem']}{path.suffix}")) if ends else ""


def _tag_in(file: str) -> str | None:
    found = _tags_of(file)
    return _bcp47(found[0].lang) if found else None


def _is_tag(name: str) -> bool:
    return is_language(name) and is_known_language(name)


def _bcp47(name: str) -> str:
    """`pt_BR` and `pt-rBR` as `pt-BR`."""
    return re.sub(r"[-_](?:r(?=[A-Z]{2}))?", "-", name)
