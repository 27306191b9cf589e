"""Learned models beside the score."""

import sys
from types import SimpleNamespace

import pytest

import mtcheck
from mtcheck import estimate
from mtcheck.batch import Row, batches
from mtcheck.checker import Checker
from mtcheck.config import Config
from mtcheck.errors import InputError, UsageError
from mtcheck.measures import Estimate
from tests.made import report, written

HPARAMS = {
    "class_identifier": "regression_metric",
    "pretrained_model": "xlm-roberta-large",
    "train_data": ["data/1720-da.csv", "data/mqm.csv"],
}
TRAINED = "data/1720-da.csv, data/mqm.csv (regression_metric on xlm-roberta-large)"


class FakeComet:
    """What mtcheck asks of a model of unbabel-comet: the score is the length of the target."""

    hparams = HPARAMS

    def __init__(self, needs_reference=False):
        self.needs_reference = needs_reference
        self.asked = []

    def requires_references(self):
        return self.needs_reference

    def predict(self, samples, batch_size, gpus, progress_bar):
        assert not progress_bar
        self.asked += samples
        return {"scores": [len(sample["mt"]) for sample in samples], "system_score": 0}


@pytest.fixture
def comet(monkeypatch):
    model = FakeComet()
    opened = []

    def load_from_checkpoint(path, local_files_only):
        assert local_files_only
        opened.append(path)
        if "broken" in path:
            raise ValueError("invalid load key\nand more")
        return model

    library = SimpleNamespace(load_from_checkpoint=load_from_checkpoint, model=model, opened=opened)
    cuda = SimpleNamespace(is_available=lambda: False)
    monkeypatch.setitem(sys.modules, "comet", library)
    monkeypatch.setitem(sys.modules, "torch", SimpleNamespace(cuda=cuda))
    return library


@pytest.fixture
def checkpoint(tmp_path):
    path = tmp_path / "model" / "checkpoints" / "model.ckpt"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"weights")
    return path


def batch_of(*rows):
    (batch,) = batches("a.jsonl", [Row(str(n), *row) for n, row in enumerate(rows)])
    return batch


PAIR, OTHER = ("Ein Hund.", 1, "A dog."), ("Katzen.", 2, "Cats.")


@pytest.mark.parametrize("parent", [0, 2], ids=["file", "folder"])
def test_a_checkpoint_estimates_the_mean(comet, checkpoint, parent):
    place = checkpoint.parents[parent - 1] if parent else checkpoint
    estimator = estimate.Estimator(estimate.load(f"comet:{place}"))
    for batch in (batch_of(PAIR), batch_of(PAIR, OTHER)):
        estimator.add(batch)

    assert Estimate(f"comet:{place}", 25 / 3, 3, TRAINED) == estimator.estimate()
    assert {"src": "Cats.", "mt": "Katzen."} == comet.model.asked[-1]
    assert [str(checkpoint)] == comet.opened


def test_references_are_given_where_they_are_there(comet, checkpoint):
    comet.model.needs_reference = True
    estimator = estimate.Estimator(estimate.load(f"comet:{checkpoint}"))
    estimator.add(batch_of((*PAIR, "Hund."), (*OTHER, "")))

    assert [{"src": "A dog.", "mt": "Ein Hund.", "ref": "Hund."}] == comet.model.asked
    assert 1 == estimator.estimate().segments


@pytest.mark.parametrize(("rows", "lacking"), [([("Hund.", 1)], "source"), ([PAIR], "reference")])
def test_what_a_model_needs_is_told(comet, checkpoint, rows, lacking):
    comet.model.needs_reference = True
    estimator = estimate.Estimator(estimate.load(f"comet:{checkpoint}"))
    with pytest.raises(InputError, match=f"needs a {lacking}, and there is none") as raised:
        estimator.add(batch_of(*rows))

    assert f"--{lacking} FILE" in raised.value.hint
    assert estimator.estimate() is None


@pytest.mark.parametrize(
    ("hparams", "told"),
    [
        (HPARAMS, TRAINED),
        ({"train_data": "a.csv"}, "a.csv"),
        ({"train_data": []}, "data that the checkpoint does not name"),
        ({}, "data that the checkpoint does not name"),
    ],
)
def test_what_it_was_trained_on_comes_from_the_checkpoint(
    comet, checkpoint, monkeypatch, hparams, told
):
    monkeypatch.setattr(FakeComet, "hparams", hparams)

    assert told == estimate.load(f"comet:{checkpoint}").trained_on


@pytest.mark.parametrize("name", ["bleurt:x", "comet", "comet:", ""])
def test_an_unknown_estimate_is_told(name):
    with pytest.raises(UsageError, match="there is no estimate") as raised:
        estimate.load(name)

    assert "write comet:PATH_OR_ID" == raised.value.hint


def test_a_missing_library_says_what_to_install(monkeypatch, checkpoint):
    monkeypatch.setitem(sys.modules, "comet", None)
    with pytest.raises(UsageError, match="unbabel-comet is not installed") as raised:
        estimate.load(f"comet:{checkpoint}")

    assert "pip install 'mtcheck[qe]'" == raised.value.hint


@pytest.mark.parametrize("place", ["none/model.ckpt", "Unbabel/wmt22-comet-da"])
def test_missing_weights_say_what_to_do(comet, monkeypatch, place):
    def snapshot_download(repo_id, local_files_only):
        assert local_files_only
        raise OSError("not here")

    hub = SimpleNamespace(snapshot_download=snapshot_download)
    monkeypatch.setitem(sys.modules, "huggingface_hub", hub)
    with pytest.raises(UsageError) as raised:
        estimate.load(f"comet:{place}")

    assert f"no model {place} was downloaded before" in raised.value.message
    assert f"hf download {place}" in raised.value.hint


def test_a_downloaded_model_is_found(comet, monkeypatch, checkpoint):
    hub = SimpleNamespace(snapshot_download=lambda **_: str(checkpoint.parents[1]))
    monkeypatch.setitem(sys.modules, "huggingface_hub", hub)

    assert "comet:Unbabel/any" == estimate.load("comet:Unbabel/any").name
    assert [str(checkpoint)] == comet.opened


def test_a_folder_without_a_checkpoint_is_told(comet, tmp_path):
    with pytest.raises(UsageError, match=r"has no checkpoints/model\.ckpt"):
        estimate.load(f"comet:{tmp_path}")


def test_a_broken_checkpoint_is_one_line(comet, tmp_path):
    path = tmp_path / "broken.ckpt"
    path.write_bytes(b"")
    with pytest.raises(UsageError) as raised:
        estimate.load(f"comet:{path}")

    assert raised.value.message.endswith("cannot be loaded: invalid load key")


def test_an_estimate_is_reported_and_no_part_of_the_score(comet, checkpoint, tmp_path):
    path = tmp_path / "a.tsv"
    path.write_text("source\ttarget\nA dog.\tEin Hund.\nCats.\tKatzen.\n", encoding="utf-8")
    config = Config(source_lang="en", target_lang="de")
    asked = Checker(config, estimates=[f"comet:{checkpoint}"]).check_paths([str(path)])
    plain = mtcheck.Checker(config).check_paths([str(path)])

    assert [(8.0, 2)] == [(one.value, one.segments) for one in asked.estimates]
    assert (plain.score, plain.verdict, plain.signature, ()) == (
        asked.score,
        asked.verdict,
        asked.signature,
        plain.estimates,
    )


def test_an_input_the_model_cannot_judge_is_skipped(comet, checkpoint, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Ein Hund schläft.\n", encoding="utf-8")
    checked = Checker(Config(target_lang="de"), estimates=[f"comet:{checkpoint}"])
    (skipped,) = checked.check_paths([str(path)]).skipped

    assert "needs a source" in skipped.reason


def test_the_report_says_what_it_was_trained_on():
    made = report(estimates=(Estimate("comet:a\x1b[2J.ckpt", 0.81234567, 1200, TRAINED),))
    shown = written("text", made)

    assert "estimate   0.8123 in 1,200 segments by comet:a␛[2J.ckpt, no part of the score" in shown
    assert f"trained on {TRAINED}" in shown
    assert '"value": 0.8123' in written("json", made)
