// @ts-check
/** Where nothing was found: shorter ways to say it that do find something. */
((parts) => {
  const MOST = 4;

  /** What might be meant: single words, then the beginning, the end, and all but a character. */
  function guess(/** @type {string} */ q) {
    const words = q.split(/\s+/), text = Array.from(words.join("")), half = Math.ceil(text.length / 2);
    const cut = text.length < 3 ? [] : [text.slice(0, -1), text.slice(1), text.slice(0, half), text.slice(-half), text.slice(0, 2), text.slice(-2)];
    const all = (words.length > 1 ? words : []).concat(cut.map((one) => one.join("")));
    return all.filter((one, at) => Array.from(one).length > 1 && one !== q && all.indexOf(one) === at);
  }

  /** How many results a search has. */
  parts.countHits = (/** @type {any} */ engine, /** @type {string} */ q, /** @type {any} */ filters) => new Promise((resolve) => {
    engine.search({ q: q, filters: filters, limit: 0 }, (/** @type {any} */ result) => { if (result.done) resolve(result.hint === "near" ? 0 : result.total); });
  });

  /** Some [query, filters, results] that have results: without the filters, then shorter. @param {any} engine @param {string} q @param {any} filters */
  parts.findShorter = async (engine, q, filters) => {
    const isFiltered = Object.keys(filters).length > 0, found = [];
    const tries = guess(q).map((one) => [one, filters]);
    if (q && isFiltered) tries.unshift([q, {}]);
    if (isFiltered) tries.push(...guess(q).map((one) => [one, {}]));
    for (const one of tries) {
      const count = await parts.countHits(engine, one[0], one[1]);
      if (count && !found.some((other) => other[0] === one[0])) found.push([one[0], one[1], count]);
      if (found.length === MOST) break;
    }
    return found;
  };
})(starcaseSearch.parts);
