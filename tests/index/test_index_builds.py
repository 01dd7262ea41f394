"""Builds: stale or damaged ones are noticed and replaced, dying ones change nothing."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from index_sample import CORPUS_HASH, QUESTIONS, SampleConcepts, sample_passages

import index.build
import index.open
from index.builds import current_build
from index.errors import BusyError, DamagedIndexError, EmptyCorpusError, NoIndexError
from index.lock import only_builder
from index.manifest import FILE, inputs_of, read_manifest
from index.open import index_folder
from index.settings import BuildSettings
from index.status import info, verify
from index.store import ChromaStore


class BuiltAgainError(Exception):
    """Raised in place of a build, to show that one was begun."""


@pytest.fixture
def no_build(monkeypatch):
    def begun(*_):
        raise BuiltAgainError

    monkeypatch.setattr(index.open, "build_locked", begun)


def _folder(data_dir):
    return index_folder(data_dir, "sample")


def _build(data_dir):
    return current_build(_folder(data_dir))


def test_a_sound_index_is_opened_not_built(copied_data_dir, sample_opener, no_build):
    assert verify(_folder(copied_data_dir)) == ()
    assert sample_opener(copied_data_dir).search("relapse", 1)


@pytest.mark.parametrize(
    "change",
    [
        {"corpus_hash": "sample-2"},
        {"passages": sample_passages()[:-1]},
        {"questions": {}},
        {"build_settings": BuildSettings(bm25_b=0.5)},
        {"concepts": type("Fewer", (SampleConcepts,), {"all": SampleConcepts.all[:-1]})()},
    ],
    ids=["corpus", "passages", "questions", "settings", "vocabulary"],
)
def test_an_index_of_other_inputs_is_stale(copied_data_dir, sample_opener, no_build, change):
    with pytest.raises(BuiltAgainError):
        sample_opener(copied_data_dir, **change)


def _delete(path):
    shutil.rmtree(path) if path.is_dir() else path.unlink()


def _garble(path):
    path.write_bytes(b"garbled" + path.read_bytes()[7:])


@pytest.mark.parametrize(
    ("harm", "name"),
    [
        (_delete, "model.onnx"),
        (_garble, "model.onnx"),
        (_garble, "tokenizer.json"),
        (_garble, "concepts.json"),
        (_delete, "lexical/passages/ids.json"),
        (_garble, "lexical/places/data.csc.index.npy"),
        (_garble, "manifest.json"),
        (_delete, "manifest.json"),
        (_delete, "chroma"),
        (_garble, "chroma/chroma.sqlite3"),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_a_damaged_index_is_noticed(copied_data_dir, sample_opener, no_build, harm, name):
    harm(_build(copied_data_dir) / name)
    with pytest.raises(BuiltAgainError):
        sample_opener(copied_data_dir)
    try:
        problems = verify(_folder(copied_data_dir))
    except DamagedIndexError as error:
        problems = error.problems
    assert problems


def test_a_store_that_lost_a_unit_is_noticed(copied_data_dir, sample_opener, no_build):
    store = ChromaStore.open(_build(copied_data_dir) / "chroma")
    store._collection.delete(ids=["intro.4#1"])
    store.close()
    assert any("units" in problem for problem in verify(_folder(copied_data_dir)))
    with pytest.raises(BuiltAgainError):
        sample_opener(copied_data_dir)


@pytest.mark.parametrize("pointer", ["build-gone", "../..", "\x00", ""], ids=["gone", "outside", "garbled", "empty"])
def test_a_pointer_to_nothing_means_no_index(copied_data_dir, pointer):
    (_folder(copied_data_dir) / "current").write_text(pointer)
    with pytest.raises(NoIndexError, match="cd19 index build"):
        info(_folder(copied_data_dir))


def test_a_damaged_index_is_mended_and_the_one_before_kept(copied_data_dir, sample_opener):
    broken = _build(copied_data_dir)
    _garble(broken / "model.onnx")
    (_folder(copied_data_dir) / "build-older").mkdir()
    heard = []
    index_ = sample_opener(copied_data_dir, progress=lambda *stage: heard.append(stage))
    assert index_.search("Which study is from Seattle?", 1)[0].passage.place == "table2.seattle"
    assert verify(_folder(copied_data_dir)) == ()
    builds = set(_folder(copied_data_dir).glob("build*"))
    assert builds == {broken, _build(copied_data_dir)}
    assert heard[-1] == ("Done", 1, 1)


@pytest.mark.parametrize("dies_at", ["build_lexical", "write_manifest", "put_in_service"])
def test_a_build_that_dies_leaves_the_old_index_serving(copied_data_dir, sample_opener, monkeypatch, dies_at):
    before = _build(copied_data_dir)

    def die(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(index.build, dies_at, die)
    monkeypatch.setattr(index.build, "export_onnx", lambda *_: "is not exported in this test")
    with pytest.raises(KeyboardInterrupt):
        index.build.build_index(sample_passages(), _folder(copied_data_dir), concepts=SampleConcepts())
    assert _build(copied_data_dir) == before
    assert verify(_folder(copied_data_dir)) == ()
    assert not list(_folder(copied_data_dir).glob("building-*"))


def test_a_model_that_cannot_be_exported_embeds_questions_itself(tmp_path, sample_opener, monkeypatch):
    monkeypatch.setattr(index.build, "export_onnx", lambda *_: "could not be exported to ONNX (RuntimeError: no)")
    index_ = sample_opener(tmp_path)
    about = info(_folder(tmp_path))
    assert about.embedder == "sentence-transformers"
    assert "slower" in about.note
    assert index_.search("What does it cost?", 1)[0].passage.place == "intro.4"


def test_two_builders_take_turns(tmp_path):
    with (
        only_builder(tmp_path),
        pytest.raises(BusyError, match="Another process"),
        only_builder(tmp_path, wait_s=0.05),
    ):
        pass
    with only_builder(tmp_path, wait_s=0.05):
        pass


def test_nothing_to_index_is_an_error(tmp_path):
    with pytest.raises(EmptyCorpusError, match="no passages"):
        index.build.build_index((), tmp_path, concepts=SampleConcepts())


def test_the_manifest_holds_what_the_index_was_made_from(build):
    manifest = read_manifest(build)
    wanted = inputs_of(CORPUS_HASH, sample_passages(), QUESTIONS, SampleConcepts(), "default", BuildSettings())
    assert manifest.inputs == wanted
    assert manifest.embedder == "onnx"
    assert manifest.passages == len(sample_passages())
    assert not any(name.startswith("chroma") or name == FILE for name in manifest.files)


@pytest.mark.parametrize("name", ["digest", "../up", "/abs/path.txt", ""], ids=repr)
def test_each_corpus_has_a_folder_inside_the_data_folder(tmp_path, name):
    assert index_folder(tmp_path, name).resolve().parent == tmp_path.resolve() / "index"


def test_a_question_needs_no_torch_and_no_network(built_data_dir):
    script = f"""
import json, socket, sys
class Blocked(socket.socket):
    def connect(self, address):
        raise AssertionError(f"connects to {{address}}")
socket.socket = Blocked
sys.path.insert(0, {str(Path(__file__).parent)!r})
import index.open
light = sorted(name for name in ("torch", "chromadb", "onnxruntime", "bm25s") if name in sys.modules)
from pathlib import Path
from index_sample import open_sample
found = open_sample(Path({str(built_data_dir)!r})).search("Do CAR T cells reach the CSF?", 1)[0].passage.place
heavy = sorted(name for name in ("torch", "sentence_transformers", "transformers") if name in sys.modules)
print(json.dumps([light, found, heavy]))
"""
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout) == [[], "patient2.3", []]
