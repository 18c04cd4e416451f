#!/usr/bin/env python3
"""Measures import, validate, build, upstream's commands and reviews on generated data, each against what cannot be avoided, in one run.

usage: bench.py [COUNT…]        the sizes of the catalogs (1000 10000)
       bench.py reviews         only what has to do with reviews, against git's own plumbing

Every figure is a whole process: CPU seconds (user and system), wall seconds, peak memory; of three runs that take
turns with the floor's, the median. Read the ratios: they hold when the machine's speed drifts.
"""

import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import reviews

ROOT = pathlib.Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
MODELHUB = ROOT / ".build/release/modelhub"
RUNS = 3


def measure(command: list, accept=(0,)) -> tuple[float, float, float]:
    """CPU seconds, wall seconds, MB at the peak."""
    start = time.monotonic()
    process = subprocess.Popen([str(word) for word in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in accept:
        sys.exit(f"{' '.join(map(str, command))}: exit code {process.returncode}")
    return usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024


def row(name: str, ours, floors: dict, accept=(0,)) -> float:
    """Runs ours and each floor in turn; `ours` and floors make their command for run number k. Gives our CPU seconds."""
    figures: dict = {"": []} | {floor: [] for floor in floors}
    for run in range(RUNS):
        figures[""].append(measure(ours(run), accept))
        for floor, command in floors.items():
            figures[floor].append(measure(command(run)))
    middle = {key: [statistics.median(column) for column in zip(*runs)] for key, runs in figures.items()}
    cpu, wall, memory = middle[""]
    ratios = ", ".join(
        f"{cpu / max(values[0], 1e-3):.1f}× CPU and {wall / max(values[1], 1e-3):.1f}× wall of {floor} ({values[0]:.{digits(values[0])}f} s)"
        for floor, values in middle.items()
        if floor
    )
    cpu_text, wall_text = f"{cpu:.{digits(cpu)}f}", f"{wall:.{digits(wall)}f}"
    print(f"{name:<30} {cpu_text:>7} s CPU {wall_text:>7} s wall {memory:6.0f} MB   {ratios}", flush=True)
    return cpu


def digits(seconds: float) -> int:
    return 2 if seconds >= 0.2 else 3


def scratch_base() -> str | None:
    """Memory is steadier than a disk; a disk will do."""
    shm = pathlib.Path("/dev/shm")
    return str(shm) if shm.is_dir() and shutil.disk_usage(shm).free > 6 << 30 else None


def main() -> None:
    if not SHARED.joinpath("upstream-split").is_dir():
        sys.exit("bench: needs the real upstream data at ../shared/upstream-split")
    if sys.argv[1:] == ["reviews"]:
        reviews.bench(row, measure)
        return
    counts = [int(word) for word in sys.argv[1:]] or [1000, 10000]
    with tempfile.TemporaryDirectory(prefix="modelhub-bench-", dir=scratch_base()) as folder:
        scratch = pathlib.Path(folder)
        floor = scratch / "floor"
        flags = subprocess.check_output(["pkg-config", "--cflags", "--libs", "yaml-0.1", "md4c"], text=True).split()
        subprocess.check_call(["cc", "-O2", "-o", floor, ROOT / "Benchmarks/floor.c", *flags])
        reconcile(scratch / "real", SHARED / "upstream-split", floor, "the real tree")
        for count in counts:
            bench(scratch / str(count), floor, count)
    reviews.bench(row, measure)


def bench(scratch: pathlib.Path, floor: pathlib.Path, count: int) -> None:
    upstream, catalog = scratch / "upstream", scratch / "catalog"
    generate = [sys.executable, ROOT / "Benchmarks/generate.py"]
    subprocess.check_call([*generate, "upstream", SHARED / "upstream-split", upstream, str(count)])

    def target(name: str, run: int) -> pathlib.Path:
        path = scratch / f"{name}-{run}"
        path.mkdir(parents=True)
        return path

    def into(run: int) -> pathlib.Path:
        path = target("import", run) / "catalog"
        path.mkdir()
        return path

    reconcile(scratch / "reconcile", upstream, floor, "generated")
    print(f"\n{count} entries")
    row(
        "import",
        lambda run: [MODELHUB, "import", upstream, "--catalog", into(run)],
        {"reading": lambda run: [floor, "read", upstream], "copying": lambda run: [floor, "write", upstream, target("copy", run)]},
    )
    shutil.copytree(scratch / "import-0/catalog", catalog)
    if (ROOT / "catalog/schema").is_dir():
        shutil.copytree(ROOT / "catalog/schema", catalog / "schema")
    subprocess.check_call([*generate, "readmes", catalog])
    row(
        "validate",
        lambda run: [MODELHUB, "validate", "--catalog", catalog],
        {"reading": lambda run: [floor, "read", catalog], "libyaml's events": lambda run: [floor, "events", catalog]},
        accept=(0, 1),
    )
    validate_peers(scratch, catalog, count)
    build(scratch, catalog, floor, target)
    build_peer(scratch, upstream, catalog)


def build(scratch: pathlib.Path, catalog: pathlib.Path, floor: pathlib.Path, target) -> None:
    """A site from nothing, then with nothing changed, then with one changed entry."""
    os.environ["XDG_CACHE_HOME"] = str(scratch)
    row(
        "build",
        lambda run: [MODELHUB, "build", "--catalog", catalog, "--out", target("site", run)],
        {
            "reading and parsing in C": lambda run: [floor, "markdown", catalog],
            "writing the same files": lambda run: [floor, "write", scratch / "site-0", target("copy-site", run)],
            "cp -r of the site": lambda run: ["cp", "-r", scratch / "site-0", target("cp-site", run)],
        },
        accept=(0, 1),
    )
    site = scratch / "site-0"
    again = [MODELHUB, "build", "--catalog", catalog, "--out", site]
    measure(again)
    row(
        "build, nothing changed",
        lambda run: again,
        {"git status": lambda run: ["git", "-C", catalog.parent, "status", "--porcelain"]},
    )

    def changed(run: int) -> list:
        with next(catalog.glob("models/llm/*/README.md")).open("a") as file:
            file.write(f"\nChanged {run} times.\n")
        return again

    row("build, one changed", changed, {"reading the output": lambda run: [floor, "read", site]})


def build_peer(scratch: pathlib.Path, upstream: pathlib.Path, catalog: pathlib.Path) -> None:
    """Hugo with the same models; once, since it takes long."""
    hugo = ROOT / ".build-python-bench/bin/hugo"
    if not hugo.exists():
        return
    ours = measure([MODELHUB, "build", "--catalog", catalog, "--out", scratch / "site-ours"])
    subprocess.check_call(
        [sys.executable, ROOT / "Benchmarks/generate.py", "hugo", upstream, catalog, scratch / "hugo"]
    )
    command = [hugo, "--source", scratch / "hugo", "--destination", scratch / "site-hugo", "--cacheDir", scratch / "hugo-cache"]
    peer = measure(command)
    print(
        f"  Hugo, the same models: {peer[0]:.2f} s CPU, {peer[1]:.2f} s wall, {peer[2]:.0f} MB: "
        f"{peer[0] / ours[0]:.1f}× our CPU, {peer[1] / ours[1]:.1f}× our wall, {peer[2] / ours[2]:.0f}× our memory"
    )


def git(folder: pathlib.Path, *words: str) -> None:
    identity = ["-c", "user.name=bench", "-c", "user.email=bench@localhost", "-c", "gc.auto=0"]
    subprocess.check_call(["git", "-C", folder, *identity, *words], stdout=subprocess.DEVNULL)


def commit(folder: pathlib.Path) -> None:
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "all")
    # As a clone has it.
    git(folder, "gc", "-q")


def reconcile(scratch: pathlib.Path, source: pathlib.Path, floor: pathlib.Path, name: str) -> None:
    """A registry beside the clone that it was started from: in step with it, then with every 20th entry changed."""
    upstream, hub = scratch / "clone", scratch / "hub"
    shutil.copytree(source / "xinference", upstream / "xinference")
    commit(upstream)
    hub.mkdir(parents=True)
    git(hub, "init", "-q", "-b", "main")
    for word in ("user.name", "user.email"):
        git(hub, "config", word, "bench@localhost")
    subprocess.check_call(
        [MODELHUB, "init", "-C", hub, "--from", upstream], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    commit(hub)
    models = len(list(hub.glob("catalog/models/*/*/model.yaml")))
    floors = {"reading and parsing once": lambda run: [floor, "both", hub / "catalog", upstream / "xinference"]}

    def rows(state: str) -> None:
        for words in (["status"], ["plan"]):
            command = [MODELHUB, "upstream", *words, "-C", hub, "--upstream", upstream]
            row(f"upstream {words[0]}, {state}", lambda run: command, floors, accept=(0, 1))

    print(f"\n{name}, {models} models, beside a clone")
    rows("in step")
    for path in sorted(hub.glob("catalog/models/*/*/model.yaml"))[::20]:
        path.write_text(path.read_text().replace("version: 2\n", "version: 2\n    model_description: changed\n", 1))
    commit(hub)
    rows("5 % changed")


def validate_peers(scratch: pathlib.Path, catalog: pathlib.Path, count: int) -> None:
    """Others that check schemas only, and the work that a branch with one changed entry makes."""
    ours = measure([MODELHUB, "validate", "--catalog", catalog], accept=(0, 1))
    python = ROOT / ".build-python-bench/bin/python"
    if python.exists():
        peer = measure([python, ROOT / "Benchmarks/peer_validate.py", catalog])
        print(f"  PyYAML (C) + jsonschema-rs, schemas only: {peer[0]:.2f} s CPU, {peer[0] / ours[0]:.1f}× ours")
    if python.exists() and count <= 1000:
        files = sorted(catalog.glob("models/*/*/model.yaml"))
        command = [python.parent / "check-jsonschema", "--schemafile", catalog / "schema/entry.schema.json", *files]
        peer = measure(command, accept=(0, 1))
        print(f"  check-jsonschema, schemas only: {peer[0]:.2f} s CPU, {peer[0] / ours[0]:.1f}× ours")
    git = ["git", "-C", catalog.parent, "-c", "user.name=bench", "-c", "user.email=bench@localhost"]
    subprocess.check_call([*git, "init", "-q", "-b", "main"])
    subprocess.check_call([*git, "add", "catalog"])
    subprocess.check_call([*git, "commit", "-qm", "all"])
    with next(catalog.glob("models/llm/*/model.yaml")).open("a") as file:
        file.write("# changed\n")
    one = measure([MODELHUB, "validate", "--catalog", catalog, "--changed-since", "main"], accept=(0, 1))
    status = measure([*git, "status", "--porcelain"])
    print(
        f"  one changed entry: {one[0]:.3f} s CPU, {one[0] / ours[0]:.3f}× the full run, "
        f"{one[0] / status[0]:.1f}× git status ({status[0]:.3f} s)"
    )


if __name__ == "__main__":
    main()
