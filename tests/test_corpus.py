"""Rules of corpus scope: claims, what contradicts what, and the findings about it."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck import api, corpus, rules
from mtcheck.batch import Row, batches
from mtcheck.config import Config
from mtcheck.engine import Engine
from mtcheck.model import Confidence, Document, Segment
from mtcheck.rules import RuleSet

SAME_SOURCE = "same-source-different-target"
SAME_TARGET = "different-source-same-target"
CHOSEN = RuleSet(tuple(rules.load().get(id) for id in (SAME_SOURCE, SAME_TARGET)))
ENGINE = Engine(CHOSEN, min_confidence=Confidence.LOW)

OPEN = "Die Datei konnte nicht geöffnet werden."
SAVE = "Speichern Sie Ihr Dokument zuerst ab."
A, B = "The file could not be opened.", "Unable to open the file."

hashes = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 2)), max_size=30)


def arrays(pairs):
    keys = np.array([key << 60 | key for key, _ in pairs], dtype=np.uint64)
    return keys, np.array([value for _, value in pairs], dtype=np.uint64)


@given(hashes)
def test_a_key_conflicts_where_it_has_several_values(pairs):
    values = {key: {v for k, v in pairs if k == key} for key, _ in pairs}

    assert [len(values[key]) > 1 for key, _ in pairs] == corpus.conflicting(*arrays(pairs)).tolist()


rows = st.lists(
    st.tuples(
        st.sampled_from([OPEN, SAVE, "Ja"]),
        st.sampled_from([A, B, "Save your document before that.", A.lower(), ""]),
        st.sampled_from([None, "d", "e"]),
        st.sampled_from(["en", "fr"]),
    ),
    max_size=14,
)


def found_in(made, size):
    given = [
        Row(str(n), target, n, source, None, document, "de", lang)
        for n, (source, target, document, lang) in enumerate(made, 1)
    ]
    return {
        (f.rule, f.segment, f.message, f.confidence)
        for f in corpus.check(ENGINE, list(batches("a.tsv", given, size)))
    }


@given(rows, st.integers(1, 5))
def test_the_size_of_batches_changes_nothing(made, size):
    assert found_in(made, 2048) == found_in(made, size)


def written(folder, name, *pairs):
    path = folder / name
    lines = ["\t".join(("source", "target", "source_lang", "target_lang"))]
    lines += ["\t".join((*pair, "de", "en")) for pair in pairs]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


def checker(**changes):
    return api.Checker(Config.model_validate({"select": [SAME_SOURCE, SAME_TARGET], **changes}))


def test_a_conflict_between_files_is_found_in_the_second(tmp_path):
    one = written(tmp_path, "a.tsv", (OPEN, A), (SAVE, "Save it first."))
    two = written(tmp_path, "b.tsv", (SAVE, "Save it first."), (OPEN, B))
    (finding,) = checker().check_paths([one, two]).findings

    assert (two, "3", B) == (finding.path, finding.segment, finding.spans[0].text)
    assert (A, f"{one}:2", 1) == tuple(finding.evidence[k] for k in ("other", "place", "times"))
    assert [("source", OPEN)] == [(span.side, span.text) for span in finding.spans[1:]]


def test_the_usual_text_is_kept(tmp_path):
    path = written(tmp_path, "a.tsv", (OPEN, B), (OPEN, A), (OPEN, A))
    (finding,) = checker().check_paths([path]).findings

    assert (B, A, 2) == (
        finding.spans[0].text,
        finding.evidence["other"],
        finding.evidence["times"],
    )


def test_score_document_and_excerpt_know_the_finding(tmp_path):
    path = written(tmp_path, "a.tsv", (OPEN, A), (OPEN, B))
    report = checker().check_paths([path])

    assert {"minor": 1}.items() <= report.score.by_severity.items()
    assert B == report.segments[path, "3"].target


def test_findings_of_the_corpus_stand_behind_the_others_of_their_file(tmp_path):
    one = written(tmp_path, "a.tsv", (OPEN, A), (OPEN, B), (SAVE, "Save the the file."))
    two = written(tmp_path, "b.tsv", (SAVE, "Save it it first."))
    report = checker(select=["adjacent-duplicate-word", SAME_SOURCE]).check_paths([one, two])

    assert [
        (one, "adjacent-duplicate-word"),
        (one, SAME_SOURCE),
        (two, "adjacent-duplicate-word"),
        (two, SAME_SOURCE),
    ] == [(finding.path, finding.rule) for finding in report.findings]


def test_a_file_that_breaks_off_is_compared_as_far_as_it_goes(tmp_path):
    path = written(tmp_path, "a.tsv", (OPEN, A), (OPEN, B))
    with Path(path).open("a", encoding="utf-8") as lines:
        lines.write("one field\n")
    report = checker().check_paths([path])

    assert (1, 1) == (len(report.findings), len(report.skipped))


def test_documents_of_the_caller_need_not_be_had_twice():
    def documents():
        for id, target in (("d", A), ("e", B)):
            segment = Segment("s", target, OPEN, source_lang="de", target_lang="en")
            yield Document(id, (segment, segment))

    report = checker(min_confidence="low").check_documents(documents())

    assert [("e", B)] * 2 == [(f.document, f.spans[0].text) for f in report.findings]


@pytest.mark.parametrize(
    ("documents", "confidence"),
    [(("d", "d"), "MEDIUM"), ((None, None), "MEDIUM"), (("d", "e"), "LOW"), (("d", None), "LOW")],
)
def test_between_documents_the_confidence_is_low(documents, confidence):
    made = [(OPEN, A, documents[0], "en"), (OPEN, B, documents[1], "en")]
    found = found_in(made, 9)

    assert [Confidence[confidence]] == [one[3] for one in found]


def test_each_target_language_is_compared_with_itself():
    assert set() == found_in([(OPEN, A, None, "en"), (OPEN, B, None, "fr")], 9)


def test_an_engine_without_rules_of_corpus_scope_keeps_no_claims():
    engine = Engine(RuleSet((rules.load().get("adjacent-duplicate-word"),)))
    (batch,) = batches("a", [Row("1", A, 1, OPEN, None, None, "de", "en")])

    assert () == engine.check(batch).claims
