"""Whether two words are so near that they may be one name spelt in two ways."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from rapidfuzz.distance import OSA, JaroWinkler

from mtcheck.text.names.pinyin import is_pinyin

_ALIKE = 0.75

SHORTEST = 5
"""Letters below which one letter of difference makes another name: Chan and Chen, Lee and Leo."""


PARTS = 4
"""How many parts `parts_of` gives."""


def parts_of(word: str) -> tuple[str, str, str, str]:
    """What two words at a short edit distance share one of."""
    folded = word.casefold()
    return f"<{folded[:3]}", f"{folded[-3:]}>", folded[1:4], f"{folded[:2]}-{folded[-2:]}"


_ENDINGS = (
    "s es n en an ian ians ans ese er ers i is ic ish ism isms ist ists a as o os e y in ina na ov "
    "ova ev eva sky ska ski ka"
).split()


_TEACHINGS = "s ism isms ist ists ik iks iki ity isme iste istes ismo ista istas y ie".split()


def similar(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pairs of words at an edit distance of 1, or of 2 where both have 8 letters. Words that agree
    in neither half cannot be that near, so only those that share one are compared."""
    buckets: dict[str, list[str]] = {}
    for word in words:
        for key in set(parts_of(word)):
            buckets.setdefault(key, []).append(word)
    seen = set()
    for members in buckets.values():
        for one, other in combinations(members, 2):
            if (one, other) in seen:
                continue
            seen.add((one, other))
            if are_near(one, other):
                yield one, other


def are_near(one: str, other: str) -> bool:
    """Whether two words are at an edit distance of 1, or of 2 where both have 8 letters."""
    most = 2 if min(len(one), len(other)) >= 8 else 1
    return OSA.distance(one.casefold(), other.casefold(), score_cutoff=most) <= most


def may_be_one_name(one: str, other: str) -> bool:
    """Whether two near words differ by more than an ending or capitals, and are not two Chinese
    names."""
    if one.casefold() == other.casefold() or is_inflection(one, other):
        return False
    return not (is_pinyin(one) and is_pinyin(other))


def is_inflection(one: str, other: str) -> bool:
    """Whether two words differ by an ending only: Slovak and Slovakia, Petrov and Petrova."""
    short, long = sorted((one.casefold(), other.casefold()), key=len)
    if long.startswith(short):
        return long != short + short[-1]  # a letter doubled is no ending: Zelensky, Zelenskyy
    return bool({_stem(short), short} & {_stem(long), long} or _schools(short) & _schools(long))


def _schools(word: str) -> set[str]:
    """What a word for a teaching or its people may be made of: Bolshevism, Bolsheviks."""
    found = {word.removesuffix(ending) for ending in _TEACHINGS if word.endswith(ending)}
    return {stem for stem in found if len(stem) >= 4}


def _stem(word: str) -> str:
    for ending in sorted(_ENDINGS, key=len, reverse=True):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending)
    return word


def may_be_slip(one: str, other: str) -> bool:
    """Whether one of two words may be the other written wrongly, in a full name."""
    shorter = min(len(one), len(other))
    plain, other_plain = one.casefold().replace("-", ""), other.casefold().replace("-", "")
    if shorter < 3 or one.isupper() or other.isupper():
        return False
    if plain == other_plain:
        return True
    if is_inflection(one, other):
        return False
    most = 1 if shorter < 6 else 2
    return plain[0] == other_plain[0] and OSA.distance(plain, other_plain) <= most


def sound_alike(one: str, other: str) -> bool:
    """Whether two names begin alike and share most letters: Nour and Noor, Gaynor and Geithner."""
    return one[0] == other[0] and JaroWinkler.similarity(one, other) > _ALIKE
