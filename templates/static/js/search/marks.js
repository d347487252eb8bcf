// @ts-check
/** Where in a name or a place stands what was typed. */
(function (parts) {
  /** Ranges in order, those that touch made one. @param {number[][]} ranges */
  function join(ranges) {
    const found = /** @type {number[][]} */ ([]);
    ranges.sort(function (a, b) { return a[0] - b[0]; }).forEach(function (range) {
      const last = found[found.length - 1];
      if (last && range[0] <= last[1]) last[1] = Math.max(last[1], range[1]);
      else found.push(range.slice());
    });
    return found;
  }

  /** The first place of a term, or of the pairs of it that are there. @param {string} text @param {string} term */
  function findTerm(text, term) {
    const whole = text.indexOf(term);
    if (whole >= 0) return [[whole, whole + term.length]];
    return parts.pairs(term).filter(function (/** @type {string} */ pair) { return text.includes(pair); }).map(function (/** @type {string} */ pair) {
      return [text.indexOf(pair), text.indexOf(pair) + 2];
    });
  }

  /** The best of the places where a term may be read. @param {string} text @param {string} term @param {any} pinyin */
  function hear(text, term, pinyin) {
    for (const gaps of [0, 1]) {
      let best = /** @type {number[] | null} */ (null), kind = 3;
      for (let at = 0; at < text.length; at++) {
        const match = pinyin.match(term, text, at, gaps);
        if (match && match[1] < kind) { best = [at, match[0]]; kind = match[1]; }
      }
      if (best) return [best];
    }
    return [];
  }

  /** Ranges of a folded text in which terms stand, literally, by their sound, or nearly. @param {string} text @param {string[]} terms @param {any} pinyin or null @param {((text: string) => any) | null} near */
  parts.findMarks = function (text, terms, pinyin, near) {
    const found = /** @type {number[][]} */ ([]);
    terms.forEach(function (term) {
      const heard = pinyin && /[a-z]/.test(term) && !text.includes(term) ? hear(text, term, pinyin) : [];
      found.push.apply(found, heard.length ? heard : findTerm(text, term));
    });
    const miss = near && near(text);
    if (miss) found.push([miss.from, miss.to]);
    return join(found);
  };
})(starcaseSearch.parts);
