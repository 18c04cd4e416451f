#!/usr/bin/env python3
"""The peer that `make bench` compares validation with: PyYAML's C loader and jsonschema-rs, schema checks only.

usage: peer_validate.py CATALOG
"""

import json
import pathlib
import sys

import jsonschema_rs
import yaml

catalog = pathlib.Path(sys.argv[1])
loader = yaml.CSafeLoader
schemas = {path.name: json.loads(path.read_text()) for path in sorted((catalog / "schema").glob("*.json"))}
base = "https://catalog.invalid/schema/"
registry = jsonschema_rs.Registry([(base + name, schema) for name, schema in schemas.items()])
checked = faults = 0
for kind in sorted((catalog / "models").iterdir()):
    name = f"{kind.name}.schema.json"
    validator = jsonschema_rs.Draft202012Validator(schemas[name], registry=registry, base_uri=base + name)
    for path in kind.glob("*/model.yaml"):
        entry = yaml.load(path.read_bytes(), Loader=loader)
        checked += 1
        faults += not validator.is_valid(entry["model"])
print(checked, "checked,", faults, "refused")
