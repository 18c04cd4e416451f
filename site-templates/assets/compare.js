// Models side by side. Lists gather them in a tray that lasts for the visit; the page that compares takes its
// models from the address, reads their pages, and lays the facts of each beside those of the others.
(() => {
  const most = 4;

  // The tray
  const tray = document.querySelector("[data-tray]");
  const stored = () => {
    try { return JSON.parse(sessionStorage.getItem("compare") ?? "[]").filter((name) => typeof name === "string").slice(0, most); } catch { return []; }
  };
  const store = (names) => {
    try { sessionStorage.setItem("compare", JSON.stringify(names)); } catch { /* the choice then lasts for this page only */ }
    mark(names);
  };
  const toggle = (name) => {
    const names = stored();
    store(names.includes(name) ? names.filter((other) => other !== name) : [...names, name].slice(0, most));
  };
  const mark = (names = stored()) => {
    for (const box of document.querySelectorAll("[data-compare]")) {
      const input = box.querySelector("input");
      input.checked = names.includes(box.dataset.compare);
      input.disabled = !input.checked && names.length >= most;
      input.setAttribute("aria-label", box.dataset.word.replace("{name}", box.dataset.compare));
      box.hidden = false;
    }
    if (!tray) return;
    tray.hidden = !names.length;
    const list = tray.querySelector("[data-tray-list]");
    list.replaceChildren(...names.map((name) => {
      const item = document.createElement("li");
      item.textContent = name;
      return item;
    }));
    const go = tray.querySelector("[data-tray-go]");
    go.textContent = go.dataset.word.replace("{count}", names.length);
    go.href = `${tray.dataset.href}?${new URLSearchParams(names.map((name) => ["m", name]))}`;
  };
  if (tray && location.protocol !== "file:") {
    document.addEventListener("change", (event) => {
      const box = event.target.closest?.("[data-compare]");
      if (box) toggle(box.dataset.compare);
    });
    tray.querySelector("[data-tray-clear]").addEventListener("click", () => store([]));
    addEventListener("pageshow", () => mark());
    mark();
    if (window.modelhub) window.modelhub.markCompared = mark;
  }

  // The comparison
  const page = document.querySelector("[data-comparison]");
  if (!page) return;
  const find = (name) => page.querySelector(`[data-${name}]`);
  page.hidden = false;
  if (location.protocol === "file:") {
    find("disk").hidden = false;
    find("add").hidden = true;
    return;
  }
  const root = new URL(page.dataset.root, document.baseURI);
  const isName = (name) => /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name);
  const chosen = () => [...new Set(new URLSearchParams(location.search).getAll("m").filter(isName))].slice(0, most);
  const address = (name) => new URL(`models/detail/${name}/`, root);
  const pages = new Map();
  const load = (name) => {
    if (!pages.has(name)) {
      pages.set(name, fetch(address(name)).then(async (answer) => {
        if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
        return read(new DOMParser().parseFromString(await answer.text(), "text/html"), answer.url);
      }));
    }
    return pages.get(name);
  };

  // What a model's page says: its facts by their names, and the memory of each build.
  const read = (model, base) => {
    const facts = new Map();
    for (const fact of model.querySelectorAll(".facts dl > div")) {
      const value = document.createElement("div");
      value.append(...[...fact.querySelector("dd").childNodes].map((node) => document.importNode(node, true)));
      for (const link of value.querySelectorAll("a[href]")) link.href = new URL(link.getAttribute("href"), base);
      facts.set(fact.querySelector("dt").textContent, value);
    }
    const memory = document.createElement("div");
    for (const spec of model.querySelectorAll("#specs .spec")) {
      const builds = [...spec.querySelectorAll(".q")].map((build) => `${build.querySelector("code").textContent} ${build.querySelector(".num").textContent}`);
      if (!builds.length) continue;
      const details = document.createElement("details");
      const summary = document.createElement("summary");
      summary.textContent = spec.querySelector("h3").textContent;
      details.append(summary, Object.assign(document.createElement("p"), { textContent: [...new Set(builds)].join(", ") }));
      memory.append(details);
    }
    if (memory.childElementCount) facts.set(page.dataset.memory, memory);
    return { lead: model.querySelector(".model-head .lead")?.textContent ?? "", abilities: model.querySelector(".model-head .chips"), type: model.querySelector(".model")?.className ?? "", facts };
  };

  const go = (names, replace = false) => {
    const query = new URLSearchParams(names.map((name) => ["m", name]));
    history[replace ? "replaceState" : "pushState"](null, "", location.pathname + (names.length ? `?${query}` : ""));
    return show();
  };
  const heading = (name, model) => {
    const cell = document.createElement("th");
    cell.scope = "col";
    const link = Object.assign(document.createElement("a"), { href: address(name), textContent: name });
    const remove = Object.assign(document.createElement("button"), { type: "button", className: "button plain", textContent: "×" });
    remove.setAttribute("aria-label", page.dataset.remove.replace("{name}", name));
    remove.addEventListener("click", () => go(chosen().filter((other) => other !== name)).then(() => find("add").elements.name.focus()));
    cell.append(link, remove);
    return cell;
  };
  const row = (label, cells) => {
    const line = document.createElement("tr");
    const head = document.createElement("th");
    head.scope = "row";
    head.textContent = label;
    line.append(head);
    for (const value of cells) {
      const cell = document.createElement("td");
      if (value) cell.append(value); else cell.append(Object.assign(document.createElement("span"), { className: "none", textContent: "–" }));
      line.append(cell);
    }
    line.classList.toggle("is-same", new Set([...line.children].slice(1).map((cell) => cell.textContent.trim())).size === 1);
    return line;
  };

  let turn = 0;
  const show = async () => {
    const own = ++turn;
    const names = chosen();
    const found = await Promise.all(names.map((name) => load(name).catch(() => null)));
    if (own !== turn) return;
    const shown = names.map((name, index) => [name, found[index]]).filter(([, model]) => model);
    find("say").textContent = names.filter((_, index) => !found[index]).map((name) => page.dataset.failed.replace("{name}", name)).join(" ");
    find("empty").hidden = shown.length > 0;
    find("one").hidden = shown.length !== 1;
    find("full").hidden = names.length < most;
    find("scroll").hidden = !shown.length;
    const table = find("table");
    table.tHead.rows[0].replaceChildren(table.tHead.rows[0].cells[0], ...shown.map(([name, model]) => heading(name, model)));
    const labels = [...new Set(shown.flatMap(([, model]) => [...model.facts.keys()]))];
    table.tBodies[0].replaceChildren(...labels.map((label) => row(label, shown.map(([, model]) => model.facts.get(label)?.cloneNode(true)))));
    page.dataset.state = "ready";
  };

  const form = find("add");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const name = form.elements.name.value.trim();
    if (!isName(name)) return;
    form.elements.name.value = "";
    go([...new Set([...chosen(), name])].slice(0, most));
  });
  let timer;
  form.elements.name.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const { rows, search } = window.modelhub;
      const question = form.elements.name.value.trim();
      if (!question) return;
      const found = await rows([...(await search(question)).keys()].slice(0, 8));
      document.getElementById("compare-names").replaceChildren(...found.map((one) => new Option(one.name)));
    }, 120);
  });
  find("differences").addEventListener("change", (event) => page.classList.toggle("only-differences", event.target.checked));
  addEventListener("popstate", show);
  if (!chosen().length && stored().length) go(stored(), true); else show();
})();
