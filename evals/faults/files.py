"""Files spoilt one by one: of the index, of conversations, of imported documents, of the installed corpus.

Survived is: the same answer as before (mended by building anew, or not touched by it), or words that say what is wrong
and how to mend it, with the exit status of the contract. Never a traceback, never another answer.
"""

from __future__ import annotations

import json
import random
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from corpus.models import Passage
from evals.faults.models import Ground, Skipped, Trial
from evals.faults.nursery import LIGHT, ROOT, Ended, Nursery
from evals.faults.small import NAME, VERSIONS
from evals.faults.spoiling import SPOILS
from index.builds import current_build
from index.open import index_folder

INDEX, KEPT, IMPORTED = "spoilt file of the index", "spoilt file of conversations", "spoilt imported document"
CORPUS = "spoilt file of the installed corpus"
_MENDS = re.compile(
    r"[Mm]end|[Ii]mport|[Mm]ove|[Rr]einstall|Learn them|pip install|[Dd]elete|[Tt]ry again|[Mm]ake room|--data-dir|"
    r"[Bb]uild it"
)
_ASKED = "What was the CR rate in ALCANTARA?"
_PATIENT = "34M, relapsed B-ALL, CD19 positive, active CNS disease, 10% blasts. Blinatumomab or CAR T cells?"
_OF_CORPUS = 150
_EDITED = 3
_DOCUMENT = "# Ward pathway\n\n## ALCANTARA\n\nOn our ward the ALCANTARA protocol is given to 12 patients a year.\n"


def of_index(ground: Ground) -> Iterator[Trial | Skipped]:
    """Each file of a small index, in each way."""
    chance = random.Random(ground.seed)
    sound = ground.scratch / "sound"
    want = ground.nursery.run("evals.faults.small:answer", str(sound), VERSIONS[1])
    build = current_build(index_folder(sound, NAME))
    assert build, want.err
    names = sorted(p.relative_to(sound) for p in index_folder(sound, NAME).rglob("*") if p.is_file())
    for path, spoil in _some([(n, s) for n in names for s in SPOILS], ground, chance):
        copy = _copied(sound, ground.scratch / "copy")
        if not _spoilt(copy / path, spoil, chance):
            continue
        got = ground.nursery.run("evals.faults.small:answer_quickly", str(copy), VERSIONS[1], str(build))
        mended = "Done" in got.err
        fault = "" if got.status == 0 and got.out == want.out else answer_faults(got)
        yield Trial(kind=INDEX, fault=f"{_plain(path)} {spoil}", survived=not fault, detail=fault,
                    how="mended by building anew" if mended else "the same answer")  # fmt: skip


def of_conversations(ground: Ground) -> Iterator[Trial | Skipped]:
    """The file of conversations, and its log."""
    chance = random.Random(ground.seed)
    sound = _linked(ground.sound, ground.scratch / "sound")
    asked = ["ask", "--json", "--thread", "t", "--data-dir"]
    first = ground.nursery.cd19(*asked, str(sound), "34M, relapsed B-ALL, CD19 positive, active CNS disease. Which?")
    assert first.status == 0, first.err
    want = _told(ground.nursery.cd19(*asked, str(_linked(sound, ground.scratch / "again")), "And at age 70?").out)
    for _ in range(4 if not ground.times else 1):
        for path, spoil in _some([("threads.sqlite", s) for s in SPOILS if s != "deleted"], ground, chance):
            copy = _linked(sound, ground.scratch / "copy")
            _spoilt(copy / path, spoil, chance)
            got = ground.nursery.cd19(*asked, str(copy), "And at age 70?")
            fault = "" if got.status == 0 and _told(got.out) == want else answer_faults(got)
            yield Trial(kind=KEPT, fault=f"{path} {spoil}", survived=not fault, detail=fault, how=_how(got))


def of_imports(ground: Ground) -> Iterator[Trial | Skipped]:
    """A document imported, then spoilt."""
    chance = random.Random(ground.seed)
    sound = _linked(ground.sound, ground.scratch / "sound")
    document = ground.scratch / "pathway.md"
    document.write_text(_DOCUMENT, encoding="utf-8")
    taken = ground.nursery.cd19("corpus", "import", str(document), "--data-dir", str(sound))
    assert taken.status == 0, taken.err
    asked = ["ask", "--json", _ASKED, "--data-dir"]
    want = _told(ground.nursery.cd19(*asked, str(sound)).out)
    path = next((sound / "corpus" / "sources").glob("*.json")).relative_to(sound)
    for _ in range(4 if not ground.times else 1):
        for _, spoil in _some([(path, s) for s in SPOILS if s != "deleted"], ground, chance):
            copy = _linked(sound, ground.scratch / "copy")
            _spoilt(copy / path, spoil, chance)
            got = ground.nursery.cd19(*asked, str(copy))
            fault = "" if got.status == 0 and _told(got.out) == want else answer_faults(got)
            yield Trial(kind=IMPORTED, fault=f"{path.name} {spoil}", survived=not fault, detail=fault, how=_how(got))


def of_corpus(ground: Ground) -> Iterator[Trial | Skipped]:
    """Each file of the corpus in a copy of the code, as in an editable install; asked without building anew."""
    chance = random.Random(ground.seed)
    code = ground.scratch / "code"
    for name in ("corpus", "index", "assistant", "evals"):
        shutil.copytree(ROOT / name, code / name, ignore=shutil.ignore_patterns("__pycache__", "baseline*"))
    nursery = Nursery(ground.scratch / "jobs", LIGHT, code)
    kinds = (".md", ".yaml", ".csv", ".json", ".txt", ".npz")
    skipped = ("questions.txt", "notes/")
    names = sorted(
        path.relative_to(code) for path in (code / "corpus").rglob("*")
        if path.suffix in kinds and not any(part in str(path) for part in skipped) and "audit" not in path.parts
    )  # fmt: skip
    try:
        want = nursery.run("evals.faults.files:answer", str(ground.sound))
        assert want.status == 0, want.err
        for path, spoil in chance.sample([(n, s) for n in names for s in SPOILS], ground.times or _OF_CORPUS):
            held = (code / path).read_bytes()
            _spoilt(code / path, spoil, chance)
            got = nursery.run("evals.faults.files:answer", str(ground.sound))
            if (code / path).is_dir():
                (code / path).rmdir()
            (code / path).write_bytes(held)
            fault = "" if got.status == _EDITED or (got.status == 0 and got.out == want.out) else answer_faults(got)
            how = "read as an edited corpus: the index is built anew" if got.status == _EDITED else _how(got)
            yield Trial(kind=CORPUS, fault=f"{path} {spoil}", survived=not fault, detail=fault, how=how)
    finally:
        nursery.close()


def answer(data_dir: str) -> None:
    """Answers of a fact and of a patient, as JSON, without times; ends with status 3 where an index would be built."""
    from importlib import import_module

    from assistant.api import open_assistant
    from assistant.cli.errors import plain_words
    from assistant.settings import Settings
    from index.lexical import documents

    def noticed(passages: Sequence[Passage], folder: Path, inputs: Any, concepts: Any, questions: Any, *_: Any) -> None:
        documents(passages, questions)  # what a build would refuse
        raise SystemExit(_EDITED)

    import_module("index.open").build_locked = noticed  # type: ignore[attr-defined]
    try:
        assistant = open_assistant(Settings(data_dir=Path(data_dir)))
        for question in (_ASKED, _PATIENT):
            print(assistant.ask(question).model_dump_json(exclude={"timings_ms"}))
    except Exception as error:
        print(f"cd19: {plain_words(error)}", file=sys.stderr)
        sys.exit(2)


def _some(pairs: list[tuple[Path | str, str]], ground: Ground, chance: random.Random) -> list[tuple[Path | str, str]]:
    return chance.sample(pairs, min(ground.times, len(pairs))) if ground.times else pairs


def _spoilt(path: Path, spoil: str, chance: random.Random) -> bool:
    """Whether the file is another now."""
    held = path.read_bytes()
    SPOILS[spoil](path, chance)
    return not path.is_file() or path.read_bytes() != held


def _copied(source: Path, copy: Path) -> Path:
    shutil.rmtree(copy, ignore_errors=True)
    return shutil.copytree(source, copy)


def _linked(source: Path, copy: Path) -> Path:
    """A copy of a data folder whose indexes are the same: only what lies beside them will be spoilt."""
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(source, copy, ignore=lambda folder, names: ["index"] if Path(folder) == source else [])
    (copy / "index").mkdir()
    for folder in (source / "index").iterdir():
        (copy / "index" / folder.name).symlink_to(folder.resolve())
    if source.name != "sound":
        (copy / "threads.sqlite").unlink(missing_ok=True)
    return copy


def _told(out: str) -> object:
    """An answer without its times."""
    try:
        return {key: value for key, value in json.loads(out).items() if key != "timings_ms"}
    except ValueError:
        return out


def answer_faults(got: Ended) -> str:
    """Why what came is no plain error with a remedy; empty where it is one."""
    if got.status is None:
        return "it hung"
    if got.status not in (1, 2):
        return f"exit status {got.status} with another answer: {got.out[:300]} {got.err[-600:]}"
    if "Traceback" in got.err or "CD19_DEBUG" in got.err:
        return f"no plain words: {got.err[-900:]}"
    return "" if _MENDS.search(got.err) else f"no remedy: {got.err[-600:]}"


def _how(got: Ended) -> str:
    return "the same answer" if got.status == 0 else "told in words, with the remedy"


def _plain(path: Path | str) -> str:
    """A path without names made at random."""
    return re.sub(r"build-\w+/|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/", "", str(path))
