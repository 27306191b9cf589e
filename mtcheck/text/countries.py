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

    def look(self, column: TextColumn) -> dict[int, list[tuple[Mention, bool]]]:
        """By row: the places of words, in order, and whether they are names."""
        found = self._phrases.find(column)
        rows = column.rows_at(found.starts)
        starts = found.starts - column.starts[rows]
        ends = found.ends - column.starts[rows]
        places = zip(
            rows.tolist(), starts.tolist(), ends.tolist(), found.phrases.tolist(), strict=True
        )
        mentions: dict[int, list[tuple[Mention, bool]]] = {}
        for row, start, end, phrase in places:
            for country, is_name in self._forms[phrase]:
                mentions.setdefault(row, []).append((Mention(country, start, end), is_name))
        return mentions

    def may_mean(self, country: str, text: str) -> bool:
        """Whether any word for a country stands somewhere in a text."""
        return any(word in text for word in self._words.get(country, ()))

    def signs(self, text: str, mentions: Iterable[Mention]) -> set[str]:
        """Countries that single characters may mean beside the mentions in a text."""
        for mention in mentions:
            text = text[: mention.start] + " " * (mention.end - mention.start) + text[mention.end :]
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
        lost = {}
        said = self._source.look(source)
        for row, places in sorted(said.items()):
            text = target.texts[row]
            names = [one for one, is_name in places if is_name]
            left = [one for one in names if not self._target.may_mean(one.country, text)]
            if len({one.country for one in left}) == 1 and text.strip():
                lost[row] = left[0]
        named = self._target.look(TextColumn([target.texts[row] for row in lost]))
        for number, (row, mention) in enumerate(lost.items()):
            if mention.country != self._home:
                hints = self._hints(source.texts[row], [one for one, _ in said[row]])
                new = [one for one, is_name in named.get(number, ()) if is_name]
                yield row, mention, next((one for one in new if one.country not in hints), None)

    def _hints(self, text: str, mentions: Sequence[Mention]) -> set[str]:
        """The countries that a source may mean."""
        signs = self._source.signs(text, mentions)
        return {self._home, *(one.country for one in mentions), *signs}
