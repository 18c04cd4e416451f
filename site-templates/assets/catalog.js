// Reads the site's data files for the scripts that list and search models. A model is a number: its place in
// the catalog. Files are small and read when they are needed, each once.
(() => {
  const root = new URL(document.currentScript.dataset.data, document.baseURI);
  const manifestFile = document.currentScript.dataset.manifest;
  const files = new Map();
  let mark = null;

  // Every file carries the mark of its build: a page that was open during an update starts over.
  class Outdated extends Error {}

  const load = (path) => {
    if (!files.has(path)) {
      const answer = fetch(new URL(path, root)).then(async (response) => {
        if (!response.ok) throw new Error(`${path}: ${response.status}`);
        const file = await response.json();
        if (file.mark !== (mark ??= file.mark)) throw new Outdated(path);
        return file;
      });
      answer.catch(() => files.delete(path));
      files.set(path, answer);
    }
    return files.get(path);
  };

  // A set of models as bits.
  class Numbers {
    constructor(words) { this.words = words; }
    static none(size) { return new Numbers(new Uint32Array((size + 31) >> 5)); }
    static range(size, start, end) {
      const set = Numbers.none(size);
      for (let n = start; n < end; n++) set.words[n >> 5] |= 1 << (n & 31);
      return set;
    }
    // The lengths of gaps and runs by turns, a gap first.
    static runs(size, runs) {
      const set = Numbers.none(size);
      for (let i = 0, n = 0; i < runs.length; i += 2) {
        n += runs[i];
        for (const end = n + runs[i + 1]; n < end; n++) set.words[n >> 5] |= 1 << (n & 31);
      }
      return set;
    }
    static of(size, numbers) {
      const set = Numbers.none(size);
      for (const n of numbers) set.words[n >> 5] |= 1 << (n & 31);
      return set;
    }
    has(n) { return (this.words[n >> 5] >>> (n & 31)) & 1; }
    and(other) { return new Numbers(this.words.map((word, i) => word & other.words[i])); }
    or(other) { return new Numbers(this.words.map((word, i) => word | other.words[i])); }
    without(other) { return new Numbers(this.words.map((word, i) => word & ~other.words[i])); }
    count(other = this) {
      let count = 0;
      for (let i = 0; i < this.words.length; i++) {
        let word = this.words[i] & other.words[i];
        for (; word; word &= word - 1) count++;
      }
      return count;
    }
    *[Symbol.iterator]() {
      for (let i = 0; i < this.words.length; i++) {
        for (let word = this.words[i]; word; word &= word - 1) yield (i << 5) + 31 - Math.clz32(word & -word);
      }
    }
  }

  const manifest = () => load(manifestFile);

  // The models with a value of a facet.
  const set = async (group, place) => {
    const { models } = await manifest();
    const file = await load(`sets/${group.id}-${group.values[place][3]}.json`);
    return Numbers.runs(models, file.sets[place]);
  };

  // What lists show of models, in the order asked for.
  const fields = ["name", "type", "summary", "sizes", "context", "abilities", "formats", "license", "updated",
    "flags", "updatedAt", "smallest", "largest", "contextTokens"];
  const rows = async (numbers) => {
    const { rowsInFile } = await manifest();
    return Promise.all(numbers.map(async (number) => {
      const file = await load(`rows/${Math.floor(number / rowsInFile)}.json`);
      return Object.fromEntries(file.rows[number % rowsInFile].map((value, i) => [fields[i], value]).concat([["number", number]]));
    }));
  };

  // Few models are cheaper to sort by their rows than to find in an order of all.
  const fewModels = 64;
  const keys = {
    name: (row) => row.name.toLowerCase(), updated: (row) => -row.updatedAt, context: (row) => -row.contextTokens,
    smallest: (row) => row.smallest || Infinity, largest: (row) => -row.largest,
  };
  const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

  // The first models of a set in an order; those that do not tell come last.
  const sorted = async (wanted, order, count) => {
    const { orders, numbersInFile } = await manifest();
    if (wanted.count() <= fewModels && keys[order]) {
      const found = (await rows([...wanted])).map((row) => [keys[order](row), row.number]);
      return found.sort((a, b) => compare(a[0], b[0]) || a[1] - b[1]).map(([, number]) => number).slice(0, count);
    }
    const found = [];
    let rest = wanted;
    for (let file = 0; file * numbersInFile < orders[order] && found.length < count; file++) {
      const { numbers } = await load(`order/${order}-${file}.json`);
      for (const number of numbers) if (wanted.has(number)) found.push(number);
      rest = rest.without(Numbers.of(rest.words.length * 32, numbers));
    }
    return found.concat(found.length < count ? [...rest] : []).slice(0, count);
  };

  window.modelhub = { Numbers, Outdated, load, manifest, set, rows, sorted, forget() { files.clear(); mark = null; } };
})();
