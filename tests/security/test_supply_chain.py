"""What the program is made of: every distribution pinned, licences listed, weights checked, no server of Chroma's."""

from __future__ import annotations

import ast
import importlib.util
import re
from importlib.metadata import version
from pathlib import Path

import pytest

import index.model

ROOT = Path(__file__).parents[2]
PACKAGES = ("corpus", "index", "assistant", "ui", "evals", "scripts")
SOURCES = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
SERVED = [
    path for package in PACKAGES for end in ("js", "css", "html", "svg") for path in (ROOT / package).rglob(f"*.{end}")
]
STRONG = re.compile(r"(?<!L)GPL|SSPL|not stated")
"""LGPL binds a library's own code alone: it is used as it is, and can be replaced."""
DANGEROUS = {
    "eval",
    "exec",
    "os.system",
    "os.popen",
    "pickle.load",
    "pickle.loads",
    "yaml.unsafe_load",
    "yaml.full_load",
}


@pytest.fixture(scope="module")
def supplies():
    """The script that writes the lists."""
    spec = importlib.util.spec_from_file_location("supplies", ROOT / "scripts" / "supplies.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _calls(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


class TestPins:
    def test_every_requirement_of_ours_is_exact(self, supplies):
        for one in supplies.wanted(("models", "bench", "dev")):
            assert "==" in one or one.startswith("cd19-assistant["), f"{one}: wanted NAME==VERSION"

    def test_every_distribution_that_runs_is_pinned_and_is_the_one_installed(self, supplies):
        mend = "run `python scripts/supplies.py` after a change of the dependencies"
        assert (ROOT / "constraints.txt").read_text(encoding="utf-8") == supplies.constraints(), mend
        for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()[1:]:
            name, _, pinned = line.partition("==")
            assert version(name).partition("+")[0] == pinned

    def test_the_install_goes_by_the_pins(self):
        makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
        installs = [line for line in makefile.splitlines() if "scripts/install.py" in line]
        assert installs
        assert all("-c constraints.txt" in line for line in installs)


class TestLicences:
    def test_are_listed_as_installed(self, supplies):
        mend = "run `python scripts/supplies.py`"
        assert (ROOT / "docs" / "licences.md").read_text(encoding="utf-8") == supplies.licences(), mend

    def test_none_binds_those_who_pass_the_program_on(self, supplies):
        for name in supplies.closure():
            told = supplies.licence(name)
            assert not STRONG.search(told), f"{name}: {told}"


def test_the_weights_are_those_whose_sha256_the_code_names():
    found = index.model.find_model()
    assert found.sha256 == index.model.WEIGHTS_SHA256
    assert found.sha256 == index.model.sha256_of(Path(found.source) / "model.safetensors")


class TestCode:
    @pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
    def test_nothing_is_run_or_unpickled_from_text(self, path):
        for name, node in _calls(path):
            assert name not in DANGEROUS, f"line {node.lineno}: {name}"
            assert not any(word.arg == "shell" for word in node.keywords), f"line {node.lineno}: shell"
            if name == "yaml.load":
                loader = next(ast.unparse(word.value) for word in node.keywords if word.arg == "Loader")
                assert "Safe" in loader or "BaseLoader" in loader or loader == "_LOADER", (
                    f"line {node.lineno}: {loader}"
                )

    def test_chromas_python_server_is_nowhere_started(self):
        """It has a remote code execution that is not mended; `chroma run` is another, in Rust."""
        for path in SOURCES:
            text = path.read_text(encoding="utf-8")
            assert "chromadb.server" not in text, path
            assert "chromadb.app" not in text, path

    def test_a_question_loads_nothing_of_it_nor_any_client_of_a_server(self, cd19):
        code = (
            "import atexit, sys\natexit.register(lambda: print(*[n for n in sys.modules if n.startswith("
            "('chromadb', 'psycopg', 'httpx')) and not n.startswith('chromadb_rust_bindings')], file=sys.stderr))\n"
            "from assistant.cli.main import main; main()"
        )
        done = cd19("retrieve", "CRS after CAR T cells", code=code)
        assert done.returncode == 0, done.stderr
        assert not done.stderr.strip()

    def test_no_script_style_or_font_of_others_is_loaded(self):
        outside = re.compile(
            r"""(?:src|href)\s*=\s*["']?https?://|@import|url\(\s*["']?(?:https?:)?//|import\(|unpkg|jsdelivr|cdnjs"""
        )
        for path in SERVED:
            found = outside.search(path.read_text(encoding="utf-8"))
            assert not found, f"{path.relative_to(ROOT)}: {found[0]}"
        assert not list(ROOT.glob("package*.json"))
