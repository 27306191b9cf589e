"""Two trees of files, one in the language of the source: which file belongs to which.

A file belongs to that of the same path in the other tree, or to the one that a pattern of names
leads to: `{stem}.{lang}{suffix}`, `{lang}/{path}`, `values-{lang}/{path}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from mtcheck.errors import UsageError
from mtcheck.readers.base import peel
from mtcheck.readers.naming import is_known_language

_FIELDS = {
    "lang": r"(?:b\+)?[A-Za-z]{2,3}(?:[-_+]r?[A-Za-z0-9]{2,8}){0,3}",
    "path": r".+",
    "stem": r".+?",
    "suffix": r"\.[A-Za-z0-9]+",
}
_FIELD = re.compile(r"\{(\w*)\}")
_LANG_OUT = re.compile(r"[._-]\{lang\}|\{lang\}[/._-]?")


class Pair(NamedTuple):
    """A target, the language that its name tells, and its source; None: there is none.
    Without a `target` there is a source that nobody translated, and where that should be."""

    target: str | None
    lang: str | None
    source: str | None
    expected: str = ""


class Layout:
    """How the files of both trees are named; names are relative, with slashes."""

    def __init__(self, names: str | None, source_lang: str | None) -> None:
        self.names, self.source_lang = names, source_lang or ""
        if names is None:
            return
        fields = _FIELD.findall(names)
        if "lang" not in fields or set(fields) - set(_FIELDS) or len(set(fields)) < len(fields):
            hint = "write such as '{stem}.{lang}{suffix}' or '{lang}/{path}'"
            raise UsageError(f"--name-pattern {names}: not a pattern with {{lang}}", hint=hint)
        if not source_lang:
            raise UsageError(
                "--name-pattern needs the language of the sources", hint="add --source-lang"
            )

    @cached_property
    def _tagged(self) -> re.Pattern[str]:
        return _pattern(self.names or "")

    @cached_property
    def _untagged(self) -> re.Pattern[str]:
        return _pattern(_LANG_OUT.sub("", self.names or ""))

    def target(self, name: str) -> Mapping[str, str] | None:
        """The fields of a name that is one of a target; None for a source and for what fits not."""
        if self.names is None:
            return {"path": name}
        found = self._tagged.fullmatch(name)
        fits = found and is_known_language(found["lang"]) and not self._is_source(found["lang"])
        return found.groupdict() if found and fits else None

    def sources(self, fields: Mapping[str, str]) -> list[str]:
        """How the source of a target can be named, the likeliest first."""
        if self.names is None:
            return [fields["path"]]
        spelt = dict.fromkeys([self.source_lang, self.source_lang.replace("-", "_")])
        tagged = [_filled(self.names, {**fields, "lang": lang}) for lang in spelt]
        return [*tagged, _filled(_LANG_OUT.sub("", self.names), fields)]

    def targets(self, name: str, langs: Sequence[str]) -> list[str]:
        """How the translations of a source are named; none where the name is no source's."""
        if self.names is None:
            return [name]
        found = self._tagged.fullmatch(name)
        if found and is_known_language(found["lang"]) and not self._is_source(found["lang"]):
            return []
        found = found or self._untagged.fullmatch(name)
        fields = found.groupdict() if found else {}
        return [_filled(self.names, {**fields, "lang": lang}) for lang in langs] if found else []

    def _is_source(self, lang: str) -> bool:
        return _tag(lang).lower() == self.source_lang.replace("_", "-").lower()


def pairs(targets: Sequence[str], sources: Sequence[str], layout: Layout) -> Iterator[Pair]:
    """The targets, each with its source if there is one; then what nobody translated."""
    bare = {peel(name)[0]: name for name in sources}
    spelt: dict[str, None] = {}
    there = set()
    for name in targets:
        fields = layout.target(peel(name)[0])
        if fields is None:
            continue
        there.add(peel(name)[0])
        lang = fields.get("lang")
        spelt.update({lang: None} if lang else {})
        wanted = layout.sources(fields)
        source = next((bare[one] for one in wanted if one in bare), None)
        yield Pair(name, _tag(lang) if lang else None, source, wanted[0])
    for name in sources:
        for wanted_name in layout.targets(peel(name)[0], list(spelt)):
            if wanted_name not in there:
                yield Pair(None, None, name, wanted_name)


def _pattern(names: str) -> re.Pattern[str]:
    parts = _FIELD.split(names)
    made = (
        f"(?P<{part}>{_FIELDS[part]})" if number % 2 else re.escape(part)
        for number, part in enumerate(parts)
    )
    return re.compile("".join(made))


def _filled(names: str, fields: Mapping[str, str]) -> str:
    return _FIELD.sub(lambda found: fields.get(found[1]) or "", names)


def _tag(name: str) -> str:
    """A BCP 47 tag: `pt-rBR`, `pt_BR` and `b+pt+BR` become `pt-BR`."""
    return re.sub(r"[-_+](?:r(?=[A-Z]))?", "-", name.removeprefix("b+"))
