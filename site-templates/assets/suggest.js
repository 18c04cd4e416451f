// Suggests models while the reader types into the search box: arrows choose, Enter opens, Escape closes.
(() => {
  const form = document.querySelector("[data-search]");
  if (!form || location.protocol === "file:") return;
  const { rows, search } = window.modelhub;
  const input = form.querySelector("input");
  const list = form.querySelector("[data-suggestions]");
  const root = new URL(form.dataset.search, document.baseURI);
  form.hidden = false;

  // `/` goes to the search from anywhere that is not written into.
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !input.value) input.blur();
  });
  // The lists show what is found themselves.
  if (document.querySelector("[data-browse]")) return;

  for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list" })) {
    input.setAttribute(name, value);
  }
  let asked = 0;
  let timer;
  let chosen = -1;
  const options = () => [...list.children];
  const choose = (index) => {
    const all = options();
    chosen = all.length ? (index + all.length + 1) % (all.length + 1) : -1;
    if (chosen === all.length) chosen = -1;
    all.forEach((option, i) => option.setAttribute("aria-selected", i === chosen));
    if (chosen < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", all[chosen].id);
      all[chosen].scrollIntoView({ block: "nearest" });
    }
  };
  const close = () => {
    asked++;
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    choose(-1);
  };
  const option = (row, index) => {
    const item = document.createElement("li");
    item.id = `suggestion-${index}`;
    item.role = "option";
    item.className = `t-${row.type}`;
    item.dataset.href = new URL(`models/detail/${row.name}/`, root);
    const icon = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    icon.setAttribute("class", "tile");
    icon.setAttribute("aria-hidden", "true");
    use.setAttribute("href", `#i-${row.type}`);
    icon.append(use);
    const name = Object.assign(document.createElement("b"), { textContent: row.name });
    const about = Object.assign(document.createElement("span"), { textContent: row.summary });
    item.append(icon, name, about);
    return item;
  };
  const suggest = async () => {
    const turn = ++asked;
    const question = input.value.trim();
    if (!question) return close();
    try {
      const found = await rows([...(await search(question)).keys()].slice(0, 8));
      if (turn !== asked) return;
      list.replaceChildren(...found.map(option));
      list.hidden = !found.length;
      input.setAttribute("aria-expanded", String(found.length > 0));
      choose(-1);
    } catch (error) {
      window.modelhub.forget();
      close();
      console.info(error);
    }
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(suggest, 100);
  });
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      choose(chosen < 0 && event.key === "ArrowUp" ? options().length - 1 : chosen + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Escape") {
      event.preventDefault();
      close();
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      location.href = options()[chosen].dataset.href;
    }
  });
  list.addEventListener("mousedown", (event) => {
    const item = event.target.closest("[role=option]");
    if (!item) return;
    event.preventDefault();
    location.href = item.dataset.href;
  });
  input.addEventListener("blur", () => close());
  input.addEventListener("focus", () => { if (input.value.trim()) suggest(); });
})();
