"""Mentions as a table shows them: without what is joined to a name, or only begins a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mtcheck.roster.nouns import only_names
from mtcheck.text.locale import Language
from mtcheck.text.names.known import is_known, is_written_small
from mtcheck.text.names.mentions import Mention
from mtcheck.text.views import View

_SHORTEST = 4
"""Letters of a word from which a point behind it ends a sentence."""


def cleaned(mentions: Sequence[Mention], view: View, known: Language) -> list[Mention]:
    """The mentions that are names, each without an article that is joined to it by an apostrophe
    and without a particle behind it."""
    names, texts = known.names, view.target.texts
    parts = [part for one in mentions for part in _parted(one, texts[one.row], known)]
    found = [cut for one in parts if (cut := _trimmed(one, names.particles, names.elided))]
    if names.noun_capitals:
        found = only_names(found, view, known)
    if names.many_forms:
        found = _without_openers(found)
    return found


def _parted(mention: Mention, text: str, known: Language) -> Iterator[Mention]:
    """The names of a sequence that is more than one: parted by "and", by the end of a sentence
    and before an article joined by an apostrophe."""
    pieces = text[mention.start : mention.end].split(" ")
    if not known.names.many_forms or len(pieces) != len(mention.words):
        yield mention
        return
    first = 0
    for number, (piece, word) in enumerate(zip(pieces, mention.words, strict=True)):
        is_and = word in known.conjunctions
        if number > first and (is_and or _has_article(word, known.names.elided)):
            yield _part(mention, pieces, first, number)
            first = number
        if is_and:
            first = number + 1
        elif piece.endswith(".") and len(word) >= _SHORTEST:
            yield _part(mention, pieces, first, number + 1)
            first = number + 1
    if first < len(pieces):
        yield _part(mention, pieces, first, len(pieces))


def _has_article(word: str, elided: Sequence[str]) -> bool:
    head, mark, _ = word.partition("'")
    return bool(mark) and head.casefold() in elided and head.casefold() != "d"


def _part(mention: Mention, pieces: Sequence[str], first: int, last: int) -> Mention:
    start = mention.start + sum(len(piece) + 1 for piece in pieces[:first])
    words = mention.words[first:last]
    end = start + len(" ".join(pieces[first:last]).rstrip("."))
    opens = mention.starts_sentence if not first else pieces[first - 1].endswith(".")
    return mention._replace(words=words, start=start, end=end, starts_sentence=opens)


def _trimmed(mention: Mention, particles: Sequence[str], elided: Sequence[str]) -> Mention | None:
    words, start = mention.words, mention.start
    head, mark, rest = words[0].partition("'")
    if mark and head.casefold() in elided:
        words, start = (rest, *words[1:]), start + len(head) + 1
    while words and words[-1] in particles:
        words = words[:-1]
    if not words or not words[0] or (words[0].islower() and len(words) == 1):
        return None
    if words == mention.words:
        return mention
    return mention._replace(words=words, start=start, end=start + len(" ".join(words)))


def _without_openers(mentions: Sequence[Mention]) -> list[Mention]:
    """Leave out single words that only ever begin sentences and that nothing shows to be names."""
    shown = {
        word
        for one in mentions
        if one.is_full or not one.starts_sentence or one.evidence in {"title", "speech"}
        for word in one.words
    }
    return [
        one
        for one in mentions
        if one.is_full or one.words[0] in shown or _is_usual_name(one.words[0])
    ]


def _is_usual_name(word: str) -> bool:
    """Whether many texts have the word, and with a capital only."""
    return is_known(word) and not is_written_small(word)
