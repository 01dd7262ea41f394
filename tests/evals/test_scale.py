"""The search at ten times the review's size: what is kept, and what is counted. No test here judges a speed."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest

from evals.scale import ground as grounds
from evals.scale.command import draw
from evals.scale.drawing import draw_plot
from evals.scale.ground import BUILT, NAMED, PASSAGES, VECTORS, Ground, build
from evals.scale.measuring import _exact, _times, suite
from evals.scale.models import Built, ScaleReport, Sized, Times
from evals.scale.neighbours import Neighbours, prefixed
from evals.scale.vectors import Moves
from evals.scale.worker import Opened
from index.builds import current_build
from index.lexical import MOST, highest
from index.open import index_folder
from index.settings import SearchSettings
from index.store import ChromaStore

SEED = 7


def unit_rows(count: int, dimension: int, seed: int) -> np.ndarray:
    drawn = np.random.default_rng(seed).standard_normal((count, dimension)).astype(np.float32)
    return drawn / np.linalg.norm(drawn, axis=1, keepdims=True)


@pytest.fixture(scope="module")
def ground(assistant, data_dir, tmp_path_factory) -> Ground:
    """The review with the vectors of its own index; the copy that stands for embedded ones is moved by noise."""
    kept = tmp_path_factory.mktemp("scale") / "embedded.npy"
    shown = assistant.library.shown
    units = grounds.review_units(shown.passages)
    stored = ChromaStore.open(current_build(index_folder(data_dir, "digest")) / "chroma")._collection.get(
        include=["embeddings"]
    )
    known = dict(zip(stored["ids"], np.asarray(stored["embeddings"], dtype=np.float32), strict=True))
    missing = [unit for unit in units if unit.id not in known]
    known |= dict(
        zip([unit.id for unit in missing], assistant.index.embedder.embed([u.text for u in missing]), strict=True)
    )
    originals = np.stack([known[unit.id] for unit in units])
    moved = originals + 0.8 * unit_rows(*originals.shape, seed=1)
    np.save(kept, np.stack([originals, moved / np.linalg.norm(moved, axis=1, keepdims=True)]))
    return Ground(assistant, SEED, 1, lambda *told: None, kept)


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("sizes")


@pytest.fixture(scope="module")
def opened(ground, data_dir, home) -> dict[int, tuple[Built, Opened]]:
    """The review alone, and with nine neighbours."""
    found = {}
    for times in (1, 10):
        built = build(ground, times, home / f"{times}x", lambda *told: None)
        found[times] = built, Opened(home / f"{times}x", data_dir)
    return found


@pytest.fixture(scope="module")
def made(digest, concepts) -> Neighbours:
    return Neighbours(digest.passages, grounds.review_units(digest.passages), concepts, SEED)


class TestNeighbours:
    def test_the_same_seed_and_number_give_the_same_copy(self, made, digest, concepts):
        again = Neighbours(digest.passages, grounds.review_units(digest.passages), concepts, SEED)
        assert made.copy(3) == again.copy(3)
        assert made.copy(3) != made.copy(4)
        other = Neighbours(digest.passages, grounds.review_units(digest.passages), concepts, SEED + 1)
        assert made.copy(3) != other.copy(3)

    def test_a_copy_has_the_reviews_shape_and_places_of_its_own(self, made, digest):
        copy = made.copy(1)
        assert [one.kind for one in copy.passages] == [one.kind for one in digest.passages]
        assert [one.id for one in copy.passages] == [f"{copy.sign}.{one.id}" for one in digest.passages]
        assert {unit.place for unit in copy.units} == {one.place for one in copy.passages}

    def test_figures_and_studies_are_others_and_the_digits_are_as_many(self, made, digest):
        place = next(at for at, one in enumerate(digest.passages) if "ALCANTARA" in one.text and "%" in one.text)
        ours, its = digest.passages[place].text, made.copy(1).passages[place].text
        assert "ALCANTARA" not in its
        figures, others = (re.findall(r"\d+(?:\.\d+)?", text) for text in (ours, its))
        assert figures != others
        assert [re.sub(r"\d", "9", one) for one in figures] == [re.sub(r"\d", "9", one) for one in others]

    def test_from_a_tenth_to_a_third_of_the_words_are_others_and_some_drugs(self, made, digest):
        shares, drugs = [], set()
        for number in range(1, 13):
            copy = made.copy(number)
            pairs = [
                pair
                for own, other in zip(digest.passages, copy.passages, strict=True)
                for pair in zip(re.findall(r"[a-z]{5,}", own.text), re.findall(r"[a-z]{5,}", other.text), strict=False)
            ]
            shares.append(sum(one != other for one, other in pairs) / len(pairs))
            drugs |= {"blinatumomab" in " ".join(one.text for one in copy.passages)}
        assert 0.05 < min(shares) < max(shares) < 0.5
        assert drugs == {True, False}

    @pytest.mark.parametrize(
        ("own", "its"),
        [
            ("patient2.4#3", "abc.patient2.4#3"),
            ("place:patient2.4:1", "place:abc.patient2.4:1"),
            ("ref.4", "abc.ref.4"),
        ],
    )
    def test_a_place_has_the_copys_sign(self, own, its):
        assert prefixed(own, "abc") == its


class TestGeneratedVectors:
    def test_lie_to_their_originals_as_embedded_copies_do(self):
        originals, noise = unit_rows(2000, 64, 1), unit_rows(2000, 64, 2)
        copies = originals + 0.5 * noise
        moves = Moves(originals, copies / np.linalg.norm(copies, axis=1, keepdims=True))
        made = moves.generated(originals, np.random.default_rng(3))
        assert np.linalg.norm(made, axis=1) == pytest.approx(1.0, abs=1e-5)
        assert np.percentile((made * originals).sum(axis=1), [10, 50, 90]) == pytest.approx(moves.spread, abs=0.02)
        again = moves.generated(originals, np.random.default_rng(3))
        assert (made == again).all()


class TestSizes:
    def test_all_of_it_is_there(self, opened, ground):
        for times, (built, _) in opened.items():
            assert (built.times, built.passages) == (times, 536 * times)
            assert built.units == len(ground.units) * times
            assert built.embedded == len(ground.units) * min(times, 2)
            assert built.store_mb > built.words_mb > 0

    def test_files_hold_every_copy(self, opened, ground, home):
        built, here = opened[10][0], home / "10x"
        lines = (here / PASSAGES).read_text().splitlines()
        places = {json.loads(line)["id"].split("#")[0] for line in lines}
        assert len(lines) == built.passages == len(json.loads((here / NAMED).read_text()))
        assert len(places) == 10 * len({one.place for one in ground.passages})
        assert np.load(here / VECTORS, mmap_mode="r").shape == (built.units, 384)
        assert Built.model_validate_json((here / BUILT).read_text()) == built

    def test_the_reviews_places_are_still_found(self, opened):
        """Over half of the retrieval suite: nearly all that the review alone gives."""
        found, sought = {}, suite()[::2]
        for times, (_, asked) in opened.items():
            hits = [set(asked.search(one.ask).places[:5]) for one in sought]
            found[times] = np.mean(
                [len(places & set(one.places)) / len(one.places) for places, one in zip(hits, sought, strict=True)]
            )
        assert found[1] > 0.75
        assert found[10] > 0.8 * found[1]

    def test_answers_are_the_reviews_own(self, opened):
        for _, asked in opened.values():
            assert asked.answer("What share of patients had a complete remission in ALCANTARA?").passed
            answer = asked._assistant.ask("Relapse after transplant?")
            known = {one.place for one in asked._assistant.library.digest.passages}
            assert {locator.split("#")[0] for one in answer.citations for locator in one.locators} <= known

    def test_ten_times_the_review_is_compared_exactly(self, opened, assistant, ground):
        vectors = assistant.index.embedder.embed(["relapse after transplant"])
        _, asked = opened[10]
        everything = np.concatenate([ground.vectors(number) for number in range(10)])
        (least,) = _exact(everything, vectors)
        assert asked.close((vectors[0], least)) == 1.0
        assert sorted(everything @ vectors[0])[-10] == pytest.approx(least)


class TestBounds:
    def test_the_highest_are_taken_in_their_order(self):
        values = np.array([0.0, 3.0, 1.0, 0.0, 2.0, 5.0], dtype=np.float32)
        assert highest(values, 3).tolist() == [1, 4, 5]
        assert highest(values, 9).tolist() == [1, 2, 4, 5]
        assert highest(np.zeros(4, dtype=np.float32), 2).tolist() == []

    def test_none_of_the_review_is_left_out(self, digest):
        assert len(digest.passages) < MOST < SearchSettings().many


def _sized(times: int) -> Sized:
    built = Built(
        times=times, passages=536 * times, units=631 * times, embedded=631, units_per_s=700.0, texts_per_s=900.0,
        store_mb=4.0 * times, words_mb=0.6 * times,
    )  # fmt: skip
    return Sized(
        built=built, open_s=0.5, memory_mb=400.0, index_mb=20.0, search=_times([10.0 * times, 12.0 * times]),
        answer=Times(p50=30.0, p95=40.0, count=2), recall=0.8, nearest_kept=1.0, answered=1.0,
    )  # fmt: skip


def test_the_table_and_the_plot_name_each_size(tmp_path, capsys):
    from rich.console import Console

    report = ScaleReport(
        date="2026-11-29T14:00+00:00", machine="a machine", commit="0123456789ab", seed=SEED,
        cosines=(0.6, 0.8, 0.9), rounds=1, sizes=(_sized(1), _sized(10)),
    )  # fmt: skip
    draw(report, Console(width=160))
    shown = capsys.readouterr().out
    for part in ("6,310", "0.800", "p95 of a search at 10x is 10.0 times that at 1x", "cosine 0.80", "seed 7"):
        assert part in shown
    draw_plot(report, tmp_path / "scale.svg")
    drawn = (tmp_path / "scale.svg").read_text()
    for part in ("search, p95", "answer, p50", "recall@5 of the review", "6.31k"):
        assert f"<!-- {part}" in drawn
