"""The rows of `bench.py` about sites: all of one, and what a change makes of it."""

import os
import pathlib
import re
import shutil
import statistics
import subprocess
import time

import hugo_sites
import readers
from measuring import MODELHUB, ROOT, Figures, Rows, git, measure, median
from targets import Targets


class SiteBench:
    """A catalog in a repository of its own, and the sites that are made of it."""

    def __init__(self, scratch: pathlib.Path, catalog: pathlib.Path, floor: pathlib.Path, row: Rows, targets: Targets) -> None:
        self.scratch, self.catalog, self.floor, self.row, self.targets = scratch, catalog, floor, row, targets
        self.site = scratch / "site-0"
        self.again = [MODELHUB, "build", "--catalog", catalog, "--out", self.site]
        self.count = len(list(catalog.glob("models/*/*/model.yaml")))
        self.made: list[pathlib.Path] = []
        # What builds remember is kept here, not in the user's own cache.
        os.environ["XDG_CACHE_HOME"] = str(scratch)

    def run(self, has_peers: bool, has_readers: bool) -> None:
        full = self.build()
        if has_readers:
            readers.bench(self.site, lambda *limit: self.targets.expect(f"{self.count}: {limit[0]}", *limit[1:]))
        self.unchanged()
        self.changes(full)
        self.revision(full)
        if has_peers:
            self.hugo()

    def expect(self, name: str, figure: float, limit: float, unit: str, why: str) -> None:
        self.targets.expect(f"{self.count}: {name}", figure, limit, unit, why)

    def target(self, name: str, run: int) -> pathlib.Path:
        path = self.scratch / f"{name}-{run}"
        path.mkdir()
        self.made.append(path)
        return path

    def clear(self) -> None:
        """Gives memory back. On a disk what is done stays: new files are slow to make right after a mass of old ones went."""
        for path in self.made:
            if path != self.site and path.is_relative_to("/dev/shm"):
                shutil.rmtree(path)
        self.made.clear()

    def build(self) -> Figures:
        figures = self.row(
            "build",
            lambda run: [MODELHUB, "build", "--catalog", self.catalog, "--out", self.target("site", run)],
            {
                "reading and parsing in C": lambda run: [self.floor, "markdown", self.catalog],
                "writing the same files": lambda run: [self.floor, "write", self.site, self.target("copy-site", run)],
                "cp -r of the site": lambda run: ["cp", "-r", self.site, self.target("cp-site", run)],
            },
            after=self.clear,
        )
        ours = figures[""]
        # Threads cost CPU and save time; C has one.
        alone = self.row(
            "build --jobs 1",
            lambda run: [MODELHUB, "build", "--jobs", "1", "--catalog", self.catalog, "--out", self.target("site-alone", run)],
            {},
            after=self.clear,
        )[""]
        least = figures["reading and parsing in C"].cpu + figures["writing the same files"].cpu
        for times in (2, 1.5):
            self.expect("full build, one job, CPU", alone.cpu, times * least, "s", f"{times:g}× reading, parsing and writing in C")
        self.expect("full build, memory", ours.memory, 200, "MB", "at 100000 models")
        return ours

    def unchanged(self) -> None:
        status = ["git", "-C", self.catalog.parent, "status", "--porcelain"]
        for command in (self.again, status):
            measure(command)
        figures = self.row("build, nothing changed", lambda run: self.again, {"git status": lambda run: status})
        limit = figures["git status"].cpu / 2
        self.expect("nothing changed, CPU", figures[""].cpu, limit, "s", "half of git status")

    def changes(self, full: Figures) -> None:
        """One entry at a time, in ways that reach further and further."""
        entry = next(
            file.parent
            for file in sorted(self.catalog.glob("models/llm/*/model.yaml"))
            if re.search(DESCRIPTION, file.read_text(), re.MULTILINE)
        )

        def readme(run: int) -> None:
            with (entry / "README.md").open("a") as file:
                file.write(f"\nChanged {run} times.\n")

        def record(run: int) -> None:
            file = entry / "model.yaml"
            file.write_text(re.sub(DESCRIPTION, rf"\1Changed {run} times. \2", file.read_text(), count=1, flags=re.MULTILINE))

        def added(run: int) -> None:
            copy = entry.parent / f"added-{run}"
            shutil.copytree(entry, copy)
            file = copy / "model.yaml"
            file.write_text(file.read_text().replace(f"model_name: {entry.name}\n", f"model_name: {copy.name}\n"))

        for name, change in {"one changed README": readme, "one changed record": record, "one entry added": added}.items():
            def changed(run: int) -> list:
                change(run)
                return self.again

            floors = {"reading the output": lambda run: [self.floor, "read", self.site]} if change is readme else {}
            ours = self.row(f"build, {name}", changed, floors, whole=full)[""]
            self.expect(f"{name}, CPU", ours.cpu, full.cpu / 100, "s", "1 % of the full build")
            self.expect(f"{name}, wall", ours.wall, 0.06 if self.count <= 11_000 else 0.3, "s", "")

    def revision(self, full: Figures) -> None:
        """The same from git's objects: a bare clone in which a commit changes one README."""
        repository = self.scratch / "clone.git"
        subprocess.check_call(["git", "clone", "-q", "--bare", self.catalog.parent, repository])
        command = [MODELHUB, "build", "-C", repository, "--ref", "HEAD", "--out", self.scratch / "site-of-head"]
        (self.scratch / "site-of-head").mkdir()
        whole = measure(command)
        print(f"  build --ref HEAD, all of it: {whole.cpu:.2f} s CPU, {whole.cpu / full.cpu:.1f}× of the build from disk")
        paths = git(repository, "ls-tree", "-r", "--name-only", "HEAD", "catalog/models/llm").splitlines()
        path = next(path for path in paths if path.endswith("/README.md"))
        text = git(repository, "show", f"HEAD:{path}")

        def committed(run: int) -> list:
            change_file(repository, path, f"{text}\nChanged {run} times.\n")
            return command

        floors = {"git diff-tree": lambda run: ["git", "-C", repository, "diff-tree", "-r", "--name-only", "HEAD~1", "HEAD"]}
        ours = self.row("build --ref, one changed README", committed, floors, whole=whole)[""]
        self.expect("--ref, one changed README, CPU", ours.cpu, whole.cpu / 100, "s", "1 % of the full build")
        self.made.append(self.scratch / "site-of-head")
        self.clear()

    def hugo(self) -> None:
        """Hugo with the same models, taking turns with ours: a site of the same content, and one of little."""
        # The program itself, not the Python that PyPI's package starts it with.
        program = next(ROOT.glob(".build-python-bench/lib/*/site-packages/hugo/binaries/hugo*"), None)
        if program is None:
            return
        commands = {"ours": lambda out: [MODELHUB, "build", "--catalog", self.catalog, "--out", out]}
        for name, make in {SAME: hugo_sites.same, THIN: hugo_sites.thin}.items():
            source = self.scratch / f"hugo-{make.__name__}"
            make(self.site, self.catalog, source)
            cache = self.scratch / "hugo-cache"
            commands[name] = lambda out, source=source: [program, "--source", source, "--destination", out, "--cacheDir", cache]
        runs: dict[str, list] = {name: [] for name in commands}
        outputs: dict[str, Output] = {}
        for run in range(self.row.runs):
            for number, (name, command) in enumerate(commands.items()):
                out = self.target(f"peer-{number}", run)
                runs[name].append(measure(command(out)))
                outputs[name] = Output(out)
                self.clear()
        figures = {name: median(measured) for name, measured in runs.items()}
        ours, own = figures["ours"], outputs["ours"]
        print(f"  ours: {ours.cpu:.2f} s CPU, {ours.wall:.2f} s wall, {ours.memory:.0f} MB")
        for name in (SAME, THIN):
            peer, output = figures[name], outputs[name]
            print(
                f"  {name}: {peer.cpu:.2f} s CPU, {peer.wall:.2f} s wall, {peer.memory:.0f} MB: "
                f"{peer.cpu / ours.cpu:.1f}× our CPU, {peer.wall / ours.wall:.1f}× our wall, {peer.memory / ours.memory:.0f}× our memory\n"
                f"    {output.files} files, {output.bytes / 1e6:.0f} MB (ours {own.files}, {own.bytes / 1e6:.0f}); "
                f"{output.page / 1e3:.1f} kB a model's page (ours {own.page / 1e3:.1f})"
            )
        peer = figures[SAME]
        self.expect("full build, CPU", ours.cpu, peer.cpu / 11, "s", "1/11 of Hugo, same content")
        self.expect("full build, wall", ours.wall, peer.wall / 10, "s", "1/10 of Hugo, same content")


SAME, THIN = "Hugo, same content", "Hugo, a thin page and a JSON file an entry"


class Output:
    """How much a build wrote: files, their bytes, and the mean bytes of a model's page."""

    def __init__(self, folder: pathlib.Path) -> None:
        sizes = {path: path.stat().st_size for path in folder.rglob("*") if path.is_file()}
        self.files, self.bytes = len(sizes), sum(sizes.values())
        pages = [path for path in folder.glob("models/*/*/index.html") if path.parent.parent.name != "page"]
        self.page = statistics.mean(sizes[path] for path in pages)


# A description of one line without quotes, before which words can be put.
DESCRIPTION = r"^( +(?:- )?model_description: )([A-Za-z].*)$"


def change_file(repository: pathlib.Path, path: str, text: str) -> None:
    """A commit on main that gives one file another text."""
    given = (
        f"commit refs/heads/main\ncommitter bench <bench@localhost> {int(time.time())} +0000\ndata 7\nchanged\n"
        f"from refs/heads/main^0\nM 100644 inline {path}\ndata {len(text.encode())}\n{text}\n"
    )
    git(repository, "fast-import", "--quiet", given=given)
