"""Sources of Hugo sites with a catalog's models: `thin` has little of each, `same` what modelhub's site has of it."""

import html
import json
import pathlib
import shutil
import subprocess
import time

from measuring import MODELHUB, ROOT

SOURCES = ROOT / "Benchmarks/hugo"
FACETS = ("abilities", "languages", "formats", "licenses", "tags", "engines")
# What stands on its own is given to Hugo as finished files, which it copies.
READY = """404.html robots.txt llms.txt feed.json assets compare deprecated docs hosting rules schema stats
api/v1/facets.json api/v1/changes.json api/v1/removed.json api/v1/checksums.json""".split()


def thin(site: pathlib.Path, catalog: pathlib.Path, out: pathlib.Path) -> None:
    """A page with the README and a table, and the records as JSON."""
    shutil.copytree(SOURCES / "thin", out)
    for entry in entries(site):
        records = json.loads((site / entry["download"]["path"]).read_text())
        front = {
            "title": entry["name"],
            "description": records[0].get("model_description", ""),
            "types": [entry["type"]],
            "abilities": entry["abilities"],
            "languages": entry["languages"],
            "formats": entry["formats"],
            "record": records,
        }
        write(out, catalog, entry, front)


def same(site: pathlib.Path, catalog: pathlib.Path, out: pathlib.Path) -> None:
    """All that modelhub publishes of a model; what Hugo's templates cannot work out is taken from modelhub, ready."""
    shutil.copytree(SOURCES / "site", out)
    shutil.copy(ROOT / "site-templates/icons.mustache", out / "layouts/_partials/icons.html")
    for path in READY:
        target = out / "static" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if (site / path).is_dir() else shutil.copy)(site / path, target)
    facts = out.parent / "hugo-facts"
    build = [MODELHUB, "build", "--catalog", catalog, "--templates", SOURCES / "facts", "--out", facts]
    subprocess.check_call(build, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    words = json.loads((ROOT / "site-templates/words/en.json").read_text())
    rows = {row[0]: row for file in (site / "data/rows").iterdir() for row in json.loads(file.read_text())["rows"]}
    labels: dict[str, dict[str, str]] = {facet: {} for facet in FACETS}
    for number, (kind, short) in enumerate(words["type"].items(), start=1):
        front = {
            "title": words["types"][kind], "about": words["purpose"][kind], "key": kind, "short": short, "weight": number,
            "outputs": ["html", "feed"],
        }
        target = out / "content/models" / kind / "_index.md"
        target.parent.mkdir(parents=True)
        target.write_text(json.dumps(front) + "\n")
    for entry in entries(site):
        page = page_facts(facts / entry["page"] / "index.html")
        for facet in FACETS:
            # The part of an address that stands for the value, as both sites have it.
            slugs = {item["href"].split("/")[1]: item["label"] for item in page[facet] if item["href"]}
            labels[facet] |= slugs
            page[facet] = list(slugs)
        row = rows[entry["name"]]
        front = page | {
            "title": entry["name"],
            "api": entry,
            "row": {"sizes": row[3], "context": row[4], "license": row[7]},
            "record": (site / entry["download"]["path"]).read_text(),
        }
        if "updated_at" in entry:
            front["date"] = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(entry["updated_at"]))
        write(out, catalog, entry, front)
    (out / "data").mkdir()
    (out / "data/labels.json").write_text(json.dumps(labels, ensure_ascii=False))
    shutil.rmtree(facts)


def entries(site: pathlib.Path) -> list[dict]:
    """What the API says of each model."""
    return [json.loads(path.read_text()) for path in sorted((site / "api/v1/models").glob("*/*.json"))]


def page_facts(path: pathlib.Path) -> dict:
    """The data of a page, which `facts/model.mustache` writes: texts escaped as for HTML, lists with a null at the end."""

    def plain(value):
        match value:
            case str():
                return html.unescape(value)
            case list():
                return [plain(item) for item in value[:-1]]
            case dict():
                return {key: plain(item) for key, item in value.items()}
        return value

    text = path.read_text().replace("\\", "\\\\")
    return plain(json.loads(text, strict=False))


def write(out: pathlib.Path, catalog: pathlib.Path, entry: dict, front: dict) -> None:
    readme = catalog / "models" / entry["type"] / entry["name"] / "README.md"
    target = out / "content/models" / entry["type"] / entry["name"] / "index.md"
    target.parent.mkdir(parents=True)
    target.write_text(json.dumps(front, ensure_ascii=False, indent=1) + "\n\n" + readme.read_text())
