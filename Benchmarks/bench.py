#!/usr/bin/env python3
"""Measures import, validate, build, upstream's commands and reviews on generated data, each against what cannot be avoided, in one run.

usage: bench.py [OPTION…]             catalogs of 1000 and 10000 entries, and reviews
       bench.py [OPTION…] COUNT…      only catalogs, of these sizes
       bench.py reviews               only what has to do with reviews, against git's own plumbing

options: --no-peers     without Hugo and other checkers of schemas, which take long
         --runs N       how often each row is run (3)

Every figure is a whole process: CPU seconds (user and system), wall seconds, peak memory; of the runs that take
turns with the floor's, the median. Read the ratios: they hold when the machine's speed drifts. What the site is to
keep to comes last. Data goes to /dev/shm, or where it is too small to $TMPDIR: 100000 entries take 40 GB with --runs 1.
"""

import argparse
import pathlib
import shutil
import subprocess
import sys
import tempfile

import reviews
from measuring import MODELHUB, ROOT, Rows, commit, git, measure
from sites import SiteBench
from targets import Targets

SHARED = ROOT.parent / "shared"


def scratch_base(most: int, runs: int) -> str | None:
    """Memory is steadier than a disk; a disk will do."""
    shm = pathlib.Path("/dev/shm")
    if shm.is_dir() and shutil.disk_usage(shm).free > most * 600_000:
        return str(shm)
    # Each run leaves a site and two copies of it.
    need = most * (runs * 300_000 + 100_000)
    if shutil.disk_usage(tempfile.gettempdir()).free < need:
        sys.exit(f"bench: {tempfile.gettempdir()} has no room for {need >> 30} GB; set TMPDIR to a folder that has, or --runs 1")
    return None


def main() -> None:
    if not SHARED.joinpath("upstream-split").is_dir():
        sys.exit("bench: needs the real upstream data at ../shared/upstream-split")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--no-peers", dest="has_peers", action="store_false")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("what", nargs="*")
    options = parser.parse_args()
    row = Rows(options.runs)
    if options.what != ["reviews"]:
        catalogs([int(word) for word in options.what] or [1000, 10000], row, options.has_peers)
    if options.what in ([], ["reviews"]):
        reviews.bench(lambda *words, **options: row(*words, **options)[""].cpu, measure)


def catalogs(counts: list[int], row: Rows, has_peers: bool) -> None:
    targets = Targets()
    with tempfile.TemporaryDirectory(prefix="modelhub-bench-", dir=scratch_base(max(counts), row.runs)) as folder:
        scratch = pathlib.Path(folder)
        floor = scratch / "floor"
        flags = subprocess.check_output(["pkg-config", "--cflags", "--libs", "yaml-0.1", "md4c"], text=True).split()
        subprocess.check_call(["cc", "-O2", "-o", floor, ROOT / "Benchmarks/floor.c", *flags])
        reconcile(scratch / "real", SHARED / "upstream-split", floor, "the real tree", row)
        for count in counts:
            print(f"\n{count} entries")
            catalog = make(scratch / str(count), floor, count, row)
            validate(catalog, floor, row, has_peers)
            # A browser takes minutes: the largest catalog tells most.
            SiteBench(scratch / str(count), catalog, floor, row, targets).run(has_peers, has_readers=count == max(counts))
    targets.show()


def make(scratch: pathlib.Path, floor: pathlib.Path, count: int, row: Rows) -> pathlib.Path:
    """A catalog in a repository of its own, imported from a generated upstream tree."""
    upstream, catalog = scratch / "upstream", scratch / "hub/catalog"
    generate = [sys.executable, ROOT / "Benchmarks/generate.py"]
    subprocess.check_call([*generate, "upstream", SHARED / "upstream-split", upstream, str(count)])

    def target(name: str) -> pathlib.Path:
        path = scratch / name
        path.mkdir(parents=True)
        return path

    row(
        "import",
        lambda run: [MODELHUB, "import", upstream, "--catalog", target(f"import-{run}/catalog")],
        {"reading": lambda run: [floor, "read", upstream], "copying": lambda run: [floor, "write", upstream, target(f"copy-{run}")]},
    )
    shutil.copytree(scratch / "import-0/catalog", catalog)
    if (ROOT / "catalog/schema").is_dir():
        shutil.copytree(ROOT / "catalog/schema", catalog / "schema")
    subprocess.check_call([*generate, "readmes", catalog])
    commit(catalog.parent)
    reconcile(scratch / "reconcile", upstream, floor, "generated", row)
    print()
    return catalog


def reconcile(scratch: pathlib.Path, source: pathlib.Path, floor: pathlib.Path, name: str, row: Rows) -> None:
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


def validate(catalog: pathlib.Path, floor: pathlib.Path, row: Rows, has_peers: bool) -> None:
    """All of it, then others that check schemas only, then a branch with one changed entry."""
    ours = row(
        "validate",
        lambda run: [MODELHUB, "validate", "--catalog", catalog],
        {"reading": lambda run: [floor, "read", catalog], "libyaml's events": lambda run: [floor, "events", catalog]},
        accept=(0, 1),
    )[""]
    python = ROOT / ".build-python-bench/bin/python"
    files = sorted(catalog.glob("models/*/*/model.yaml"))
    if has_peers and python.exists():
        peer = measure([python, ROOT / "Benchmarks/peer_validate.py", catalog])
        print(f"  PyYAML (C) + jsonschema-rs, schemas only: {peer.cpu:.2f} s CPU, {peer.cpu / ours.cpu:.1f}× ours")
    if has_peers and python.exists() and len(files) <= 1000:
        command = [python.parent / "check-jsonschema", "--schemafile", catalog / "schema/entry.schema.json", *files]
        peer = measure(command, accept=(0, 1))
        print(f"  check-jsonschema, schemas only: {peer.cpu:.2f} s CPU, {peer.cpu / ours.cpu:.1f}× ours")
    text = files[0].read_text()
    files[0].write_text(text + "# changed\n")
    one = measure([MODELHUB, "validate", "--catalog", catalog, "--changed-since", "main"], accept=(0, 1))
    status = measure(["git", "-C", catalog.parent, "status", "--porcelain"])
    files[0].write_text(text)
    print(
        f"  one changed entry: {one.cpu:.3f} s CPU, {one.cpu / ours.cpu:.3f}× the full run, "
        f"{one.cpu / status.cpu:.1f}× git status ({status.cpu:.3f} s)"
    )


if __name__ == "__main__":
    main()
