"""Which mentions are names in a language that writes every noun with a capital.

A word is one where the source, if it has capitals of its own, has it too with a capital; else where
a title or a verb of speech stands beside it, where it is a full name, or a part of one of these.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from unicodedata import normalize

from rapidfuzz.distance import JaroWinkler

from mtcheck.text.locale import Language, language
from mtcheck.text.names.mentions import Mention
from mtcheck.text.names.nouns import Nouns
from mtcheck.text.views import View

_WORD = re.compile(r"[^\W\d_]+(?:['’‐-][^\W\d_]+)*")
_ALIKE = 0.9
_LONGEST = 12
"""Letters of a word beyond which it is a compound noun rather than a name."""
_FIRST_BEYOND_LATIN = "\u0250"
_OF = frozenset({"von", "van"})
"""What stands before the article in a surname: von der Leyen."""
_NOUN = re.compile(
    r"(?:ung|heit|keit|schaft|tion|tät|ismus|nis|tum|ling|ment|enz|anz|ik)(?:e?[ns]|se[ns]?|e)?$"
)

Test = Callable[[int, str], bool]


def only_names(mentions: Sequence[Mention], view: View, known: Language) -> list[Mention]:
    """The mentions that are names, without the words beside them that are none, and without the
    -s of a genitive whose name stands without it too."""
    capitals = source_capitals(view)
    particles = frozenset(known.names.particles)
    nouns = Nouns(known)

    def is_noun(word: str) -> bool:
        return _is_noun(word) or nouns.has(word)

    def is_name(row: int, word: str) -> bool:
        if word in capitals[row] or word.removesuffix("s") in capitals[row]:
            return True
        return not is_noun(word) and _is_like_one(capitals[row], word)

    if capitals:
        found = [
            cut
            for one in mentions
            if (cut := _cut(one, particles, is_name)) or (cut := _told(one, particles, is_noun))
        ]
    else:
        found = _without_source(mentions, particles)
    words = {word for one in found for word in one.words}
    words |= {word for row in capitals for word in row}
    found = [_to_genitive(one, words) for one in found]
    return [_without_genitive(one, words) for one in found]


def _without_source(mentions: Sequence[Mention], particles: frozenset[str]) -> list[Mention]:
    sure = [
        cut for one in mentions if (cut := _told(one, particles, _is_noun) or _full(one, particles))
    ]
    words = {word for one in sure for word in one.words} - particles
    sure = [_to_genitive(one, words) for one in sure]
    words = {word for one in sure for word in one.words} - particles
    places = {(one.row, one.start) for one in sure}

    def is_part(_: int, word: str) -> bool:
        return word in words or word.removesuffix("s") in words

    rest = (_cut(one, particles, is_part) for one in mentions)
    more = [one for one in rest if one is not None and (one.row, one.start) not in places]
    return sorted(sure + more, key=lambda one: (one.row, one.start))


def _told(
    mention: Mention, particles: frozenset[str], is_noun: Callable[[str], bool]
) -> Mention | None:
    """A name with a title, or that speaks."""
    if mention.evidence not in {"title", "speech"}:
        return None
    return _cut(mention, particles, lambda _, word: not is_noun(word))


def _full(mention: Mention, particles: frozenset[str]) -> Mention | None:
    """A name of two words or three, side by side or joined by what joins surnames only."""
    found = _cut(mention, particles, lambda _, word: not _is_noun(word))
    if found is None:
        return None
    small = [word for word in found.words if word in particles]
    large = [word for word in found.words if word not in particles]
    is_joined = not small or (len(small) > 1 and small[0] in _OF)
    return found if is_joined and len(large) in {2, 3} and not any(map(_is_noun, large)) else None


def _is_noun(word: str) -> bool:
    """Whether its end, its length or the initials joined to it show a word to be a common noun."""
    head, hyphen, _ = word.partition("-")
    if len(word) > _LONGEST or word.isupper() or (hyphen and head.isupper()):
        return True
    return _NOUN.search(word) is not None


def _cut(mention: Mention, particles: frozenset[str], is_name: Test) -> Mention | None:
    """The mention from its first word that is a name to its last."""
    large = [index for index, word in enumerate(mention.words) if word not in particles]
    names = [index for index in large if is_name(mention.row, mention.words[index])]
    if not names:
        return None
    first, last = names[0], names[-1] + 1
    if first == 0 and last == len(mention.words):
        return mention
    words = mention.words[first:last]
    start = mention.start + sum(len(word) + 1 for word in mention.words[:first])
    end = start + len(" ".join(words))
    return mention._replace(words=words, start=start, end=end)


def _is_like_one(capitals: frozenset[str], word: str) -> bool:
    """Whether a row of the source has a word much like this one, accents aside."""
    plain = _without_accents(word)
    return any(
        JaroWinkler.similarity(_without_accents(one), plain) >= _ALIKE
        for one in capitals
        if len(one) > 3
    )


def _without_accents(word: str) -> str:
    return "".join(letter for letter in normalize("NFD", word) if letter.isalpha())


def _to_genitive(mention: Mention, words: set[str]) -> Mention:
    """A mention to the end of a genitive in it: what is behind that is no part of the name."""
    for number, word in enumerate(mention.words[:-1], 1):
        if word.endswith("s") and word[:-1] in words:
            kept = mention.words[:number]
            return mention._replace(words=kept, end=mention.start + len(" ".join(kept)))
    return mention


def _without_genitive(mention: Mention, words: set[str]) -> Mention:
    *before, last = mention.words
    if not last.endswith("s") or last[:-1] not in words or len(last) < 4:
        return mention
    return mention._replace(words=(*before, last[:-1]), end=mention.end - 1)


def source_capitals(view: View) -> list[frozenset[str]]:
    """The words with a capital in each row of a source in Latin letters; nothing for others, and
    where nouns have a capital there too."""
    known = language(view.batch.source_lang)
    texts = list(view.source.texts) if view.source is not None else []
    letters = [letter for text in texts for letter in text if letter.isalpha()]
    latin = sum(letter < _FIRST_BEYOND_LATIN for letter in letters)
    if 2 * latin <= len(letters) or (known is not None and known.names.noun_capitals):
        return []
    return [frozenset(_words_with_capital(text)) for text in texts]


def _words_with_capital(text: str) -> Iterator[str]:
    for match in _WORD.finditer(text):
        if match[0][0].isupper():
            yield re.sub(r"['’]s?$", "", match[0])
