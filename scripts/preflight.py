"""Say before anything is installed whether it can be: one plain line for each obstacle, with its mend.

Runs on Python 3.6 and later, with nothing but the standard library: it must be able to say that Python is too old.
"""

import argparse
import importlib.util
import os
import shutil
import sys

NEEDED_PYTHON = (3, 11)
NEEDED_GB = 4.0
"""Downloads, their unpacked files and the index."""
NEEDED_GB_TO_RENEW = 1.0
"""Where an earlier install already lies in place."""


def main(arguments=None):
    """Exit status 0 when set-up can start, else 1; obstacles go to standard error."""
    options = parse(arguments)
    obstacles = [
        line
        for line in (
            too_old(options.python_version),
            no_venv(options.modules),
            too_little_space(options.target, options.free_gb),
        )
        if line
    ]
    for line in obstacles:
        sys.stderr.write(line + "\n")
    return 1 if obstacles else 0


def parse(arguments):
    """The options; all but --target exist so that tests can stand in another machine."""
    parser = argparse.ArgumentParser(description="Check that cd19-assistant can be installed here.")
    parser.add_argument("--target", default=os.curdir, help="folder the environment goes into")
    parser.add_argument("--python-version", default="{}.{}.{}".format(*sys.version_info[:3]))
    parser.add_argument("--free-gb", type=float, help="free disk space (measured unless given)")
    parser.add_argument("--modules", default="venv,ensurepip", help="modules needed to make an environment")
    return parser.parse_args(arguments)


def too_old(version):
    """The line about a Python older than the project needs, or None."""
    if tuple(int(part) for part in version.split(".")[:2]) >= NEEDED_PYTHON:
        return None
    newer = [name for name in ("python3.14", "python3.13", "python3.12", "python3.11") if shutil.which(name)]
    mend = (
        f"This machine has {newer[0]}: run make again with PYTHON={newer[0]}"
        if newer
        else "Install a newer one and run make again with, for instance, PYTHON=python3.12"
    )
    return f"Python {version} is too old: cd19-assistant needs 3.11 or later. {mend}."


def no_venv(modules):
    """The line about a Python that cannot make environments (Debian and Ubuntu split that off), or None."""
    missing = [name for name in modules.split(",") if importlib.util.find_spec(name) is None]
    if not missing:
        return None
    return (
        f"This Python cannot make an environment (no module {', '.join(missing)}). "
        "On Debian or Ubuntu: apt-get install python3-venv; then run make again."
    )


def too_little_space(target, free_gb):
    """The line about a disk too full for the install, or None."""
    if free_gb is None:
        free_gb = shutil.disk_usage(target).free / 1e9
    installed = os.path.exists(os.path.join(target, ".venv", ".installed"))
    needed_gb = NEEDED_GB_TO_RENEW if installed else NEEDED_GB
    if free_gb >= needed_gb:
        return None
    place = os.path.abspath(target)
    return (
        f"Too little disk space at {place}: {free_gb:.1f} GB free, {needed_gb:.0f} GB needed. "
        "Free some space, or put the project on a larger disk, then run make again."
    )


if __name__ == "__main__":
    sys.exit(main())
