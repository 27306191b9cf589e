"""Countries that the two sides of a row name, in any of the words that stand for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from mtcheck.text.columns import TextColumn
from mtcheck.text.phrases import Phrases


class Mention(NamedTuple):
    """A name of a country at `start:end` of a text."""

    country: str
    start: int
    end: int


class _Place(NamedTuple):
    """Where a word stands, and which."""

    row: int
    start: int
    end: int
    phrase: int


class _Side:
    """The words of one language. A name says that a country is meant; a hint, such as a capital or
    the one character that a headline uses, only that it may be."""

    def __init__(self, rows: Sequence[Mapping[str, str]]) -> None:
        self._meanings: dict[str, list[tuple[str, bool]]] = {}
        self._signs: dict[str, set[str]] = {}
        self._words: dict[str, list[str]] = {}
        for row in rows:
            country = row["country"]
            names, hints = (row[kind].split("|") for kind in ("names", "hints"))
            self._words[country] = [form.removesuffix("*") for form in (*names, *hints) if form]
            for form in filter(None, (*names, *hints)):
                if len(form) == 1:
                    self._signs.setdefault(form, set()).add(country)
                else:
                    self._meanings.setdefault(form, []).append((country, form in names))
        self._forms = list(self._meanings.values())
        self._phrases = Phrases(list(self._meanings))

    def look(self, column: TextColumn) -> Iterator[_Place]:
        """The places of words, in order."""
        found = self._phrases.find(column)
        rows = column.rows_at(found.starts)
        starts = found.starts - column.starts[rows]
        ends = found.ends - column.starts[rows]
        places = rows.tolist(), starts.tolist(), ends.tolist(), found.phrases.tolist()
        return map(_Place, *places)

    def meanings(self, place: _Place) -> Sequence[tuple[str, bool]]:
        """The countries that a word may mean, and whether it is a name of each."""
        return self._forms[place.phrase]

    def names(self, places: Iterable[_Place]) -> Iterator[Mention]:
        """The names of countries at some places."""
        for place in places:
            for country, is_name in self._forms[place.phrase]:
                if is_name:
                    yield Mention(country, place.start, place.end)

    def may_mean(self, country: str, text: str) -> bool:
        """Whether any word for a country stands somewhere in a text."""
        words = self._words.get(country, [])
        for index, word in enumerate(words):
            if word in text:
                if index:  # what was found once is looked for first
                    words.insert(0, words.pop(index))
                return True
        return False

    def signs(self, text: str, places: Iterable[_Place]) -> set[str]:
        """Countries that single characters may mean beside the words in a text."""
        for place in places:
            text = text[: place.start] + " " * (place.end - place.start) + text[place.end :]
        return set[str]().union(*(self._signs[one] for one in set(text) if one in self._signs))


class Countries:
    """The countries of two languages."""

    def __init__(self, source: _Side, target: _Side, english: Mapping[str, str], home: str) -> None:
        self._source, self._target, self._english, self._home = source, target, english, home

    @classmethod
    def of(
        cls,
        table: Iterable[Mapping[str, str]],
        source_lang: str,
        target_lang: str,
        home: str = "",
    ) -> Countries | None:
        """The countries of a table; None where it lacks one of the languages. `home`: the country
        of the source."""
        rows = list(table)
        sides = [
            [row for row in rows if row["language"] == tag] for tag in (source_lang, target_lang)
        ]
        if not all(sides) or source_lang == target_lang:
            return None
        english = {
            row["country"]: row["names"].split("|")[0] for row in rows if row["language"] == "en"
        }
        return cls(_Side(sides[0]), _Side(sides[1]), english, home)

    def english(self, country: str) -> str:
        """The name of a country in English."""
        return self._english.get(country, country)

    def differences(
        self, source: TextColumn, target: TextColumn
    ) -> Iterator[tuple[int, Mention, Mention | None]]:
        """Rows in which the target names all countries of the source but one, each with the one
        that it names instead, if there is one that the source cannot mean.

        Of the country of the source's own language nothing can be said: "the ministry" of a Chinese
        text is the Chinese ministry in English.
        """
        said: dict[int, list[_Place]] = {}
        left: dict[int, list[Mention]] = {}
        for place in self._source.look(source):
            said.setdefault(place.row, []).append(place)
            text = target.texts[place.row]
            for country, is_name in self._source.meanings(place):
                if is_name and not self._target.may_mean(country, text):
                    mention = Mention(country, place.start, place.end)
                    left.setdefault(place.row, []).append(mention)
        lost = {
            row: mentions[0]
            for row, mentions in left.items()
            if len({one.country for one in mentions}) == 1 and target.texts[row].strip()
        }
        named: dict[int, list[_Place]] = {}
        for place in self._target.look(TextColumn([target.texts[row] for row in lost])):
            named.setdefault(place.row, []).append(place)
        for number, (row, mention) in enumerate(lost.items()):
            if mention.country != self._home:
                hints = self._hints(source.texts[row], said[row])
                new = self._target.names(named.get(number, ()))
                yield row, mention, next((one for one in new if one.country not in hints), None)

    def _hints(self, text: str, places: Sequence[_Place]) -> set[str]:
        """The countries that a source may mean."""
        meant = {country for one in places for country, _ in self._source.meanings(one)}
        return {self._home, *meant, *self._source.signs(text, places)}
