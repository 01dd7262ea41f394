"""What a disk or another process does to an index: vectors changed, builds in use, locks garbled, no room, no right."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys

import numpy as np
import pytest
from index_sample import SampleConcepts, sample_passages

import index.build
import index.open
from index.builds import Held, current_build, prune
from index.errors import BuildError, DamagedIndexError, FolderError
from index.lock import only_builder
from index.native import ChromaReader
from index.open import index_folder
from index.probe import check_probe, probe_vector, write_probe


class TestProbe:
    def test_a_sound_store_answers_as_it_was_filled(self, build):
        store = ChromaReader(build / "chroma")
        check_probe(build, store)
        assert np.isclose(np.linalg.norm(probe_vector(384)), 1.0)
        store.close()

    def test_one_changed_vector_is_noticed(self, build):
        store = ChromaReader(build / "chroma")

        class Changed:
            def cosines(self, vector, most=None):
                found = store.cosines(vector, most)
                return {**found, min(found): found[min(found)] + 0.01}

        with pytest.raises(DamagedIndexError, match="is not the one that was stored"):
            check_probe(build, Changed())
        store.close()

    def test_of_a_large_store_the_nearest_are_looked_at(self, tmp_path):
        """A graph finds nearly the nearest: a few others are no damage, a changed cosine and strangers are."""
        cosines = {f"u{at}": 1 - at / 10_000 for at in range(6000)}

        class Large:
            def __init__(self, found):
                self.found = found

            def cosines(self, vector, most=None):
                return dict(list(self.found.items())[:most])

        write_probe(tmp_path, Large(cosines), 384)
        check_probe(tmp_path, Large(cosines))
        check_probe(tmp_path, Large({own: near for at, (own, near) in enumerate(cosines.items()) if at % 20}))
        with pytest.raises(DamagedIndexError, match="u7 is not the one that was stored"):
            check_probe(tmp_path, Large({**cosines, "u7": 0.5}))
        with pytest.raises(DamagedIndexError, match="other units"):
            check_probe(tmp_path, Large({f"v{own}": near for own, near in cosines.items()}))

    def test_a_missing_probe_means_building_anew(self, copied_data_dir, sample_opener, monkeypatch):
        def begun(*_):
            raise KeyboardInterrupt

        monkeypatch.setattr(index.open, "build_locked", begun)
        (current_build(index_folder(copied_data_dir, "sample")) / "probe.npz").unlink()
        with pytest.raises(KeyboardInterrupt):
            sample_opener(copied_data_dir)


class TestBuildsInUse:
    def test_are_cleared_away_only_when_nobody_reads_from_them(self, tmp_path):
        (tmp_path / "build-old").mkdir()
        held = Held(tmp_path / "build-old")
        prune(tmp_path, keep=())
        assert (tmp_path / "build-old").is_dir()
        del held
        prune(tmp_path, keep=())
        assert not (tmp_path / "build-old").exists()

    def test_by_another_process_too(self, tmp_path):
        (tmp_path / "build-old").mkdir()
        code = f"from pathlib import Path; from index.builds import Held; held = Held(Path({str(tmp_path / 'build-old')!r})); print('held', flush=True); input()"  # noqa: E501
        reader = subprocess.Popen(
            [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert reader.stdout.readline() == "held\n"
        prune(tmp_path, keep=())
        assert (tmp_path / "build-old").is_dir()
        reader.kill()  # however it ends, nothing is held any more
        reader.wait()
        prune(tmp_path, keep=())
        assert not (tmp_path / "build-old").exists()


class TestFolder:
    def test_a_garbled_lock_is_made_anew(self, tmp_path):
        (tmp_path / "lock.sqlite3").write_bytes(os.urandom(5000))
        with only_builder(tmp_path, wait_s=0.1):
            assert sqlite3.connect(tmp_path / "lock.sqlite3", timeout=0)

    def test_a_lock_that_is_a_folder_is_told_in_words(self, tmp_path):
        (tmp_path / "lock.sqlite3").mkdir()
        with pytest.raises(FolderError, match="--data-dir"), only_builder(tmp_path, wait_s=0.1):
            pass

    def test_a_build_without_room_is_told_in_words_and_leaves_nothing(self, tmp_path, monkeypatch):
        def full(*_):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(index.build, "_fill", full)
        with pytest.raises(BuildError, match=r"No space left on device.*Make room"):
            index.build.build_index(sample_passages(), tmp_path, concepts=SampleConcepts())
        assert not list(tmp_path.glob("buil*"))
