#!/usr/bin/env python3
"""Makes a large upstream tree, and READMEs for the catalog imported from it: varied, seeded, the same every time.

usage: generate.py upstream SOURCE OUT COUNT     an upstream tree of COUNT models in the split layout
       generate.py readmes CATALOG               a README of 3 to 8 kB for each entry of a catalog, and settings
"""

import json
import pathlib
import random
import sys

WORDS = """model weights tokens context memory latency batch prompt answer language reasoning layers heads cache
engine quantization format accuracy benchmark licence paper training data retrieval ranking image audio video frame
speech translation summary code mathematics tool function template system server worker replica graphics card
bandwidth precision rounding window attention expert router sparse dense long short fast careful honest""".split()
CHINESE = "模型 推理 上下文 显存 量化 精度 语言 部署 引擎 许可 论文 检索 排序 语音 图像 视频".split()
# A site that knows its address and its repository has more on each page than one that does not.
SETTINGS = """registry:
  title: Models
  description: A registry that is measured.
  base_url: https://example.org/
  repository: https://example.org/registry
"""
TYPES = ["llm", "embedding", "rerank", "image", "audio", "video", "world"]


def upstream(source: pathlib.Path, out: pathlib.Path, count: int) -> None:
    """Copies real files round after round, each time under new names; the first round keeps the real ones."""
    files = [
        (kind, path)
        for kind in TYPES
        for path in sorted((source / "xinference/model" / kind / "models").glob("*.json"))
    ]
    chance = random.Random(2026)
    made = 0
    turn = 0
    while made < count:
        for kind, path in files:
            if made == count:
                return
            old = path.stem
            new = old if turn == 0 else f"{old}-{chance.choice(WORDS)}-{turn}"
            text = path.read_text()
            for key in ("model_name", "model_family"):
                text = text.replace(f'"{key}": {json.dumps(old)}', f'"{key}": {json.dumps(new)}')
            target = out / "xinference/model" / kind / "models" / f"{new}.json"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text)
            made += 1
        turn += 1


def sentence(chance: random.Random) -> str:
    words = [chance.choice(WORDS) for _ in range(chance.randint(6, 18))]
    if chance.random() < 0.15:
        words[chance.randrange(len(words))] = f"**{chance.choice(WORDS)}**"
    if chance.random() < 0.15:
        words[chance.randrange(len(words))] = f"`{chance.choice(WORDS)}_{chance.choice(WORDS)}`"
    if chance.random() < 0.1:
        words.append("（" + "，".join(chance.sample(CHINESE, 4)) + "）")
    return " ".join(words).capitalize() + "."


def readme(name: str, kind: str, chance: random.Random) -> str:
    parts = [f"# {name}\n"]
    size = chance.randint(3000, 8000)
    while sum(map(len, parts)) < size:
        parts.append(f"## {' '.join(chance.sample(WORDS, 3)).capitalize()}\n")
        parts.append(" ".join(sentence(chance) for _ in range(chance.randint(2, 6))) + "\n")
        match chance.randrange(5):
            case 0:
                parts.append("".join(f"- {sentence(chance)}\n" for _ in range(chance.randint(2, 6))))
            case 1:
                rows = [f"| {chance.choice(WORDS)} | {chance.randint(1, 999)} | {chance.random():.3f} |\n" for _ in range(5)]
                parts.append("| what | count | score |\n|---|---:|---:|\n" + "".join(rows))
            case 2:
                parts.append(f"```bash\nxinference launch --model-name {name} --model-type {kind}\n```\n")
            case 3:
                parts.append(f"See [the {chance.choice(WORDS)}](https://example.org/{chance.choice(WORDS)}).\n")
            case _:
                parts.append("> " + sentence(chance) + "\n")
    return "\n".join(parts)


def readmes(catalog: pathlib.Path) -> None:
    for kind in TYPES:
        for folder in sorted((catalog / "models" / kind).glob("*")):
            chance = random.Random(f"{kind}/{folder.name}")
            (folder / "README.md").write_text(readme(folder.name, kind, chance))
    (catalog / "hub.yaml").write_text(SETTINGS)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["upstream", source, out, count]:
            upstream(pathlib.Path(source), pathlib.Path(out), int(count))
        case ["readmes", catalog]:
            readmes(pathlib.Path(catalog))
        case _:
            sys.exit(__doc__)
