"""Rows of the bench: a command and its floors take turns, and the medians are printed as ratios."""

import os
import pathlib
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from typing import NamedTuple

ROOT = pathlib.Path(__file__).resolve().parent.parent
MODELHUB = ROOT / ".build/release/modelhub"


class Figures(NamedTuple):
    """Seconds of all processors, seconds that passed, and megabytes at the peak."""

    cpu: float
    wall: float
    memory: float


def measure(command: list, accept=(0,)) -> Figures:
    """A whole process, from start to end."""
    start = time.monotonic()
    process = subprocess.Popen([str(word) for word in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in accept:
        sys.exit(f"{' '.join(map(str, command))}: exit code {process.returncode}")
    return Figures(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024)


def median(runs: list[Figures]) -> Figures:
    return Figures(*map(statistics.median, zip(*runs)))


def seconds(figure: float) -> str:
    return f"{figure:.2f}" if figure >= 0.2 else f"{figure:.3f}"


class Rows:
    """Prints rows, each of as many runs."""

    def __init__(self, runs: int) -> None:
        self.runs = runs

    def __call__(
        self, name: str, ours, floors: dict, accept=(0,), whole: Figures | None = None,
        after: Callable[[], None] = lambda: None,
    ) -> dict[str, Figures]:
        """Runs ours and each floor in turn; `ours` and floors make their command for run number k.

        Where `whole` is what all of the work takes, the row tells ours as a part of it. The answer has ours as "".
        """
        runs: dict[str, list] = {"": []} | {floor: [] for floor in floors}
        for run in range(self.runs):
            runs[""].append(measure(ours(run), accept))
            after()
            for floor, command in floors.items():
                runs[floor].append(measure(command(run)))
                after()
        middle = {key: median(figures) for key, figures in runs.items()}
        ours = middle[""]
        notes = [f"{100 * ours.cpu / whole.cpu:.1f} % of the full build"] if whole else []
        notes += [
            f"{ours.cpu / max(values.cpu, 1e-3):.1f}× CPU and {ours.wall / max(values.wall, 1e-3):.1f}× wall of {floor}"
            f" ({seconds(values.cpu)} s)"
            for floor, values in middle.items()
            if floor
        ]
        print(
            f"{name:<30} {seconds(ours.cpu):>7} s CPU {seconds(ours.wall):>7} s wall {ours.memory:6.0f} MB   {', '.join(notes)}", flush=True
        )
        return middle


def git(folder: pathlib.Path, *words, given: str | None = None) -> str:
    identity = ["-c", "user.name=bench", "-c", "user.email=bench@localhost", "-c", "gc.auto=0"]
    return subprocess.check_output(["git", "-C", folder, *identity, *map(str, words)], text=True, input=given)


def commit(folder: pathlib.Path) -> None:
    """Makes a folder a repository with all of it in one commit."""
    if not (folder / ".git").exists():
        git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "all")
    # As a clone has it.
    git(folder, "gc", "-q")
