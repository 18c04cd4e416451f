// Finds models by words: in names, former names, tags, descriptions and READMEs, with slips forgiven.
// The index is cut into small files; a question reads those that have its words.
(() => {
  const { load } = window.modelhub;
  const mostFiles = 3;
  const longestWord = 16;

  // Questions are cut into terms as the index's texts are (SearchWords.swift).
  const ideographs = "\\u3005-\\u3007\\u3040-\\u30ff\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7a3\\uf900-\\ufaff\\u{20000}-\\u{2fa1f}";
  const isIdeograph = new RegExp(`[${ideographs}]`, "u");
  const runs = new RegExp(`[${ideographs}]+|(?:(?![${ideographs}])[\\p{L}\\p{N}]|(?<=[0-9])\\.(?=[0-9]))+`, "gu");
  const accented = /[\u00c0-\u024f\u1e00-\u1eff\uff01-\uff5e]/g;
  const fold = (text) => text.normalize("NFC").toLowerCase().replace(accented, (letter) => {
    const plain = letter.normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
    return /^[a-z0-9]$/.test(plain) ? plain : letter;
  }).replace(/[\u0300-\u036f]/g, "").replace(/ς/g, "σ");
  const terms = (text) => {
    const found = [];
    for (const [run] of fold(text).matchAll(runs)) {
      const letters = [...run];
      if (!isIdeograph.test(run)) found.push(letters.slice(0, 24).join(""));
      else if (letters.length === 1) found.push(run);
      else for (let i = 1; i < letters.length; i++) found.push(letters[i - 1] + letters[i]);
    }
    return found;
  };

  // Orders texts as the index does: by code points, which UTF-16 does not keep for the rarest characters.
  const compare = (a, b) => {
    const [left, right] = [[...a], [...b]];
    for (let i = 0; i < Math.min(left.length, right.length); i++) {
      const difference = left[i].codePointAt(0) - right[i].codePointAt(0);
      if (difference) return difference;
    }
    return left.length - right.length;
  };

  // The file that begins with a term (SearchLayout.swift).
  const path = (start) => `search/from-${[...start].map((letter) => (/[a-z0-9.]/.test(letter) ? letter : `_${letter.codePointAt(0).toString(36).padStart(4, "0")}`)).join("")}.json`;

  // The files that may have terms with these first letters.
  const files = async (letters, most) => {
    const { starts: text } = await load("search/index.json");
    const starts = text ? text.split(" ") : [];
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compare(starts[middle], letters) <= 0) low = middle + 1; else high = middle;
    }
    const found = [];
    for (const start of starts.slice(Math.max(low - 1, 0))) {
      if (found.length === most || (found.length && !start.startsWith(letters))) break;
      found.push(start);
    }
    return Promise.all(found.map(async (start) => (await load(path(start))).terms));
  };

  // How many letters must be added, dropped, changed or swapped; more than `most` is too many.
  const slips = (a, b, most) => {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    let before = [];
    let row = Array.from({ length: b.length + 1 }, (_, i) => i);
    for (let i = 1; i <= a.length; i++) {
      const next = [i];
      for (let j = 1; j <= b.length; j++) {
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
      }
      if (Math.min(...next) > most) return most + 1;
      [before, row] = [row, next];
    }
    return row[b.length];
  };
  const forgiven = (term) => (/^[\x00-\x7f]+$/.test(term) && /[a-z]/.test(term) ? (term.length > 7 ? 2 : term.length > 3 ? 1 : 0) : 0);

  // What the index has for a term, with how well it fits: the term itself, longer ones, and near ones.
  const candidates = async (term) => {
    const found = new Map();
    const take = (word, models, fit) => {
      if (!found.has(word) || found.get(word).fit < fit) found.set(word, { models, fit });
    };
    for (const file of await files(term, mostFiles)) {
      for (const [word, models] of Object.entries(file)) {
        if (word === term) take(word, models, 1);
        else if (word.startsWith(term)) take(word, models, 0.5 + 0.35 * (term.length / word.length));
      }
    }
    const isName = (models) => models[0][0] >= 12;
    if (!forgiven(term) || [...found.values()].some(({ models }) => isName(models))) return found;
    // A word that READMEs have is hardly two slips from what was meant.
    const most = found.has(term) ? 1 : forgiven(term);
    const near = new Map();
    const look = (word) => {
      const count = near.get(word) ?? slips(term, word, most);
      if (count <= most) near.set(word, count);
      return count;
    };
    let isClose = false;
    for (const file of await files(term.slice(0, 2), mostFiles)) {
      for (const [word, models] of Object.entries(file)) if (look(word) === 1 && isName(models)) isClose = true;
    }
    // The lists of words are read, those of like length first, until a word is one slip away.
    const lists = new Set();
    for (let reach = 1; reach <= most && !isClose; reach++) {
      const more = [];
      for (let length = term.length - reach; length <= term.length + reach; length++) {
        const list = Math.min(Math.max(length, 3), longestWord);
        if (!lists.has(list)) more.push(list);
        lists.add(list);
      }
      await Promise.all(more.map(async (list) => {
        for (const word of (await load(`search/words-${list}.json`)).words.split(" ")) if (word && look(word) === 1) isClose = true;
      }));
    }
    const best = [...near].sort((a, b) => a[1] - b[1]).slice(0, 6);
    await Promise.all(best.map(async ([word, count]) => {
      for (const file of await files(word, 1)) if (Object.hasOwn(file, word)) take(word, file[word], 0.5 - 0.15 * (count - 1));
    }));
    return found;
  };

  // The models that have a term with what each scores: rare terms tell more than common ones.
  const score = async (term, models) => {
    const scores = new Map();
    for (const [, { models: groups, fit }] of await candidates(term)) {
      const count = groups.reduce((sum, [, gaps]) => sum + gaps.length, 0);
      const rarity = 1 + Math.log2(1 + models / (1 + count)) / 8;
      for (const [weight, gaps] of groups) {
        let number = 0;
        for (const gap of gaps) {
          number += gap;
          scores.set(number, Math.max(scores.get(number) ?? 0, weight * fit * rarity));
        }
      }
    }
    return scores;
  };

  // All models that have every term, the best first; where none has, those that have the most of them.
  window.modelhub.search = async (question) => {
    const asked = [...new Set(terms(question))].slice(0, 12);
    const { models } = await load("search/index.json");
    const scores = await Promise.all(asked.map((term) => score(term, models)));
    const totals = new Map();
    for (const one of scores) {
      for (const [number, value] of one) {
        const total = totals.get(number) ?? { terms: 0, value: 0 };
        totals.set(number, { terms: total.terms + 1, value: total.value + value });
      }
    }
    const most = Math.max(0, ...[...totals.values()].map((total) => total.terms));
    const found = [...totals].filter(([, total]) => total.terms === most);
    found.sort((a, b) => b[1].value - a[1].value || a[0] - b[0]);
    return new Map(found.map(([number, total]) => [number, total.value]));
  };
  Object.assign(window.modelhub, { terms, searchFile: path });
})();
