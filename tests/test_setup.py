"""Set-up: obstacles are told in one line with their mend, and nothing is installed twice."""

import ast
import importlib.util
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PREFLIGHT = ROOT / "scripts" / "preflight.py"
INSTALL = ROOT / "scripts" / "install.py"
with_make = pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")


def _run(script: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(script), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **environment})


def _program(path: Path, script: str) -> Path:
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def _tree(folder: Path) -> Path:
    """A project as a fresh clone has it, without its packages."""
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    shutil.copytree(ROOT / "scripts", folder / "scripts")
    return folder


def _make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["make", "--no-print-directory", *arguments], cwd=folder, capture_output=True, text=True, check=False
    )


class TestPreflight:
    GOOD = ("--python-version", "3.11.0", "--free-gb", "4.0", "--modules", "venv")

    @pytest.fixture(autouse=True)
    def _in_a_fresh_clone(self, tmp_path_factory, monkeypatch):
        monkeypatch.chdir(tmp_path_factory.mktemp("clone"))

    def test_a_machine_that_will_do_is_passed_in_silence(self):
        done = _run(PREFLIGHT, *self.GOOD)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")

    @pytest.mark.parametrize("version", ["3.12.1", "3.100.0", "4.0.0"])
    def test_later_versions_are_compared_as_numbers(self, version):
        assert _run(PREFLIGHT, *self.GOOD, "--python-version", version).returncode == 0

    @pytest.mark.parametrize(
        ("arguments", "said", "mend"),
        [
            (("--python-version", "3.10.14"), "Python 3.10.14 is too old", "PYTHON=python3"),
            (("--free-gb", "3.9"), "3.9 GB free, 4 GB needed", "Free some space"),
            (("--modules", "venv,no_such_module"), "no module no_such_module", "apt-get install python3-venv"),
        ],
        ids=["Python too old", "disk too full", "no venv module"],
    )
    def test_an_obstacle_is_one_line_with_its_mend(self, arguments, said, mend):
        done = _run(PREFLIGHT, *self.GOOD, *arguments)
        assert done.returncode == 1
        assert len(done.stderr.splitlines()) == 1
        assert said in done.stderr
        assert mend in done.stderr

    @pytest.mark.parametrize(("free_gb", "passes"), [("1.0", True), ("0.9", False)])
    def test_renewing_an_install_needs_less_space(self, free_gb, passes):
        Path(".venv").mkdir()
        Path(".venv", ".installed").touch()
        assert (_run(PREFLIGHT, *self.GOOD, "--free-gb", free_gb).returncode == 0) is passes

    def test_all_obstacles_are_told_at_once(self):
        done = _run(PREFLIGHT, *self.GOOD, "--python-version", "3.8.0", "--free-gb", "0.5")
        assert [line.split()[0] for line in done.stderr.splitlines()] == ["Python", "Too"]

    def test_a_newer_python_on_this_machine_is_named(self, tmp_path):
        _program(tmp_path / "python3.12", "exit 0")
        done = _run(PREFLIGHT, *self.GOOD, "--python-version", "3.9.2", PATH=str(tmp_path))
        assert "This machine has python3.12: run make again with PYTHON=python3.12." in done.stderr

    def test_without_a_newer_python_it_says_to_install_one(self, tmp_path):
        done = _run(PREFLIGHT, *self.GOOD, "--python-version", "3.9.2", PATH=str(tmp_path))
        assert "Install a newer one" in done.stderr

    def test_it_runs_on_the_old_pythons_it_has_to_warn_about(self):
        assert ast.parse(PREFLIGHT.read_text(encoding="utf-8"), feature_version=(3, 6))


class TestInstall:
    UNREACHABLE = "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError(...)'\n"
    NO_VERSION = "ERROR: Could not find a version that satisfies the requirement {0} (from versions: {1})\n"

    @pytest.fixture
    def install(self):
        spec = importlib.util.spec_from_file_location("install", INSTALL)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    @pytest.mark.parametrize(
        ("output", "said"),
        [
            ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left\n", "disk is full"),
            (UNREACHABLE + NO_VERSION.format("rich==15.0.0", "none"), "cannot be reached"),
            (UNREACHABLE + NO_VERSION.format("rich==15.0.0", "14.0.0"), "no rich==15.0.0 for this Python"),
            (NO_VERSION.format("torch==2.13.0", "2.2.0, 2.2.1"), "https://download.pytorch.org/whl/cpu"),
            ("Caused by SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]'))\n", "PIP_CERT"),
            ("ERROR: No matching distribution found for nh3==0.3.8\n", "no nh3==0.3.8"),
            ("ERROR: first\nERROR: something new\n", "something new"),
            ("", "gave no reason"),
        ],
        ids=["disk full", "index unreachable", "a hiccup, then no such version", "no torch for this system",
             "certificate", "not in this index", "unknown cause", "no output"],
    )  # fmt: skip
    def test_why_pip_failed_is_told_plainly(self, install, output, said):
        line = install.explain(output.splitlines(keepends=True))
        assert said in line
        assert "\n" not in line

    def test_an_index_that_cannot_be_reached_ends_in_one_line(self):
        done = _run(
            INSTALL, "--index-url", "http://127.0.0.1:9/simple", "--retries", "1", "no-such-package-of-cd19",
            PIP_CONFIG_FILE=os.devnull, PIP_FIND_LINKS="",
        )  # fmt: skip
        assert done.returncode == 1
        assert done.stderr.startswith("The package index cannot be reached.")
        assert len(done.stderr.splitlines()) == 1


class TestBrowser:
    @staticmethod
    def _look(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
        command = [shutil.which("sh") or "/bin/sh", str(ROOT / "scripts" / "browser.sh"), *words]
        environment = {"PATH": str(folder)}
        return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=environment)

    @pytest.mark.parametrize("name", ["chromium", "google-chrome"])
    def test_a_browser_that_is_here_is_used(self, tmp_path, name):
        _program(tmp_path / name, "exit 0")
        done = self._look(tmp_path)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")

    @pytest.mark.parametrize(("outcome", "said"), [(0, ""), (1, "install Chromium or Chrome")], ids=["works", "fails"])
    def test_without_one_and_without_debians_packages_playwrights_own_is_fetched(self, tmp_path, outcome, said):
        (tmp_path / ".venv" / "bin").mkdir(parents=True)
        _program(tmp_path / ".venv" / "bin" / "playwright", f"echo asked for $2; exit {outcome}")
        done = self._look(tmp_path)
        assert done.returncode == outcome
        assert done.stdout == "asked for chromium\n"
        assert said in done.stderr

    def test_asked_for_debians_alone_it_leaves_the_rest_for_later(self, tmp_path):
        done = self._look(tmp_path, "debian")
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


class TestServers:
    @staticmethod
    def _look(folder: Path, **apt: str) -> subprocess.CompletedProcess[str]:
        """Where nothing is installed but what is in the folder, and a few tools of the system's."""
        for tool in ("tr", "tee", "chmod", "rm"):
            (folder / tool).symlink_to(shutil.which(tool) or "")
        _program(folder / "id", "echo 0")
        for name, script in apt.items():
            _program(folder / name.replace("_", "-"), script)
        policy = folder / "policy-rc.d"
        environment = {"PATH": str(folder), "SERVERS_BESIDE": str(folder), "SERVERS_POLICY": str(policy)}
        command = [shutil.which("sh") or "/bin/sh", str(ROOT / "scripts" / "servers.sh")]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=environment)
        assert not policy.exists(), "servers may be started by an install again"
        return done

    def test_those_that_are_here_are_used(self, tmp_path):
        done = self._look(tmp_path, nginx="exit 0", postgres="exit 0", apt_get="exit 1")
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")

    def test_debians_are_installed_without_being_started(self, tmp_path):
        heard = tmp_path / "heard"
        done = self._look(tmp_path, nginx="exit 0", apt_get=f'[ -x policy-rc.d ] && echo "$@" >> {heard}')
        assert (done.returncode, done.stderr) == (0, "")
        assert heard.read_text().splitlines()[-1].endswith("install -y -qq --no-install-recommends postgresql")

    @pytest.mark.parametrize("apt", [{}, {"apt_get": "exit 1"}], ids=["no apt", "apt fails"])
    def test_without_them_it_is_told_and_the_rest_goes_on(self, tmp_path, apt):
        done = self._look(tmp_path, **apt)
        assert done.returncode == 0
        assert "Not installed: nginx-light postgresql" in done.stderr


@with_make
class TestMakefile:
    def test_a_second_run_installs_nothing(self, tmp_path):
        folder = _tree(tmp_path)
        (folder / ".venv").mkdir()
        for stamp in (".installed", ".installed-dev"):
            (folder / ".venv" / stamp).touch()
        assert _make(folder, "-q", "setup", "dev").returncode == 0

    def test_changed_dependencies_are_installed(self, tmp_path):
        folder = _tree(tmp_path)
        (folder / ".venv").mkdir()
        (folder / ".venv" / ".installed").touch()
        stamp = (folder / ".venv" / ".installed").stat().st_mtime
        os.utime(folder / "pyproject.toml", (stamp + 10, stamp + 10))
        assert _make(folder, "-q", "setup").returncode == 1
        assert "scripts/install.py" in _make(folder, "-n", "setup").stdout

    def test_a_python_that_is_too_old_stops_before_anything_is_made(self, tmp_path):
        folder = _tree(tmp_path)
        old = _program(tmp_path / "old-python", f'exec "{sys.executable}" "$1" --python-version 3.9.2')
        done = _make(folder, "setup", f"PYTHON={old}")
        assert done.returncode != 0
        assert "Python 3.9.2 is too old" in done.stderr
        assert not (folder / ".venv").exists()

    def test_a_failed_install_is_tried_again_next_time(self, tmp_path):
        folder = _tree(tmp_path)
        done = _make(folder, "setup", f"PYTHON={_failing_python(tmp_path)}")
        assert done.returncode != 0
        assert not (folder / ".venv" / ".installed").exists()

    @pytest.mark.parametrize(
        ("target", "steps"),
        [
            ("run", ["scripts/preflight.py", "scripts/install.py  -e .", ".venv/bin/cd19 ui"]),
            ("test", ['-e ".[dev]"', "ruff format --check", "ruff check", "mypy"]),
            ("test", ['-e ".[dev]"', "scripts/browser.sh debian", "scripts/servers.sh", ".venv/bin/pytest"]),
        ],
        ids=["run", "check", "tests"],
    )
    def test_what_it_does_in_order(self, tmp_path, target, steps):
        planned = _make(_tree(tmp_path), "-n", target).stdout
        places = [planned.find(step) for step in steps]
        assert -1 not in places, f"{planned!r} lacks {steps[places.index(-1)]!r}"
        assert places == sorted(places)
        assert planned.count("scripts/install.py") == 1

    def test_words_for_pip_and_the_page_are_passed_on(self, tmp_path):
        planned = _make(_tree(tmp_path), "-n", "run", "PIP_ARGS=--extra-index-url X", "ARGS=--port 8000").stdout
        assert "scripts/install.py --extra-index-url X -e ." in planned
        assert ".venv/bin/cd19 ui --port 8000" in planned


def _failing_python(folder: Path) -> Path:
    """Passes the checks, makes an environment, and its own Python fails to install into it."""
    environment_python = _program(folder / "environment-python", "exit 1")
    make_environment = f'mkdir -p .venv/bin && cp "{environment_python}" .venv/bin/python'
    return _program(folder / "failing-python", f'[ "$1" != -m ] || {{ {make_environment}; }}')


def test_ci_runs_what_people_run():
    run = ROOT / ".ci" / "run"
    assert os.access(run, os.X_OK)
    assert run.read_text(encoding="utf-8").splitlines()[-1] == "exec make test"
