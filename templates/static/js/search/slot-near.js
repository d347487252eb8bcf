// @ts-check
/** Near misses among the names of a large site: those that share most with what was typed are read on their cards. */
(function (parts) {
  const NEAREST = 6, LIKELY = 0.6, MOST_PAIRS = 6, SHORT = 4, LONGEST_BY_SOUND = 6, FREQUENT = 500, LEAST_SHARED = 2;
  /** @typedef {{cost: number, documents: number[]}} Nearest */

  /** Documents that share two or more of some tokens, those that share the rarest ones first. Lists that are long only count for documents of others. @param {{documents: number[], last: number}[]} lists @param {number} all how many documents there are */
  function weigh(lists, all) {
    const shared = /** @type {Map<number, {count: number, weight: number}>} */ (new Map());
    lists.slice().sort(function (a, b) { return a.documents.length - b.documents.length; }).forEach(function (list, at) {
      const weight = Math.log(all / (list.documents.length + 1));
      /** @param {number} document */
      function add(document) {
        const known = shared.get(document);
        if (known) { known.count++; known.weight += weight; }
        else shared.set(document, { count: 1, weight: weight });
      }
      if (list.documents.length < FREQUENT || at < LEAST_SHARED) list.documents.forEach(add);
      else shared.forEach(function (_known, document) { if (parts.holds(list, document)) add(document); });
    });
    const least = Math.min(LEAST_SHARED, lists.length);
    return Array.from(shared).filter(function (one) { return one[1].count >= least; }).sort(function (a, b) { return b[1].weight - a[1].weight || a[0] - b[0]; });
  }

  /** Pairs of a short term whose characters have one between them. @param {string} term */
  function apart(term) {
    return term.length > SHORT ? [] : Array.from({ length: term.length - 2 }, function (_none, at) { return term[at] + term[at + 2]; });
  }

  /** Tokens by which a name that is nearly a term is found: its pairs; of a short one also those that a character between, or one too many, makes; then its sounds. @param {string} term @param {any[] | null} sounds pinyin, and how characters are read that are in no name */
  function stages(term, sounds) {
    if (sounds && /^[a-z]+$/.test(term)) return [parts.soundTokens(parts.cutSyllables(term, sounds[0].syllables) || [])];
    const pairs = parts.spread(parts.pairs(term), MOST_PAIRS);
    function read(/** @type {string} */ one) { return sounds && (sounds[0] && sounds[0].readings(one)[0] || sounds[1].get(one)); }
    function lettered(/** @type {string} */ letter) { return function (/** @type {string} */ pair) { return letter + pair; }; }
    const found = [pairs.concat(apart(term)).map(lettered("b")), apart(term).map(lettered("s"))];
    if (sounds && term.length <= LONGEST_BY_SOUND) {
      found.push(pairs.filter(function (/** @type {string} */ pair) { return read(pair[0]) && read(pair[1]); }).map(function (/** @type {string} */ pair) { return "y" + read(pair[0]) + " " + read(pair[1]); }));
    }
    return found.filter(function (tokens) { return tokens.length; });
  }

  /** @param {any} manifest @param {any} tokens @param {(documents: number[]) => Promise<any>} bring @param {(document: number) => string[]} called */
  parts.makeSlotNear = function (manifest, tokens, bring, called) {
    /** The nearest of some documents by what they are or were called. @param {number[]} documents @param {string} term @param {(name: string) => any} near @returns {Nearest} */
    function nearest(documents, term, near) {
      let best = { cost: 1.5, documents: /** @type {number[]} */ ([]) };
      documents.forEach(function (document) {
        called(document).map(near).forEach(function (miss) {
          if (!miss || miss.cost > Math.min(best.cost, 1) || term.length < SHORT && miss.cost > 0.5 && !miss.isAll) return;
          if (miss.cost < best.cost) best = { cost: miss.cost, documents: [] };
          best.documents.push(document);
        });
      });
      return best;
    }

    return {
      /** Names that are nearest to a term, of those that share most with it: by its characters first, then by how they sound. @param {string} term @param {(name: string) => any} near @param {any[] | null} sounds null where sounds do not count @param {any} task @returns {Promise<Nearest>} */
      async find(term, near, sounds, task) {
        const lists = /** @type {any[]} */ ([]);
        for (const some of stages(term, sounds)) {
          lists.push.apply(lists, await task.wait(tokens.lookEach(some)));
          const likely = weigh(lists, manifest.documents).filter(function (one, _at, all) { return one[1].weight >= LIKELY * all[0][1].weight; }).slice(0, NEAREST).map(function (one) { return one[0]; });
          await task.wait(bring(likely));
          const found = nearest(likely, term, near);
          if (found.documents.length || term.length > SHORT && likely.length < NEAREST) return found;
        }
        return { cost: Infinity, documents: [] };
      }
    };
  };
})(starcaseSearch.parts);
