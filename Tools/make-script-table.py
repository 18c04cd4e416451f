#!/usr/bin/env python3
"""Write Sources/ECMARegex/ScriptTable+Data.swift from the Unicode character database.

Usage: make-script-table.py UCD VERSION > Sources/ECMARegex/ScriptTable+Data.swift

UCD is a folder with Scripts.txt, ScriptExtensions.txt, PropertyValueAliases.txt and emoji-data.txt of the Unicode
version that Swift's standard library has, so that scripts agree with the other properties.
"""
import sys
import textwrap
from collections import defaultdict
from pathlib import Path


def rows(path):
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        line = line.split("#")[0].strip()
        if line:
            yield [field.strip() for field in line.split(";")]


def points(field):
    first, _, last = field.partition("..")
    return range(int(first, 16), int(last or first, 16) + 1)


def runs(members):
    """Runs as gap+length: the gap counts from the end of the run before; a length of one is left out."""
    words, end, members = [], 0, sorted(members)
    while members:
        length = 1
        while length < len(members) and members[length] == members[0] + length:
            length += 1
        words.append(f"{members[0] - end:x}" + (f"+{length:x}" if length > 1 else ""))
        end = members[0] + length
        members = members[length:]
    return " ".join(words)


def literal(name, comment, lines):
    print(f'\n  /// {comment}\n  static let {name} = """')
    for line in lines:
        print(" \\\n".join("    " + part for part in textwrap.wrap(line, 100, break_on_hyphens=False)))
    print('    """')


def main(folder, version):
    folder = Path(folder)
    short = {row[2]: row[1] for row in rows(folder / "PropertyValueAliases.txt") if row[0] == "sc"}
    names = {row[1]: row[1:] for row in rows(folder / "PropertyValueAliases.txt") if row[0] == "sc"}
    scripts, extra, emoji = defaultdict(set), defaultdict(set), defaultdict(set)
    for field, script in rows(folder / "Scripts.txt"):
        scripts[short[script]].update(points(field))
    for field, codes in rows(folder / "ScriptExtensions.txt"):
        for code in codes.split():
            extra[code].update(set(points(field)) - scripts[code])
    for field, name in rows(folder / "emoji-data.txt"):
        emoji[name].update(points(field))
    print(f"// Written by Tools/make-script-table.py from Unicode {version}; edit that, not this.")
    print("\nextension ScriptTable {", end="")
    codes = sorted(set(scripts) - {"Zzzz"})
    literal("scripts", "A script a line: its names, a colon, its runs.",
            [f"{' '.join(dict.fromkeys(names[code]))}: {runs(scripts[code])}" for code in codes])
    literal("extensions", "What Script_Extensions has beyond Script.",
            [f"{code}: {runs(extra[code])}" for code in sorted(extra) if extra[code]])
    literal("emojiProperties", "The two emoji properties that the standard library does not have.",
            [f"{name}: {runs(emoji[name])}" for name in ("Emoji_Component", "Extended_Pictographic")])
    print("}")


main(*sys.argv[1:])
