"""What a reader's browser loads of a site: a real Chromium, and nginx as the site's own hosting file sets it up."""

import contextlib
import http.client
import json
import os
import pathlib
import shutil
import socket
import statistics
import subprocess
import tempfile
import time
from collections import Counter
from urllib.parse import quote

from targets import verdict

# Where a server lies is not on everyone's path.
SEARCHED = os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin"
KINDS = {"Document": "HTML", "Stylesheet": "CSS", "Script": "JS", "Fetch": "data", "Image": "pictures"}
# Names, a part of many names, words of READMEs, Chinese, and slips of the hand.
QUESTIONS = ["qwen3", "deepseek coder", "answer", "quantization benchmark", "whisper", "量化", "qwem", "embeding"]
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --disable-extensions --no-first-run --lang=en-US"


class Transfer(Counter):
    """Bytes on the wire by kind, the answers' headers included, and how many requests they took."""

    @property
    def bytes(self) -> int:
        return self.total() - self["requests"]

    def __str__(self) -> str:
        kinds = ", ".join(f"{kind} {self[kind] / 1000:.1f}" for kind in (*KINDS.values(), "index", "other") if self[kind])
        return f"{self.bytes / 1000:6.1f} kB {self['requests']:3} requests   {kinds}"


def kind(what: str, answer: dict) -> str:
    if "/data/search/" in answer["url"]:
        return "index"
    return "pictures" if answer["mimeType"].startswith("image/") else KINDS.get(what, "other")


class Browser:
    """A browser that has seen nothing yet."""

    def __init__(self, driver: int) -> None:
        self.driver = driver
        options = {"args": [*FLAGS.split(), "--window-size=1280,1000"]}
        wanted = {"browserName": "chrome", "goog:chromeOptions": options, "goog:loggingPrefs": {"performance": "ALL"}}
        self.session = ""
        self.session = "/" + self.call("POST", "", {"capabilities": {"alwaysMatch": wanted}})["sessionId"]

    def call(self, method: str, path: str, body: dict | None = None):
        connection = http.client.HTTPConnection("127.0.0.1", self.driver, timeout=90)
        connection.request(method, f"/session{self.session}{path}", json.dumps(body) if body is not None else None)
        value = json.loads(connection.getresponse().read())["value"]
        connection.close()
        if isinstance(value, dict) and "error" in value:
            raise RuntimeError(f"chromedriver, {method} {path}: {value['error']}: {value['message']}")
        return value

    def open(self, address: str) -> Transfer:
        self.call("POST", "/url", {"url": address})
        return self.settled()

    def ask(self, question: str) -> Transfer:
        """Puts a question into the search box at once, as one pastes it."""
        script = (
            "const box = document.querySelector('.search input'); box.focus(); box.value = arguments[0];"
            "box.dispatchEvent(new Event('input', { bubbles: true }));"
        )
        self.call("POST", "/execute/sync", {"script": script, "args": [question]})
        return self.settled()

    def settled(self) -> Transfer:
        """What was loaded since the last call, once nothing has been asked for during half a second."""
        loaded, kinds, pending, quiet = Transfer(), {}, set(), time.monotonic()
        while pending or time.monotonic() - quiet < 0.5:
            for line in self.call("POST", "/se/log", {"type": "performance"}):
                event = json.loads(line["message"])["message"]
                method, values = event["method"], event["params"]
                if not method.startswith("Network."):
                    continue
                quiet = time.monotonic()
                match method.removeprefix("Network."):
                    case "requestWillBeSent":
                        pending.add(values["requestId"])
                    case "responseReceived":
                        if values["response"]["status"] >= 400:
                            raise RuntimeError(f"{values['response']['url']}: {values['response']['status']}")
                        kinds[values["requestId"]] = kind(values["type"], values["response"])
                    case "loadingFailed":
                        raise RuntimeError(f"a request failed: {values['errorText']}")
                    case "loadingFinished" if values["requestId"] in pending:
                        pending.remove(values["requestId"])
                        loaded[kinds[values["requestId"]]] += values["encodedDataLength"]
                        loaded["requests"] += 1
            time.sleep(0.05)
        return loaded

    def close(self) -> None:
        self.call("DELETE", "")


@contextlib.contextmanager
def running(command: list, **options):
    """A program for as long as the block runs."""
    process = subprocess.Popen([str(word) for word in command], stderr=subprocess.DEVNULL, **options)
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


@contextlib.contextmanager
def served(nginx: str, site: pathlib.Path, folder: pathlib.Path):
    """The address of a site on nginx, by the rules that come with the site."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    rules = (site / "hosting/nginx.conf").read_text()
    for theirs, ours in {
        "listen 80;": f"listen 127.0.0.1:{port};", "  listen [::]:80;\n": "", "/srv/modelhub/public": str(site),
        "/etc/nginx/modelhub-tokens": f"{folder}/modelhub-tokens",
    }.items():
        rules = rules.replace(theirs, ours)
    (folder / "site.conf").write_text(rules)
    temporary = " ".join(f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    (folder / "nginx.conf").write_text(
        f"daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log;\n"
        "events { worker_connections 64; }\n"
        f"http {{ include /etc/nginx/mime.types; access_log off; {temporary} include {folder}/site.conf; }}\n"
    )
    with running([nginx, "-p", folder, "-e", "error.log", "-c", folder / "nginx.conf"]) as process:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            if process.poll() is not None:
                raise RuntimeError("nginx did not start: " + (folder / "error.log").read_text())
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}/"


@contextlib.contextmanager
def driver(program: str):
    """The port of a running chromedriver."""
    with running([program, "--port=0"], stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout:
            if "started successfully on port" in line:
                yield int(line.split()[-1].rstrip("."))
                return
        raise RuntimeError("chromedriver did not start")


def bench(site: pathlib.Path, expect) -> None:
    """Prints what each kind of page and question costs a reader; `expect` takes a name, kilobytes and their limit."""
    programs = [shutil.which(name, path=SEARCHED) for name in ("nginx", "chromedriver", "chromium")]
    if None in programs:
        print("  what readers load: not measured, it needs the Debian packages nginx-light, chromium and chromium-driver")
        return
    print("  what a reader's browser loads, compressed and with headers, in kB")
    with tempfile.TemporaryDirectory(prefix="modelhub-readers-") as folder:
        with served(programs[0], site, pathlib.Path(folder)) as address, driver(programs[1]) as port:
            pages(site, address, port, expect)
            questions(address, port, expect)


def visit(port: int, address: str, *asked: str) -> list[Transfer]:
    """What a first visit loads, and then each question."""
    browser = Browser(port)
    try:
        return [browser.open(address), *map(browser.ask, asked)]
    finally:
        browser.close()


def tell(name: str, transfer: Transfer, limit: int, expect, note: str = "") -> None:
    print(f"  {name:<30} {transfer}{note}   ≤ {limit} kB {verdict(transfer.bytes, limit * 1000)}", flush=True)
    expect(f"reader, {name}", transfer.bytes / 1000, limit, "kB")


def pages(site: pathlib.Path, address: str, port: int, expect) -> None:
    models = sorted((site / "models/detail").glob("*/index.html"), key=lambda page: (page.stat().st_size, page))
    for name, path in {
        "home": "", "browse": "models/",
        "model page, of middle size": f"models/detail/{models[len(models) // 2].parent.name}/",
        "model page, the largest": f"models/detail/{models[-1].parent.name}/",
    }.items():
        tell(name, visit(port, address + path)[0], 60, expect)


def questions(address: str, port: int, expect) -> None:
    """Each question first in a visit, and the one after it as the second of the same visit."""
    pairs = list(zip(QUESTIONS, QUESTIONS[1:] + QUESTIONS[:1]))
    for place, path in {"browse": "models/", "home": ""}.items():
        visits = [visit(port, address + path, *pair)[1:] for pair in pairs]
        for order, limit in enumerate((60, 25)):
            costs = {pair[order]: one[order] for pair, one in zip(pairs, visits)}
            most = max(costs, key=lambda question: costs[question].bytes)
            middle = statistics.median(cost.bytes for cost in costs.values()) / 1000
            note = f"; “{most}”, half of {len(costs)} take ≤ {middle:.0f} kB"
            tell(f"{('first', 'later')[order]} query, {place}", costs[most], limit, expect, note)
    links = {question: visit(port, f"{address}models/?q={quote(question)}")[0] for question in QUESTIONS}
    most = max(links, key=lambda question: links[question].bytes)
    tell("link to a query, page included", links[most], 100, expect, f"; “{most}”")
