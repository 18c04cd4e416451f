// Puts the launch of a model together from what its page's specs offer.
(() => {
  const form = document.querySelector("[data-builder]");
  if (!form) return;
  const code = form.querySelector("[data-launch]");
  const needsLine = form.querySelector("[data-needs-line]");
  const select = (name) => form.elements[name];

  // The specs are the data: a size each, the formats in it, the quantizations in those.
  const builds = [];
  for (const spec of document.querySelectorAll("#specs [data-size]")) {
    for (const block of spec.querySelectorAll("tbody[data-engines]")) {
      const engines = block.dataset.engines.split(",").filter(Boolean);
      if (!block.dataset.format || !engines.length) continue;
      const quantizations = block.querySelectorAll(".quants code");
      for (const quantization of quantizations.length ? quantizations : [null]) {
        builds.push({
          format: block.dataset.format, size: spec.dataset.size, quantization: quantization?.textContent ?? "", engines,
          needs: Number(quantization?.closest("[data-needs]")?.dataset.needs ?? 0),
          label: spec.querySelector("h3").firstChild.textContent.trim(),
        });
      }
    }
  }
  if (!builds.length) return;

  const shellWord = (text) => (/^[\w./:][\w./:-]*$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);
  const literal = (name, value) => (name === "model_size_in_billions" && /^[1-9]\d*$/.test(value) ? value : JSON.stringify(value));
  const flags = {
    model_name: "--model-name", model_type: "--model-type", model_engine: "--model-engine",
    model_size_in_billions: "--size-in-billions", model_format: "--model-format", quantization: "--quantization",
  };
  const write = {
    command: (choices) => "xinference launch" + choices.map(([name, value]) => `${name === "model_size_in_billions" ? " \\\n " : ""} ${flags[name]} ${shellWord(value)}`).join(""),
    python: (choices) => [
      "from xinference.client import Client", "", 'client = Client("http://localhost:9997")', "uid = client.launch_model(",
      ...choices.map(([name, value]) => `    ${name}=${literal(name, value)},`), ")", "model = client.get_model(uid)",
    ].join("\n"),
    request: (choices) => {
      const body = choices.map(([name, value]) => `"${name}": ${literal(name, value)}`).join(", ");
      return `curl http://localhost:9997/v1/models \\\n  -H 'Content-Type: application/json' \\\n  -d '{${body.replaceAll("'", "'\\''")}}'`;
    },
  };

  // Each list offers what goes with the choices before it, and keeps its own where that is still possible.
  const fill = (name, pairs) => {
    const list = select(name);
    const before = list.value;
    const offered = new Map(pairs);
    list.replaceChildren(...[...offered].map(([value, label]) => new Option(label, value)));
    if (offered.has(before)) list.value = before;
    list.closest("label").hidden = offered.size < 2 && !list.value;
    return list.value;
  };
  let shownAs = "command";
  const update = () => {
    const format = fill("format", builds.map((build) => [build.format, build.format]));
    const ofFormat = builds.filter((build) => build.format === format);
    const size = fill("size", ofFormat.map((build) => [build.size, build.label]));
    const ofSize = ofFormat.filter((build) => build.size === size);
    const quantization = fill("quantization", ofSize.map((build) => [build.quantization, build.quantization]));
    const build = ofSize.find((one) => one.quantization === quantization);
    const engine = fill("engine", build.engines.map((name) => [name, name]));
    const choices = [["model_name", form.dataset.name]];
    if (form.dataset.type) choices.push(["model_type", form.dataset.type]);
    for (const [name, value] of [["model_engine", engine], ["model_size_in_billions", size], ["model_format", format], ["quantization", quantization]]) {
      if (value) choices.push([name, value]);
    }
    code.textContent = write[shownAs](choices);
    needsLine.hidden = !build.needs;
    form.querySelector("[data-needs-size]").textContent = build.needs < 10_000 ? `${(build.needs / 1000).toFixed(1)} GB` : `${Math.round(build.needs / 1000)} GB`;
    for (const button of form.querySelectorAll("[data-as]")) button.setAttribute("aria-pressed", button.dataset.as === shownAs);
  };
  form.addEventListener("change", update);
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const button of form.querySelectorAll("[data-as]")) {
    button.addEventListener("click", () => { shownAs = button.dataset.as; update(); });
  }
  update();
  form.hidden = false;
  document.querySelector("[data-static]").hidden = true;
})();
