"""Entities undone, boilerplate set aside, offsets kept."""

import pytest
from hypothesis import given

from mtcheck.text.columns import TextColumn
from mtcheck.text.patterns import PatternSet
from mtcheck.text.views import ENTITY_TRIGGER, entities, undo_entities, view_of
from tests.made import batch_of_lines
from tests.strategies import entity_texts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lloyd & middot; Austin", "Lloyd Austin"),
        ("Lloyd&middot;Austin", "Lloyd Austin"),
        ("Lloyd & middot ; Austin", "Lloyd Austin"),
        ("China & apos; s economy", "China's economy"),
        ("China &apos;s economy", "China 's economy"),
        ("caf&eacute;", "café"),
        ("M&uuml;ller &amp; S&ouml;hne", "Müller & Söhne"),
        ("S&#246;hne S&#xF6;hne", "Söhne Söhne"),
        ("&amp;quot;yes&amp;quot;", '"yes"'),
        ("one&nbsp;two", "one two"),
        ("one &nbsp; two", "one two"),
        ("大卫&middot;科波菲尔", "大卫·科波菲尔"),
        ("＆ middot；", "·"),
        ("P & Co; AT&T; R&D; a & b;", "P & Co; AT&T; R&D; a & b;"),
        ("Text & image; sound & part;", "Text & image; sound & part;"),
        ("/search?a=1&copy=2&lang=en", "/search?a=1&copy=2&lang=en"),
        ("&bogus; &; &#; &#x;", "&bogus; &; &#; &#x;"),
        ("&#9999999; &#0; &#31;", "&#9999999; &#0; &#31;"),
    ],
)
def test_entities_are_undone(text, expected):
    assert expected == undo_entities(text, entities(text))[0]


@given(entity_texts)
def test_entities_lie_in_the_text_in_order(text):
    found = entities(text)
    done = 0
    for entity in found:
        assert 0 <= entity.start <= entity.mark_start < entity.mark_end <= entity.end <= len(text)
        assert text[entity.mark_start : entity.mark_end] == entity.mark
        assert done <= entity.mark_start
        done = entity.mark_end


@given(entity_texts)
def test_what_lies_outside_entities_maps_back_to_itself(text):
    viewed, mapping = undo_entities(text, entities(text))
    inside = {p for start, end, _, _ in mapping.pieces for p in range(start, end)}
    for position in set(range(len(viewed))) - inside:
        start, end = mapping.span(position, position + 1)
        assert viewed[position] == text[start:end]


@given(entity_texts)
def test_what_touches_an_entity_maps_to_all_of_it(text):
    viewed, mapping = undo_entities(text, entities(text))
    for view_start, view_end, start, end in mapping.pieces:
        if view_start < view_end:
            assert (start, end) == mapping.span(view_start, view_end)
    assert (0, len(text)) == mapping.span(0, len(viewed)) or not viewed


@given(entity_texts)
def test_every_span_of_a_view_is_a_span_of_the_original(text):
    viewed, mapping = undo_entities(text, entities(text))
    for start in range(len(viewed)):
        for end in range(start + 1, len(viewed) + 1):
            left, right = mapping.span(start, end)
            assert 0 <= left < right <= len(text)


@given(entity_texts)
def test_the_trigger_finds_every_text_with_an_entity(text):
    assert not entities(text) or PatternSet([ENTITY_TRIGGER]).scan([text])


def view(text):
    batch = batch_of_lines(text)
    rows = PatternSet([ENTITY_TRIGGER]).scan(batch.targets).get(0, ())
    return view_of(batch, TextColumn(batch.targets), rows)


def test_a_view_maps_each_row_by_its_own_entities():
    found = view("no entity\nLloyd & middot; Austin came\nplain")

    assert ["no entity", "Lloyd Austin came", "plain"] == list(found.target.texts)
    assert (3, 9) == found.original(0, 3, 9)
    assert (16, 22) == found.original(1, 6, 12)
    assert [1] == list(found.entities)


def test_rows_set_aside_are_empty_and_keep_their_numbers():
    found = view("one\ntwo & middot; b\nthree").without(frozenset([0]))

    assert ["", "two b", "three"] == list(found.target.texts)
    assert frozenset([0]) == found.set_aside
    assert (14, 15) == found.original(1, 4, 5)


def test_a_view_without_rows_to_set_aside_is_itself():
    found = view("one")

    assert found is found.without(frozenset())


@pytest.mark.parametrize(
    ("text", "has_title", "expected"),
    [
        ("A title\nText.", True, [True, False]),
        ("A title\nText.", False, [True, False]),
        ("A sentence.\nText.", False, [False, False]),
        ("“A sentence.”\nText.", False, [False, False]),
        ("A sentence.\nText.", True, [True, False]),
    ],
)
def test_titles(text, has_title, expected):
    batch = batch_of_lines(text, has_title=has_title)
    found = view_of(batch, TextColumn(batch.targets), [])

    assert expected == [found.is_title(row) for row in range(2)]
