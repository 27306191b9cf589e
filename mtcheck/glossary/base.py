"""What stands in glossaries, and what of it concerns one language pair."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from mtcheck.text.locale import speaks


@dataclass(frozen=True, slots=True)
class Entry:
    """What is to become of one term of the source.

    `target`: translations allowed, the first one preferred. `forbidden`: what may not be written
    for it, or at all where there is no `source`. `keep`: it stays as it is. `case`: capitals count.
    `pos`: part of speech. `source_lang`, `target_lang`: BCP 47 tags; None: any.
    """

    source: str = ""
    target: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    keep: bool = False
    case: bool = False
    pos: str = ""
    note: str = ""
    source_lang: str | None = None
    target_lang: str | None = None


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing and its names: `allowed` and `forbidden` by BCP 47 tag."""

    allowed: Mapping[str, tuple[str, ...]]
    forbidden: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    case: bool = False
    pos: str = ""
    note: str = ""

    def entries(self, source_lang: str | None, target_lang: str | None) -> Iterator[Entry]:
        """The concept from one language into another, an entry for each name in the source."""
        for source_tag, sources in self.allowed.items():
            if not fits(source_tag, source_lang):
                continue
            for target_tag in {**self.allowed, **self.forbidden}:
                if same_language(source_tag, target_tag) or not fits(target_tag, target_lang):
                    continue
                for source in sources:
                    yield Entry(
                        source=source,
                        target=self.allowed.get(target_tag, ()),
                        forbidden=self.forbidden.get(target_tag, ()),
                        case=self.case,
                        pos=self.pos,
                        note=self.note,
                        source_lang=source_tag,
                        target_lang=target_tag,
                    )


@dataclass(frozen=True, slots=True)
class Glossary:
    """Entries with a direction, and concepts that hold in every direction."""

    entries: tuple[Entry, ...] = ()
    concepts: tuple[Concept, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.entries or self.concepts)

    def with_words(self, keep: Sequence[str], forbidden: Sequence[str]) -> Glossary:
        """The glossary with terms to keep and with words forbidden in any target."""
        kept = tuple(Entry(word, keep=True) for word in keep)
        banned = tuple(Entry(forbidden=(word,)) for word in forbidden)
        return Glossary(self.entries + kept + banned, self.concepts)

    def between(self, source_lang: str | None, target_lang: str | None) -> Iterator[Entry]:
        """What concerns translations from one language into another; None: unknown."""
        for entry in self.entries:
            if fits(entry.source_lang, source_lang) and fits(entry.target_lang, target_lang):
                yield entry
        for concept in self.concepts:
            yield from concept.entries(source_lang, target_lang)


def fits(tag: str | None, actual: str | None) -> bool:
    """Whether a term of language `tag` concerns a text in `actual`: one is the other or a variety
    of it, or one is unknown."""
    if tag is None or actual is None:
        return True
    return speaks(actual, [tag]) or speaks(tag, [actual])


def same_language(one: str, other: str) -> bool:
    """Whether two tags are one language, or varieties of it."""
    return one.split("-")[0].lower() == other.split("-")[0].lower()
