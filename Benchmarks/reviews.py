"""The rows of `bench.py` about reviews: each against git's own commands for the same objects."""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
MODELHUB = ROOT / ".build/release/modelhub"
PYTHON = ROOT / ".build-python-bench/bin/python"

# git's way to make what `submit` makes: a blob, the folders above it, a signed commit, an event, and two references.
SUBMIT = """
set -e
id=$(git hash-object -w "$ENTRY/model.yaml")
child=model.yaml folder=$ENTRY
while :; do
  id=$(git ls-tree "main:$folder" | sed "s/ [0-9a-f]*\\t$child\\$/ $id\\t$child/" | git mktree --missing)
  [ -n "$folder" ] || break
  child=${folder##*/}
  case $folder in */*) folder=${folder%/*} ;; *) folder= ;; esac
done
head=$(git commit-tree -S -p main -m "Longer context" "$id")
blob=$(printf '{"action": "submit", "head": "%s"}\\n' "$head" | git hash-object -w --stdin)
tree=$(printf '100644 blob %s\\tevent.json\\n' "$blob" | git mktree)
event=$(git commit-tree -S -m "kim submits $REVIEW" "$tree")
"""
SUBMIT_HERE = SUBMIT + """
printf 'create refs/heads/review/%s %s\\ncreate refs/modelhub/reviews/%s %s\\n' "$REVIEW" "$head" "$REVIEW" "$event" |
  git update-ref --stdin
"""
SUBMIT_REMOTE = SUBMIT + """
git fetch -q origin
git push -q --atomic origin "$head:refs/heads/review/$REVIEW" "$event:refs/modelhub/reviews/$REVIEW"
"""
# And what `publish` makes: a merge, an event, the references moved if they are where they were.
PUBLISH = """
set -e
main=$(git rev-parse main) head=$(git rev-parse "review/$REVIEW") log=$(git rev-parse "refs/modelhub/reviews/$REVIEW")
tree=$(git merge-tree --write-tree "$main" "$head")
merge=$(git commit-tree -S -p "$main" -p "$head" -m "Publish $REVIEW" "$tree")
blob=$(printf '{"action": "publish", "merge": "%s"}\\n' "$merge" | git hash-object -w --stdin)
tree=$(printf '100644 blob %s\\tevent.json\\n' "$blob" | git mktree)
event=$(git commit-tree -S -p "$log" -m "lin publishes $REVIEW" "$tree")
printf 'update refs/heads/main %s %s\\nupdate refs/modelhub/reviews/%s %s %s\\ndelete refs/heads/review/%s %s\\n' \
  "$merge" "$main" "$REVIEW" "$event" "$log" "$REVIEW" "$head" | git update-ref --stdin
"""
# What `publish` relies on, as far as git can tell: that somebody's key signed each event.
VERIFIED = """
set -e
git verify-commit $(git rev-list "refs/modelhub/reviews/$REVIEW")
"""


class Bench:
    """Generated repositories, and copies of them in which one command runs once."""

    def __init__(self, scratch: pathlib.Path, row, measure) -> None:
        self.scratch, self.row, self.measure = scratch, row, measure
        self.keys = scratch / "keys"
        self.made = 0

    def make(self, layout: str, entries: int, published: int, opened: int) -> pathlib.Path:
        self.made += 1
        repository = self.scratch / f"made-{self.made}.git"
        sizes = [str(entries), str(published), str(opened)]
        subprocess.check_call([PYTHON, ROOT / "Benchmarks/generate_reviews.py", repository, self.keys, layout, *sizes])
        git(repository, "config", "gpg.ssh.allowedSignersFile", self.keys / "allowed_signers")
        return repository

    def checkout(self, repository: pathlib.Path, name: str, login: str, is_bare: bool = False) -> pathlib.Path:
        """A copy with a work tree, for the files that a command needs, or without one."""
        folder = self.scratch / name
        folder.mkdir()
        # Objects are never changed, so copies share them.
        shutil.copytree(repository, folder / ".git", copy_function=link_packs)
        for key, value in {
            "core.bare": str(is_bare).lower(), "user.name": login, "user.email": f"{login}@example.org", "gpg.format": "ssh",
            "user.signingkey": self.keys / login,
        }.items():
            git(folder, "config", key, value)
        return folder

    def list(self, layout: str, entries: int, opened: int) -> None:
        repository = self.make(layout, entries, 0, opened)
        plain = (
            f"cd {repository} && git for-each-ref --format='%(objectname)' refs/heads/review |"
            " git diff-tree --stdin -r --name-only --pretty='format:%an %ad'"
        )
        self.row(
            f"list {opened}, {layout} {entries // 1000}k",
            lambda run: [MODELHUB, "review", "list", "-C", repository, "--local"],
            {"for-each-ref and diff-tree, no signature checked": lambda run: ["sh", "-c", plain]},
        )
        self.signatures(repository, "refs/modelhub/reviews", "tip of a log")

    def signatures(self, repository: pathlib.Path, refs: str, what: str) -> None:
        """What git takes for the signatures that ours has checked: one program for each, so a sample has to do."""
        commits = git(repository, "for-each-ref", "--format=%(objectname)", refs).split()
        sample = commits[:100]
        log = ["git", "-C", repository, "log", "--no-walk", "--format=%G? %an %ad", *sample]
        seconds, _, _ = self.measure(log)
        total = seconds * len(commits) / len(sample)
        print(f"  git log with %G? for each {what}, {len(commits)}: {total:.1f} s CPU, by a sample of {len(sample)}")

    def mergeability(self, layout: str) -> None:
        """Whether each of ten thousand reviews can be merged, which the list says among other things."""
        repository = self.make(layout, 20_000, 1, 10_000)
        pairs = self.scratch / "pairs"
        pairs.write_text(git(repository, "for-each-ref", "--format=main %(objectname)", "refs/heads/review"))
        # Git merges whole trees: the flat ones take it a hundred seconds, so a part has to do there.
        part = 10_000 if layout == "sharded" else 200
        few = self.scratch / "some-pairs"
        few.write_text("".join(pairs.read_text().splitlines(keepends=True)[:part]))
        merge = f"git -C {repository} merge-tree --stdin < {few}"
        self.row(
            f"mergeability of 10k, {layout} 20k",
            lambda run: [MODELHUB, "review", "list", "--json", "-C", repository, "--local"],
            {f"merge-tree --stdin of {part}": lambda run: ["sh", "-c", merge]},
        )

    def verify(self) -> None:
        repository = self.make("flat", 1000, 10000, 0)
        everything = ["git", "-C", repository, "log", "--all", "--raw", "--diff-merges=first-parent", "--format=raw"]
        self.row(
            "verify 10k publications",
            lambda run: [MODELHUB, "review", "verify", "-C", repository, "--local"],
            {"git log --raw of the same commits, no signature checked": lambda run: everything},
        )
        commits = git(repository, "rev-list", "--all").split()
        sample = commits[:200]
        seconds, _, _ = self.measure(["git", "-C", repository, "verify-commit", *sample])
        total = seconds * len(commits) / len(sample)
        print(f"  git verify-commit for each of the {len(commits)} commits: {total:.0f} s CPU, by a sample of {len(sample)}")

    def submit(self, layout: str, entries: int, has_remote: bool) -> float:
        repository = self.make(layout, entries, 0, 1)
        name = git(repository, "for-each-ref", "--format=%(refname:lstrip=4)", "refs/heads/review").strip()
        entry = entry_path(name, layout)
        text = git(repository, "show", f"main:{entry}/model.yaml")
        git(repository, "pack-refs", "--all")
        for ref in (f"refs/heads/review/llm/{name}", f"refs/modelhub/reviews/llm/{name}"):
            git(repository, "update-ref", "-d", ref)

        def prepared(kind: str, run: int) -> pathlib.Path:
            folder = self.checkout(repository, f"submit-{kind}-{layout}-{entries}-{has_remote}-{run}", "kim")
            file = folder / entry / "model.yaml"
            file.parent.mkdir(parents=True)
            file.write_text(text.replace("context_length: 1024", "context_length: 4096"))
            (file.parent / "README.md").write_text(git(repository, "show", f"main:{entry}/README.md"))
            if has_remote:
                shutil.copytree(repository, folder / "origin.git", copy_function=link_packs)
                git(folder, "remote", "add", "origin", folder / "origin.git")
                git(folder, "update-ref", "refs/remotes/origin/main", "main")
            return folder

        words = ["review", "submit", "-m", "Longer context", f"llm/{name}"] + ([] if has_remote else ["--local"])
        script = SUBMIT_REMOTE if has_remote else SUBMIT_HERE
        return self.row(
            f"submit{' and push' if has_remote else ''}, {layout} {entries // 1000}k",
            lambda run: [MODELHUB, *words, "-C", prepared("ours", run)],
            {"git's plumbing": lambda run: plumbing(script, prepared("git", run), entry, name)},
        )

    def publish(self, layout: str, entries: int) -> float:
        repository = self.make(layout, entries, 1, 1)
        name = git(repository, "for-each-ref", "--format=%(refname:lstrip=4)", "refs/heads/review").strip()
        approved = self.checkout(repository, f"approved-{layout}-{entries}", "lin", is_bare=True)
        place = entry_path(name, layout)
        command = [MODELHUB, "review", "approve", "-C", approved / ".git", f"llm/{name}", "--local"]
        subprocess.check_call(command, stderr=subprocess.DEVNULL)

        def prepared(kind: str, run: int) -> pathlib.Path:
            return self.checkout(approved / ".git", f"publish-{kind}-{layout}-{entries}-{run}", "lin", is_bare=True) / ".git"

        return self.row(
            f"publish, {layout} {entries // 1000}k",
            lambda run: [MODELHUB, "review", "publish", "-C", prepared("ours", run), f"llm/{name}", "--local"],
            {
                "git's plumbing": lambda run: plumbing(PUBLISH, prepared("git", run), place, name),
                "the same with the signatures of the log checked": lambda run: plumbing(
                    VERIFIED + PUBLISH, prepared("checked", run), place, name
                ),
            },
        )

    def growth(self) -> None:
        """The same commands in catalogs of three sizes: the work is to grow with the change alone."""
        for what, command in {"submit": lambda size: self.submit("sharded", size, False), "publish": lambda size: self.publish("sharded", size)}.items():
            small, *larger = [command(size) for size in (1_000, 10_000, 100_000)]
            ratios = " and ".join(f"{seconds / small:.2f}×" for seconds in larger)
            print(f"  {what} with 10k and 100k entries: {ratios} the CPU of 1k")


def entry_path(name: str, layout: str) -> str:
    return f"catalog/models/llm/{name[:2] + '/' if layout == 'sharded' else ''}{name}"


def plumbing(script: str, folder: pathlib.Path, entry: str, name: str) -> list:
    return ["sh", "-c", f"cd '{folder}'; ENTRY={entry} REVIEW=llm/{name}\n{script}"]


def git(folder: pathlib.Path, *words) -> str:
    return subprocess.check_output(["git", "-C", folder, *map(str, words)], text=True)


def link_packs(source: str, target: str) -> None:
    if "/objects/" in source:
        os.link(source, target)
    else:
        shutil.copy2(source, target)


def bench(row, measure) -> None:
    if not PYTHON.exists():
        sys.exit("bench: needs the packages of scripts/packages/bench.txt; `make bench` installs them")
    os.environ |= {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1"}
    shm = pathlib.Path("/dev/shm")
    with tempfile.TemporaryDirectory(prefix="modelhub-bench-", dir=shm if shm.is_dir() else None) as folder:
        print("\nreviews")
        for layout in ("flat", "sharded"):
            made = Bench(pathlib.Path(folder) / layout, row, measure)
            made.scratch.mkdir()
            made.list(layout, 10_000, 1000)
            if layout == "flat":
                made.list(layout, 100_000, 1000)
                made.verify()
                made.submit(layout, 100_000, has_remote=False)
                made.publish(layout, 100_000)
            else:
                made.list(layout, 20_000, 10_000)
                made.growth()
            made.submit(layout, 100_000, has_remote=True)
            made.mergeability(layout)
