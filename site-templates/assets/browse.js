// Narrows the list of models down: filters, chips, order, table or cards, with all of it in the address.
// The page as it comes lists everything; this script adds to it once the reader asks for less.
(() => {
  const page = document.querySelector("[data-browse]");
  if (!page) return;
  const find = (name, from = page) => from.querySelector(`[data-${name}]`);
  const part = (name) => find(`part="${name}"`).content.firstElementChild.cloneNode(true);
  const words = Object.fromEntries([...find('part="words"').content.querySelectorAll("[data-word]")].map((word) => [word.dataset.word, word.textContent]));
  const say = (word, values) => words[word].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const number = (n) => n.toLocaleString(document.documentElement.lang);

  if (location.protocol === "file:") {
    find("note").hidden = false;
    return;
  }

  const { Numbers, Outdated, manifest, set, rows, sorted, search } = window.modelhub;
  const pageSize = 32;
  // Matches are far apart in the catalog, each in a file of its own at worst: fewer are read at first.
  const bestMatches = 12;
  const largestGroup = 160_000;
  const input = document.querySelector(".search input");
  const results = find("results");
  const listed = find("listed");
  const sort = find("sort");
  const type = page.dataset.type;
  let asked = 0;
  let facets;
  let abilities;
  let shown = pageSize;

  // The address is the state.
  const read = () => {
    const query = new URLSearchParams(location.search);
    const chosen = [];
    for (const group of facets.groups) {
      for (const key of query.getAll(group.id)) {
        chosen.push({ group, key, place: group.values.findIndex((value) => value[0] === key) });
      }
    }
    return { q: query.get("q")?.trim() ?? "", sort: query.get("sort") ?? "", view: query.get("view") ?? "", chosen };
  };
  const write = (state, replace = false) => {
    const query = new URLSearchParams();
    if (state.q) query.set("q", state.q);
    for (const { group, key } of state.chosen) query.append(group.id, key);
    if (state.sort) query.set("sort", state.sort);
    if (state.view) query.set("view", state.view);
    const text = query.toString();
    shown = pageSize;
    history[replace ? "replaceState" : "pushState"](null, "", location.pathname + (text && "?" + text));
    return update();
  };
  const change = (edit, replace) => write({ ...read(), ...edit }, replace);
  const without = (state, index) => state.chosen.filter((_, i) => i !== index);

  // Any of a group's values will do, or all are wanted, as the group says.
  const choose = async (state) => {
    const groups = new Map();
    await Promise.all(state.chosen.map(async (choice, index) => {
      const found = choice.place < 0 ? Numbers.none(facets.models) : await set(choice.group, choice.place);
      const known = groups.get(choice.group);
      groups.set(choice.group, { all: choice.group.all, sets: [...(known?.sets ?? []), { index, found }] });
    }));
    return groups;
  };
  const join = ({ all, sets }, left) => {
    const rest = sets.filter(({ index }) => index !== left).map(({ found }) => found);
    return rest.length ? rest.reduce((a, b) => (all ? a.and(b) : a.or(b))) : null;
  };
  const narrow = (base, groups, skip, left) => {
    for (const [group, sets] of groups) {
      const joined = group === skip ? null : join(sets, left);
      if (joined) base = base.and(joined);
    }
    return base;
  };
  const ofType = () => {
    let start = 0;
    for (const [id, count] of facets.types) {
      if (id === type) return Numbers.range(facets.models, start, start + count);
      start += count;
    }
    return Numbers.range(facets.models, 0, facets.models);
  };

  // Filters
  const open = new Set();
  const buildFilters = () => {
    const list = find("filters");
    for (const group of facets.groups) {
      const box = part("group");
      find("title", box).textContent = words[group.id] ?? group.id;
      const options = find("options", box);
      group.values.forEach(([key, label], place) => {
        const option = part("option");
        const check = option.querySelector("input");
        find("label", option).textContent = label;
        option.hidden = place >= 12;
        check.addEventListener("change", () => {
          const state = read();
          const chosen = state.chosen.filter((choice) => choice.group !== group || (choice.key !== key && !group.one));
          if (check.checked) chosen.push({ group, key, place });
          change({ chosen });
        });
        options.append(option);
      });
      const more = find("more", box);
      more.hidden = group.values.length <= 12;
      more.textContent = say("more", { count: number(group.values.length - 12) });
      more.addEventListener("click", () => {
        for (const option of options.children) option.hidden = false;
        more.hidden = true;
        options.children[12].querySelector("input").focus();
      });
      box.open = group.id === "ability";
      box.addEventListener("toggle", () => { if (box.open && !open.has(group.id)) update(); });
      group.box = box;
      list.append(box);
    }
  };
  const showFilters = (state, base, groups) => Promise.all(facets.groups.map(async (group) => {
    const chosen = state.chosen.filter((choice) => choice.group === group);
    if (chosen.length && !open.has(group.id)) group.box.open = true;
    if (!group.box.open) return;
    open.add(group.id);
    const within = narrow(base, groups, group.all ? null : group);
    const isFree = base.count() === facets.models && groups.size === 0;
    const options = find("options", group.box).children;
    await Promise.all(group.values.map(async ([key, , total], place) => {
      const option = options[place];
      const isChosen = chosen.some((choice) => choice.key === key);
      let count = isFree ? total : null;
      if (count === null && group.bytes <= largestGroup) count = within.count(await set(group, place));
      option.querySelector("input").checked = isChosen;
      if (isChosen) option.hidden = false;
      option.classList.toggle("is-none", count === 0 && !isChosen);
      find("count", option).textContent = count === null ? "" : number(count);
    }));
  }));

  // Chips: what is asked for, each to be dropped by a click.
  const chips = (state) => {
    const all = state.chosen.map(({ group, key, place }, index) => ({
      label: `${words[group.id] ?? group.id}: ${group.values[place]?.[1] ?? key}`,
      drop: { chosen: without(state, index) }, index,
    }));
    if (state.q) all.unshift({ label: `“${state.q}”`, drop: { q: "" }, index: -1 });
    return all;
  };
  const chipButton = (chip, note = "") => {
    const item = part("chip");
    const button = item.querySelector("button");
    find("label", item).textContent = chip.label + note;
    button.setAttribute("aria-label", say("drop", { what: chip.label }) + note);
    button.addEventListener("click", () => {
      if ("q" in chip.drop) input.value = "";
      change(chip.drop).then(() => find("status").focus());
    });
    return item;
  };

  // Rows
  const abilityLabel = (key) => abilities.get(key.toLowerCase()) ?? key.replaceAll("_", " ");
  const rowItem = (row) => {
    const item = part("row");
    item.classList.add("t-" + row.type);
    item.querySelector("use").setAttribute("href", "#i-" + row.type);
    const link = item.querySelector("h3 a");
    link.textContent = row.name;
    link.href = new URL(`models/detail/${row.name}/`, new URL(page.dataset.root, document.baseURI));
    find("featured", item).toggleAttribute("hidden", !(row.flags & 1));
    find("deprecated", item).hidden = !(row.flags & 2);
    item.classList.toggle("is-old", row.flags & 2);
    const fill = (name, value) => {
      const place = find(name, item);
      if (value) place.textContent = value; else { place.textContent = "–"; place.className = "none"; }
    };
    find("summary", item).textContent = row.summary;
    for (const name of ["sizes", "context", "license", "updated"]) fill(name, row[name]);
    const list = (name, texts, make) => {
      const place = find(name, item);
      texts.forEach((text) => place.append(make(text), " "));
    };
    const element = (name, className) => (text) => Object.assign(document.createElement(name), { textContent: text, className });
    list("abilities", row.abilities.map(abilityLabel), element("span", "chip"));
    item.querySelector("[data-compare]").dataset.compare = row.name;
    list("formats", row.formats.length ? row.formats : ["–"], element(row.formats.length ? "code" : "span", row.formats.length ? "" : "none"));
    return item;
  };

  const countWord = (count) => say(count === 1 ? "one" : "many", { count: number(count) });

  const showNone = async (state, base, groups, matches) => {
    find("none").hidden = false;
    const list = find("drop-list");
    const less = chips(state).map((chip) => {
      const wider = chip.index < 0 ? narrow(ofType(), groups) : narrow(base, groups, null, chip.index);
      return { chip, count: wider.count() };
    });
    const helpful = less.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count);
    find("none-helps").hidden = helpful.length > 0;
    find("one-helps").hidden = helpful.length === 0;
    list.replaceChildren(...helpful.map(({ chip, count }) => chipButton(chip, ` → ${countWord(count)}`)));
  };

  const update = async () => {
    const turn = ++asked;
    try {
      facets ??= await manifest();
      abilities ??= new Map(facets.groups.find((group) => group.id === "ability")?.values.map(([key, label]) => [key, label]) ?? []);
      if (!find("filters").childElementCount) buildFilters();
      await show(turn);
      page.dataset.state = "ready";
    } catch (error) {
      if (error instanceof Outdated && page.dataset.state !== "outdated") {
        page.dataset.state = "outdated";
        location.reload();
        return;
      }
      find("failed").hidden = false;
      console.info(error);
    }
  };

  const show = async (turn) => {
    const state = read();
    const [groups, matches] = await Promise.all([choose(state), state.q ? search(state.q) : null]);
    let base = ofType();
    if (matches) base = base.and(Numbers.of(facets.models, matches.keys()));
    const found = narrow(base, groups);
    const count = found.count();
    const isAsked = state.q || state.chosen.length > 0 || state.sort;
    let items = [];
    if (isAsked && count) {
      const order = state.sort || (matches ? "best" : "name");
      const numbers = order === "best"
        ? [...matches.keys()].filter((n) => found.has(n)).slice(0, shown - pageSize + bestMatches)
        : await sorted(found, order, shown);
      items = (await rows(numbers)).map(rowItem);
    }
    if (turn !== asked) return;
    listed.hidden = isAsked;
    results.hidden = !isAsked || !count;
    find("none").hidden = true;
    if (isAsked) find("rows", results).replaceChildren(...items);
    window.modelhub.markCompared?.();
    find("more-rows").hidden = !isAsked || items.length >= count;
    find("chips").replaceChildren(...chips(state).map((chip) => chipButton(chip)));
    find("clear").hidden = state.chosen.length + (state.q ? 1 : 0) < 2;
    find("status").textContent = countWord(count);
    sort.querySelector("[value='best']").hidden = !state.q;
    sort.value = state.sort || (state.q ? "best" : "name");
    page.classList.toggle("as-cards", state.view === "cards");
    for (const button of page.querySelectorAll("[data-view]")) button.setAttribute("aria-pressed", button.dataset.view === state.view);
    for (const link of page.querySelectorAll("[data-switch] a")) link.search = location.search;
    if (isAsked && !count) await showNone(state, base, groups);
    await showFilters(state, base, groups);
  };

  // Events
  sort.addEventListener("change", () => {
    const state = read();
    const isDefault = sort.value === (state.q ? "best" : "name");
    change({ sort: isDefault ? "" : sort.value });
  });
  for (const button of page.querySelectorAll("[data-view]")) {
    button.addEventListener("click", () => change({ view: button.dataset.view }));
  }
  find("clear").addEventListener("click", () => {
    input.value = "";
    change({ q: "", chosen: [] }).then(() => find("status").focus());
  });
  find("more-rows").addEventListener("click", () => {
    shown += pageSize;
    update();
  });
  addEventListener("popstate", () => {
    input.value = new URLSearchParams(location.search).get("q") ?? "";
    update();
  });

  // The list by keyboard: arrows go from link to link, and up from the first to the search.
  const links = () => [...page.querySelectorAll("[data-listed]:not([hidden]) h3 a, [data-results]:not([hidden]) h3 a")];
  addEventListener("keydown", (event) => {
    if (!["ArrowDown", "ArrowUp"].includes(event.key) || event.altKey || event.ctrlKey || event.metaKey) return;
    const all = links();
    const at = all.indexOf(document.activeElement);
    if (at < 0 && document.activeElement !== input) return;
    event.preventDefault();
    const next = at + (event.key === "ArrowDown" ? 1 : -1);
    if (next < 0) input.focus(); else all[Math.min(next, all.length - 1)]?.focus();
  });

  input.value = new URLSearchParams(location.search).get("q") ?? "";
  let timer;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => change({ q: input.value.trim() }, true), 120);
  });
  input.form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    change({ q: input.value.trim() });
  });

  for (const tool of page.querySelectorAll("[data-tool]")) tool.hidden = false;
  page.classList.add("has-filters");
  if (matchMedia("(max-width: 60rem)").matches) find("panel").open = false;
  update();
})();
