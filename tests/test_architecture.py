"""The tree is the pipeline: imports run one way only, and packages have a narrow front door."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MAY_IMPORT = {
    "corpus": set(),
    "index": {"corpus"},
    "assistant": {"corpus", "index"},
    "ui": {"corpus", "index", "assistant"},
    "evals": {"corpus", "index", "assistant"},
}
MODULES = [path for package in MAY_IMPORT for path in sorted((ROOT / package).rglob("*.py"))]
FRONT_DOORS = [path for path in MODULES if path.name == "__init__.py"]
LAUNCHERS = ROOT / "assistant" / "cli"
"""The command line starts the page and the evals by name, when their command is given: the one place that may."""


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _imported(tree: ast.AST) -> Iterator[str]:
    """Top-level names of all absolute imports, those inside functions too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield (node.module or "").split(".")[0]


def _imported_by_name(tree: ast.AST) -> Iterator[str]:
    """Top-level names handed as text to import_module, __import__ or run_module."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if called in {"import_module", "__import__", "run_module"}:
            yield str(node.args[0].value).split(".")[0]


def _backward(package: str, source: str, *, launcher: bool = False) -> set[str]:
    """The project's packages that a module of `package` imports though it may not."""
    tree = ast.parse(source)
    names = set(_imported(tree)) | (set() if launcher else set(_imported_by_name(tree)))
    return (names & set(MAY_IMPORT)) - MAY_IMPORT[package] - {package}


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_imports_run_one_way_only(path):
    package = path.relative_to(ROOT).parts[0]
    backward = _backward(package, path.read_text(encoding="utf-8"), launcher=LAUNCHERS in path.parents)
    assert not backward, f"{_name(path)} imports {sorted(backward)}; {package} may import {sorted(MAY_IMPORT[package])}"


@pytest.mark.parametrize("path", FRONT_DOORS, ids=_name)
def test_front_doors_hold_a_docstring_imports_and_a_sorted_all(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    body = tree.body[1:] if ast.get_docstring(tree) is not None else tree.body
    exported: list[str] = []
    imported: set[str] = set()
    for node in body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            imported |= {alias.asname or alias.name for alias in node.names} - {"annotations"}
        else:
            assert isinstance(node, ast.Assign), f"{_name(path)}, line {node.lineno}: code in a front door"
            assert ast.unparse(node.targets[0]) == "__all__", f"{_name(path)}, line {node.lineno}: code in a front door"
            exported = ast.literal_eval(node.value)
    assert list(exported) == sorted(exported)
    assert set(exported) == imported


@pytest.mark.parametrize(
    ("package", "source", "found"),
    [
        ("corpus", "import index.embed", {"index"}),
        ("index", "def f():\n    from assistant.models import Case", {"assistant"}),
        ("assistant", "import_module('ui.serve')", {"ui"}),
        ("ui", "from evals import runner", {"evals"}),
        ("evals", "from assistant.models import Case\nfrom evals.cases import load\nimport uiautomation", set()),
    ],
    ids=["backward", "inside a function", "by name", "sideways", "forward"],
)
def test_a_backward_import_is_noticed(package, source, found):
    assert _backward(package, source) == found


def test_every_package_is_there():
    assert {path.relative_to(ROOT).parts[0] for path in MODULES} == set(MAY_IMPORT)
