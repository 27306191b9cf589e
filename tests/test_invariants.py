"""What holds for every text, every batch and every report."""

import io
import json
import pickle
import time
import unicodedata
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from mtcheck import api, examples, rules, score
from mtcheck.batch import Batch, DocumentRows, batch_of, batches
from mtcheck.config import Config
from mtcheck.engine import Engine
from mtcheck.model import Confidence, Document, Segment, Severity
from mtcheck.reporters.base import inert
from mtcheck.reporters.json import JsonReporter, from_json, to_json
from mtcheck.reporters.text import TextReporter
from mtcheck.rules import RuleSet
from tests import strategies
from tests.made import batch_of_lines, marks

BUILTIN = RuleSet(tuple(rule for rule in rules.load() if rule.kind != "spelling"))
"""All rules but those that need a dictionary of the user's."""

ENGINE = Engine(BUILTIN, min_confidence=Confidence.LOW)
SEGMENT_ENGINE = Engine(
    RuleSet(tuple(rule for rule in BUILTIN if rule.scope == "segment")),
    min_confidence=Confidence.LOW,
)
CHECKER = api.Checker()
SUPPRESSING = api.Checker(Config.model_validate({"paths": [{"match": "*", "ignore": ["all"]}]}))
WEIGHTS = score.load_weights(rules.builtin_folder() / "mqm.toml")


@cache
def engine_of(rule):
    """An engine of one rule."""
    return Engine(RuleSet((BUILTIN.get(rule),)), min_confidence=Confidence.LOW)


def found_in(engine, rows, size=2048, lang="en"):
    rows = [row._replace(target_lang=lang) for row in rows]
    found = [f for batch in batches("a.jsonl", rows, size) for f in engine.check(batch).findings]
    event(f"findings: {min(len(found), 3)}")
    return sorted(
        found, key=lambda f: (f.document or "", f.spans[0].line, f.spans[0].start, f.rule)
    )


def document_of(texts, lang="en"):
    segments = [Segment(f"s{n}", text, target_lang=lang) for n, text in enumerate(texts)]
    return Document("d", tuple(segments))


# batches


@given(strategies.rows(), st.integers(1, 9), st.sampled_from(strategies.LANGUAGES))
def test_the_size_of_batches_changes_nothing(rows, size, lang):
    whole = found_in(ENGINE, rows, lang=lang)

    assert whole == found_in(ENGINE, rows, size, lang=lang)


@given(st.data(), strategies.rows(documents=False), st.integers(1, 9))
def test_the_order_of_rows_changes_nothing(data, rows, size):
    shuffled = data.draw(st.permutations(rows))

    assert found_in(SEGMENT_ENGINE, rows) == found_in(SEGMENT_ENGINE, shuffled, size)


@given(st.data(), strategies.rows())
def test_the_order_of_documents_changes_nothing(data, rows):
    names = sorted({row.document for row in rows})
    order = data.draw(st.permutations(names))
    moved = sorted(rows, key=lambda row: order.index(row.document))

    assert found_in(ENGINE, rows) == found_in(ENGINE, moved)


def test_many_rows_give_what_each_gives_alone():
    texts = [*strategies.SNIPPETS, *strategies.BOILERPLATE, *strategies.CLEAN] * 9
    rows = [batch_of(document_of([text]), "a").segment(0) for text in texts]
    batch = batch_of_lines("\n".join(text for text in texts if "\n" not in text), document=None)
    together = marks(SEGMENT_ENGINE.check(batch).findings)
    alone = [
        mark
        for text in batch.targets
        for mark in marks(SEGMENT_ENGINE.check(batch_of_lines(text, document=None)).findings)
    ]

    assert len(rows) == len(texts)
    assert alone == together


def test_an_engine_can_be_sent_to_another_process():
    batch = batch_of_lines("the the minister & middot; came")
    again = pickle.loads(pickle.dumps(ENGINE))

    assert ENGINE.check(batch) == again.check(batch)


# spans


@given(st.lists(strategies.segments | strategies.hostile_texts, max_size=6))
def test_spans_lie_in_their_text_and_quote_it(texts):
    batch = batch_of(document_of(texts), "d")
    by_id = dict(zip(batch.ids, batch.targets, strict=True))
    for finding in ENGINE.check(batch).findings:
        edits = finding.fix.edits if finding.fix else ()
        for place in finding.spans:
            text = by_id[place.segment]
            assert 0 <= place.start < place.end <= len(text)
            assert place.text == text[place.start : place.end]
            assert (place.line, place.column) >= (1, 1)
        assert all(0 <= e.start <= e.end <= len(by_id[e.segment]) for e in edits)


@given(st.text(max_size=20), st.sampled_from(strategies.SNIPPETS))
def test_offsets_lines_and_columns_agree_with_the_file(before, snippet):
    before = " ".join((before + "x").splitlines())
    text = f"{before}\n\n{before} {snippet.encode('utf-8', 'replace').decode()}"
    for finding in CHECKER.check_text(text).findings:
        for place in finding.spans:
            line = text.split("\n")[place.line - 1]
            assert place.text == text[place.offset : place.offset + len(place.text)]
            assert place.text == line[place.column - 1 : place.column - 1 + len(place.text)]


# fixes


def mended(batch, rule):
    """Apply the safe fixes of one rule, none that overlaps another. Also return those left."""
    texts = dict(zip(batch.ids, batch.targets, strict=True))
    edits = {id: [] for id in batch.ids}
    left = 0
    for finding in engine_of(rule).check(batch).findings:
        if finding.fix is None or finding.fix.safety != "safe":
            continue
        for edit in finding.fix.edits:
            others = edits[edit.segment]
            if any(edit.start < other.end and other.start < edit.end for other in others):
                left += 1
            else:
                others.append(edit)
    for id, made in edits.items():
        for edit in sorted(made, key=lambda edit: edit.start, reverse=True):
            texts[id] = texts[id][: edit.start] + edit.text + texts[id][edit.end :]
    return replace(batch, targets=[texts[id] for id in batch.ids]), left


def places(batch, rule):
    return [mark for f in engine_of(rule).check(batch).findings for mark in marks([f])]


SAFE = [rule.id for rule in BUILTIN if rule.fix and rule.fix.safety == "safe"]


@pytest.mark.parametrize("rule", SAFE)
@settings(max_examples=40)
@given(texts=st.lists(strategies.segments, min_size=1, max_size=4))
def test_after_safe_fixes_the_findings_are_gone(rule, texts):
    batch = batch_of(document_of(texts), "d")
    once, left = mended(batch, rule)
    event(f"mended: {once != batch}")

    assert len(places(once, rule)) <= left
    twice, _ = mended(once, rule)
    assert places(twice, rule) == [] or twice != once


@pytest.mark.parametrize("rule", SAFE)
def test_a_second_run_changes_nothing(rule):
    loaded = BUILTIN.get(rule)
    batches = [examples.batch_of(example, loaded) for example in loaded.fires]
    once = [mended(batch, rule)[0] for batch in batches]

    assert batches != once
    assert once == [mended(batch, rule)[0] for batch in once]


@pytest.mark.parametrize("rule", SAFE)
def test_a_mended_example_has_no_finding_with_a_fix_left(rule):
    loaded = BUILTIN.get(rule)
    for example in loaded.fires:
        once, _ = mended(examples.batch_of(example, loaded), rule)

        assert not [f for f in engine_of(rule).check(once).findings if f.fix]


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("html-entity", "&#38;quot;"),
        ("html-entity", "&amp;amp;amp;lt; &#38;#38;amp;"),
        ("html-entity", "& middot; & middot; & middot;"),
        ("space-before-punctuation", "a , , , b"),
        ("space-before-punctuation", "a ,, b ;"),
        ("country-pair-hyphen", "Japan US China US alliance and the Japan US alliance"),
        ("invisible-character", "a\u200b\u200e\u200bb"),
        ("space-in-quote", "The “ a ” and “ b ” end"),
        ("fixed-hyphen-term", "Indo Pacific Indo Pacific COVID 19"),
    ],
)
def test_safe_fixes_of_neighbours_leave_nothing(rule, text):
    batch = batch_of_lines(text)
    left = 1
    while left:
        batch, left = mended(batch, rule)

    assert [] == places(batch, rule)


# suppression, score, gate


@settings(max_examples=30)
@given(st.lists(strategies.segments, min_size=1, max_size=6))
def test_suppressed_findings_do_not_count_but_stay_in_the_report(texts):
    document = document_of(texts)
    plain = CHECKER.check_documents([document])
    quiet = SUPPRESSING.check_documents([document])

    assert [True, 100.0] == [quiet.verdict.passed, quiet.score.value] or not plain.documents
    assert [f["rule"] for f in to_json(plain)["findings"]] == [
        f["rule"] for f in to_json(quiet)["findings"]
    ]
    assert {"paths: *"} >= {f["suppressed"] for f in to_json(quiet)["findings"]}


def tally(findings, words=0.0):
    made = score.Tally(WEIGHTS)
    made.add_text(1, words)
    made.add_findings(findings)
    return made


@given(st.lists(strategies.findings), st.integers(0, 8))
def test_the_score_is_additive(findings, cut):
    whole = tally(findings)
    parts = tally(findings[:cut]), tally(findings[cut:])

    assert whole.penalty == sum(part.penalty for part in parts)
    assert whole.by_severity == parts[0].by_severity + parts[1].by_severity
    assert whole.by_category == parts[0].by_category + parts[1].by_category


@given(st.lists(strategies.findings, min_size=1), st.floats(0, 500), st.sampled_from(Severity))
def test_the_score_is_monotone_in_severity(findings, words, severity):
    first, *rest = findings
    worse = [replace(first, severity=max(severity, first.severity)), *rest]

    assert tally(worse, words).score().value <= tally(findings, words).score().value
    assert 0 <= tally(worse, words).score().value <= 100


@given(st.lists(strategies.findings), st.floats(0, 500))
def test_findings_that_do_not_count_change_no_score(findings, words):
    counted = [finding for finding in findings if finding.counts]

    assert tally(counted, words).score() == tally(findings, words).score()


# reports


@given(strategies.reports)
def test_json_to_model_to_json_is_the_identity(report):
    written = json.loads(json.dumps(to_json(report)))

    assert written == json.loads(json.dumps(to_json(from_json(written))))


@settings(max_examples=30)
@given(st.lists(strategies.segments | strategies.hostile_texts, min_size=1, max_size=4))
def test_the_json_of_a_real_run_is_its_own_identity(texts):
    written = json.loads(json.dumps(to_json(CHECKER.check_documents([document_of(texts)]))))

    assert written == json.loads(json.dumps(to_json(from_json(written))))


def written(reporter, report):
    stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="replace", newline="\n")
    reporter.write(report, stream)
    stream.flush()
    return stream.buffer.getvalue().decode("utf-8")


@settings(max_examples=150)
@given(st.lists(strategies.hostile_texts, min_size=1, max_size=3), st.sampled_from(["en", None]))
def test_no_text_stops_a_run_or_a_report(texts, lang):
    report = CHECKER.check_documents([document_of(texts, lang)])
    event(f"findings: {bool(report.findings)}")
    json.loads(written(JsonReporter(), report))
    shown = written(TextReporter(), report)

    assert set() == {c for c in shown if unicodedata.category(c) in {"Cc", "Cs"}} - {"\n"}


@given(strategies.hostile_texts, st.sampled_from(strategies.LANGUAGES))
def test_no_text_stops_the_engine_in_any_language(text, lang):
    ENGINE.check(Batch("a", ["1"], [text], (DocumentRows("d", 0, 1),), [1], target_lang=lang))


@settings(max_examples=30)
@given(strategies.hostile_texts)
def test_no_plain_text_stops_a_check(text):
    CHECKER.check_text(text)


@given(strategies.anything)
def test_inert_text_holds_nothing_active(text):
    active = {c for c in inert(text) if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"}}

    assert set() == active
    assert not set(inert(text)) & set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u200b\ufeff")


# time


REPEATED = {
    "repetition": "the the pets. ",
    "pair": "word and word, ",
    "entity": "a & middot; b ",
    "contexts": "ab,cd https://x.org ",
    "full width": "a：b 中，文 ",
    "marks": "“a b ( c ",
    "abbreviation": "The US and the U.S. said. ",
    "title": "US Defense Minister, US Defense Secretary. ",
    "script": "a 中 b ",
    "code": "the the `x` {y} z() ",
}


@pytest.mark.parametrize("name", REPEATED)
def test_time_grows_no_faster_than_a_segment(name):
    """Four times the text may take about four times as long; sixteen times would be quadratic."""

    def seconds(times):
        batch = replace(batch_of_lines("x"), targets=[REPEATED[name] * times])
        started = time.process_time()
        ENGINE.check(batch)
        return time.process_time() - started

    seconds(10)
    short = min(seconds(700) for _ in range(2))
    long = min(seconds(2800) for _ in range(2))

    assert long < 9 * short + 0.05


# the strategies themselves


def test_snippets_make_rules_fire():
    firing = [
        text
        for text in [*strategies.SNIPPETS, *strategies.BOILERPLATE]
        if ENGINE.check(batch_of_lines(text)).findings
    ]
    ruled = {f.rule for text in firing for f in ENGINE.check(batch_of_lines(text)).findings}

    assert len(firing) >= 35
    assert len(ruled) >= 18


def test_clean_sentences_make_none_fire():
    assert () == ENGINE.check(batch_of_lines("\n".join(strategies.CLEAN))).findings
