#!/usr/bin/env python3
"""Makes a bare repository with a catalog, published reviews and open ones, signed as people sign: the same every time.

usage: generate_reviews.py REPOSITORY KEYS LAYOUT ENTRIES PUBLISHED OPEN

LAYOUT is flat or sharded. All entries are language models; a change sets the context_length of one. KEYS becomes a
folder with the private keys of kim, who submits, and lin, who approves and publishes, and with git's allowed_signers.
Objects go straight into a pack: no tool that runs once an object would ever end.
"""

import base64
import hashlib
import json
import pathlib
import random
import subprocess
import sys
import zlib

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

START = 1_780_000_000
KINDS = {"commit": 1, "tree": 2, "blob": 3}


class Pack:
    """A pack file that grows; an object may be stored as what differs from another one."""

    def __init__(self, path: pathlib.Path) -> None:
        self.file = path.open("w+b")
        self.file.write(b"PACK" + (2).to_bytes(4, "big") + bytes(4))
        self.places: dict[bytes, int] = {}

    def add(self, kind: str, body: bytes, base: bytes | None = None, delta: bytes = b"") -> bytes:
        name = hashlib.sha1(f"{kind} {len(body)}\0".encode() + body).digest()
        if name in self.places:
            return name
        place = self.file.tell()
        stored = delta if base else body
        size, code = len(stored), 6 if base else KINDS[kind]
        header = [code << 4 | size & 15]
        size >>= 4
        while size:
            header[-1] |= 128
            header.append(size & 127)
            size >>= 7
        if base:
            back = place - self.places[base]
            offset = [back & 127]
            while back := back >> 7:
                back -= 1
                offset.insert(0, 128 | back & 127)
            header += offset
        self.file.write(bytes(header) + zlib.compress(stored, 1))
        self.places[name] = place
        return name

    def close(self) -> None:
        self.file.seek(8)
        self.file.write(len(self.places).to_bytes(4, "big"))
        self.file.seek(0)
        total = hashlib.sha1()
        while piece := self.file.read(1 << 20):
            total.update(piece)
        self.file.write(total.digest())
        self.file.close()


class Folder:
    """A tree whose entries' names never change, only what they hold."""

    def __init__(self, pack: Pack, entries: dict[str, tuple[str, bytes]]) -> None:
        self.pack, self.places, self.body = pack, {}, bytearray()
        key = lambda name: name + ("/" if entries[name][0] == "40000" else "")
        for name in sorted(entries, key=key):
            mode, target = entries[name]
            self.body += f"{mode} {name}\0".encode() + target
            self.places[name] = len(self.body) - 20
        self.snapshot()

    def snapshot(self) -> None:
        self.full, self.base = bytes(self.body), self.pack.add("tree", bytes(self.body))
        self.changed: set[int] = set()

    def with_entry(self, name: str, target: bytes, keeps: bool) -> bytes:
        """The tree with one entry changed; the folder itself follows where it `keeps` the change."""
        place = self.places[name]
        old = bytes(self.body[place : place + 20])
        self.body[place : place + 20] = target
        changed = self.changed | {place}
        if keeps and len(changed) > 50:
            self.snapshot()
            return self.base
        tree = self.pack.add("tree", bytes(self.body), self.base, self.delta(sorted(changed)))
        if keeps:
            self.changed = changed
        else:
            self.body[place : place + 20] = old
        return tree

    def delta(self, changed: list[int]) -> bytes:
        """The folder as its last full tree with other entries in some places."""
        size = self.number(len(self.full))
        out, position = bytearray(size + size), 0
        for place in changed:
            self.copy(out, position, place)
            out += bytes([20]) + self.body[place : place + 20]
            position = place + 20
        self.copy(out, position, len(self.full))
        return bytes(out)

    @staticmethod
    def copy(out: bytearray, start: int, end: int) -> None:
        while start < end:
            count = min(end - start, 0xFFFFFF)
            out += b"\xff" + start.to_bytes(4, "little") + count.to_bytes(3, "little")
            start += count

    @staticmethod
    def number(value: int) -> bytes:
        out = [value & 127]
        while value := value >> 7:
            out[-1] |= 128
            out.append(value & 127)
        return bytes(out)


class Person:
    """Somebody with a key, who makes commits."""

    def __init__(self, login: str, seed: int) -> None:
        self.login = login
        self.private = Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)
        raw = self.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.blob = wire(b"ssh-ed25519") + wire(raw)
        self.line = "ssh-ed25519 " + base64.b64encode(self.blob).decode()

    def commit(self, pack: Pack, tree: bytes, parents: list[bytes], time: int, message: str) -> bytes:
        stamp = f"{self.login} <{self.login}@example.org> {time} +0000"
        head = f"tree {tree.hex()}\n" + "".join(f"parent {parent.hex()}\n" for parent in parents)
        head += f"author {stamp}\ncommitter {stamp}\n"
        payload = (head + "\n" + message).encode()
        signed = b"SSHSIG" + wire(b"git") + wire(b"") + wire(b"sha512") + wire(hashlib.sha512(payload).digest())
        signature = wire(b"ssh-ed25519") + wire(self.private.sign(signed))
        whole = b"SSHSIG" + (1).to_bytes(4, "big") + wire(self.blob) + wire(b"git") + wire(b"") + wire(b"sha512")
        text = base64.b64encode(whole + wire(signature)).decode()
        lines = [text[start : start + 70] for start in range(0, len(text), 70)]
        armor = ["-----BEGIN SSH SIGNATURE-----", *lines, "-----END SSH SIGNATURE-----"]
        return pack.add("commit", (head + "gpgsig " + "\n ".join(armor) + "\n\n" + message).encode())


def wire(text: bytes) -> bytes:
    return len(text).to_bytes(4, "big") + text


def entry(name: str, context: int) -> bytes:
    return f"""hub:
  license: Apache-2.0
model:
  - version: 2
    model_name: {name}
    model_lang: [en]
    model_ability: [generate]
    model_description: One of many models that differ in their names.
    context_length: {context}
    model_specs:
      - model_format: pytorch
        model_size_in_billions: 7
        model_src:
          huggingface:
            model_id: org/{name}
            model_revision: 0123456789abcdef0123456789abcdef01234567
            quantizations: [none]
    updated_at: 1790000000
""".encode()


class Registry:
    """The catalog and its reviews as they grow."""

    def __init__(self, pack: Pack, layout: str, count: int) -> None:
        self.pack, self.layout, self.time = pack, layout, START
        self.kim, self.lin = Person("kim", 1), Person("lin", 2)
        self.chance = random.Random(2026)
        self.refs: dict[str, bytes] = {}
        letters = "abcdefghijklmnopqrstuvwxyz"
        self.names = [f"{self.chance.choice(letters)}{self.chance.choice(letters)}-{number:06}" for number in range(count)]
        self.readme = pack.add("blob", b"# A model\n\nIt answers questions.\n")
        folders = {name: self.entry_folder(name, 1024)[0] for name in self.names}
        self.shards: dict[str, Folder] = {}
        if layout == "sharded":
            grouped: dict[str, dict] = {}
            for name, folder in folders.items():
                grouped.setdefault(name[:2], {})[name] = ("40000", folder)
            self.shards = {key: Folder(pack, inside) for key, inside in grouped.items()}
            self.type = Folder(pack, {key: ("40000", shard.base) for key, shard in self.shards.items()})
        else:
            self.type = Folder(pack, {name: ("40000", folder) for name, folder in folders.items()})
        hub = "roles:\n  admins: [lin]\n  reviewers:\n    llm: [lin]\n"
        if layout == "sharded":
            hub += "layout: sharded\n"
        people = {}
        for person in (self.kim, self.lin):
            text = f"name: {person.login}\nemails: [{person.login}@example.org]\nkeys:\n  - key: {person.line}\n    valid_from: 2026-01-01\n"
            people[person.login + ".yaml"] = ("100644", pack.add("blob", text.encode()))
        self.models = Folder(pack, {"llm": ("40000", self.type.base)})
        catalog = {
            "hub.yaml": ("100644", pack.add("blob", hub.encode())),
            "models": ("40000", self.models.base),
            "people": ("40000", Folder(pack, people).base),
        }
        self.catalog = Folder(pack, catalog)
        self.root = Folder(pack, {"catalog": ("40000", self.catalog.base)})
        self.main = self.lin.commit(pack, self.root.base, [], self.time, "Found the registry\n")

    def entry_folder(self, name: str, context: int) -> tuple[bytes, bytes]:
        text = entry(name, context)
        blob = self.pack.add("blob", text)
        body = b"100644 README.md\0" + self.readme + b"100644 model.yaml\0" + blob
        return self.pack.add("tree", body), text

    def path(self, name: str) -> str:
        shard = name[:2] + "/" if self.layout == "sharded" else ""
        return f"catalog/models/llm/{shard}{name}"

    def review(self, name: str, number: int, publishes: bool) -> None:
        """Submits a change of an entry, and approves and publishes it where asked."""
        folder, text = self.entry_folder(name, 2048 + number)
        below = folder
        if self.layout == "sharded":
            below = self.shards[name[:2]].with_entry(name, folder, publishes)
        llm = self.type.with_entry(name[:2] if self.layout == "sharded" else name, below, publishes)
        models = self.models.with_entry("llm", llm, publishes)
        root = self.root.with_entry("catalog", self.catalog.with_entry("models", models, publishes), publishes)
        self.time += 60
        title = f"Longer context, {number}"
        head = self.kim.commit(self.pack, root, [self.main], self.time, title + "\n")
        path = f"{self.path(name)}/model.yaml"
        digest = hashlib.sha256(f"{len(path)} 100644 {len(text)}\0{path}".encode() + text).hexdigest()
        review = f"llm/{name}"
        content = {"head": head.hex(), "digest": f"sha256:{digest}"}
        trailers = {"Review-Head": head.hex(), "Review-Digest": f"sha256:{digest}"}
        log = self.event(
            self.kim, self.refs.get(f"refs/modelhub/reviews/{review}"), f"kim submits {review}: {title}", review, "submit",
            content | {"base": self.main.hex(), "subjects": [review], "findings": {"errors": 0, "warnings": 0}, "text": title},
            trailers | {"Review-Base": self.main.hex(), "Review-Subject": review},
        )
        if publishes:
            log = self.event(self.lin, log, f"lin approves {review}", review, "approve", content, trailers)
            merged = {"Review-Id": review} | trailers | {"Review-Base": self.main.hex(), "Review-Log": log.hex()}
            merged |= {"Approved-by": "lin", "Published-by": "lin"}
            message = f"Publish {review}: {title}\n\n" + "".join(f"{key}: {value}\n" for key, value in merged.items())
            self.main = self.lin.commit(self.pack, root, [self.main, head], self.time, message)
            log = self.event(
                self.lin, log, f"lin publishes {review}", review, "publish", content | {"merge": self.main.hex()},
                trailers | {"Review-Merge": self.main.hex()},
            )
        else:
            self.refs[f"refs/heads/review/{review}"] = head
        self.refs[f"refs/modelhub/reviews/{review}"] = log

    def event(self, person: Person, tip: bytes | None, title: str, review: str, action: str, fields: dict, trailers: dict) -> bytes:
        self.time += 1
        file = {"format": 1, "review": review, "action": action, "by": person.login} | fields
        blob = self.pack.add("blob", (json.dumps(file, indent=2) + "\n").encode())
        tree = self.pack.add("tree", b"100644 event.json\0" + blob)
        trailers = {"Review-Id": review, "Review-Action": action} | trailers | {"Reviewer": person.login}
        message = title + "\n\n" + "".join(f"{key}: {value}\n" for key, value in trailers.items())
        return person.commit(self.pack, tree, [tip] if tip else [], self.time, message)


def main(repository: pathlib.Path, keys: pathlib.Path, layout: str, entries: int, published: int, opened: int) -> None:
    subprocess.check_call(["git", "init", "-q", "--bare", "-b", "main", repository])
    pack = Pack(repository / "objects/pack/made.pack")
    registry = Registry(pack, layout, entries)
    *open_names, other = registry.chance.sample(registry.names, opened + 1)
    for number in range(published - 1):
        registry.review(registry.chance.choice(registry.names), number, True)
    for number, name in enumerate(open_names):
        registry.review(name, number, False)
    if published > 0:
        # The published branch goes on, so that what is open has something to be merged with.
        registry.review(other, published, True)
    pack.close()
    subprocess.check_call(["git", "-C", repository, "index-pack", "-o", "objects/pack/made.idx", "objects/pack/made.pack"], stdout=subprocess.DEVNULL)
    name = next(iter((repository / "objects/pack").glob("made.pack")))
    for ending in ("pack", "idx"):
        name.with_suffix("." + ending).rename(name.with_name(f"pack-{'0' * 40}.{ending}"))
    registry.refs["refs/heads/main"] = registry.main
    lines = ["# pack-refs with: peeled fully-peeled sorted ", *(f"{registry.refs[ref].hex()} {ref}" for ref in sorted(registry.refs))]
    (repository / "packed-refs").write_text("\n".join(lines) + "\n")
    keys.mkdir(exist_ok=True)
    for person in (registry.kim, registry.lin):
        file = keys / person.login
        file.write_bytes(person.private.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()))
        file.chmod(0o600)
        file.with_suffix(".pub").write_text(person.line + "\n")
    allowed = "".join(f"{person.login}@example.org {person.line}\n" for person in (registry.kim, registry.lin))
    (keys / "allowed_signers").write_text(allowed)


if __name__ == "__main__":
    if len(sys.argv) != 7:
        sys.exit(__doc__)
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3], *map(int, sys.argv[4:]))
