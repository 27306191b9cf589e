"""A tiny checkpoint, built here, through the real unbabel-comet. Skipped without the extra `qe`."""

import pytest

from mtcheck import estimate
from mtcheck.checker import Checker
from mtcheck.config import Config

pytestmark = pytest.mark.filterwarnings("ignore")

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "dog", "ein", "hund", "cats", "."]


@pytest.fixture(scope="module")
def comet():
    return pytest.importorskip("comet", reason="the extra qe is not installed")


@pytest.fixture(scope="module", params=["regression_metric", "referenceless_regression_metric"])
def checkpoint(comet, request, tmp_path_factory):
    """A checkpoint with random weights, in the folders that unbabel-comet wants."""
    import torch
    import yaml
    from comet.models import str2model
    from transformers import BertConfig, BertModel, BertTokenizerFast

    torch.manual_seed(7)
    folder = tmp_path_factory.mktemp("comet")
    encoder = folder / "encoder"
    encoder.mkdir()
    (encoder / "vocab.txt").write_text("\n".join(WORDS), encoding="utf-8")
    BertTokenizerFast(str(encoder / "vocab.txt")).save_pretrained(encoder)
    sizes = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2}
    tiny = BertConfig(vocab_size=len(WORDS), intermediate_size=16, **sizes)
    BertModel(tiny, add_pooling_layer=False).save_pretrained(encoder)
    settings = {
        "encoder_model": "BERT",
        "pretrained_model": str(encoder),
        "hidden_sizes": [8],
        "train_data": ["tiny-da.csv"],
        "layer": "mix",
    }
    model = str2model[request.param](**settings)
    hparams = {**settings, "class_identifier": request.param}
    (folder / "hparams.yaml").write_text(yaml.safe_dump(hparams), encoding="utf-8")
    (folder / "checkpoints").mkdir()
    path = folder / "checkpoints" / "model.ckpt"
    stored = {
        "state_dict": model.state_dict(),
        "hyper_parameters": dict(model.hparams),
        "pytorch-lightning_version": "2.0.0",
    }
    torch.save(stored, path)
    return path


def test_a_tiny_checkpoint_is_loaded_and_asked(comet, checkpoint, tmp_path):
    table = "source\ttarget\treference\nA dog.\tEin Hund.\tHund.\nCats.\tKatzen.\tKatzen.\n"
    path = tmp_path / "a.tsv"
    path.write_text(table, encoding="utf-8")
    config = Config(source_lang="en", target_lang="de")
    report = Checker(config, estimates=[f"comet:{checkpoint}"]).check_paths([str(path)])
    samples = [
        {"src": "A dog.", "mt": "Ein Hund.", "ref": "Hund."},
        {"src": "Cats.", "mt": "Katzen.", "ref": "Katzen."},
    ]
    theirs = comet.load_from_checkpoint(str(checkpoint)).predict(samples, gpus=0)
    (made,) = report.estimates

    assert 2 == made.segments
    assert theirs["system_score"] == pytest.approx(made.value, abs=1e-6)
    assert made.trained_on.startswith("tiny-da.csv (")


def test_a_reference_is_needed_where_the_model_needs_one(checkpoint):
    model = estimate.load(f"comet:{checkpoint}")

    assert ("referenceless" not in model.trained_on) is model.needs_reference
