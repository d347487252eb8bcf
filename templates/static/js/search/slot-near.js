// @ts-check
/** Near misses among the names of a large site: those that share most with what was typed are read on their cards. */
(function (parts) {
  const NEAREST = 6, MOST_ALIKE = 12, LIKELY = 0.4, MOST_PAIRS = 6, SHORT = 4, RATHER_SHORT = 6, FREQUENT = 500, LEAST_SHARED = 2;
  /** @typedef {{distance: number, documents: number[]}} Nearest */

  /** Documents that share two or more of some tokens, those that share the rarest ones first. Lists that are long only count for documents of others. @param {{documents: number[], last: number}[]} lists @param {number} all how many documents there are */
  function weigh(lists, all) {
    const shared = /** @type {Map<number, {count: number, weight: number}>} */ (new Map());
    lists.filter(function (list) { return list.documents.length; }).sort(function (a, b) { return a.documents.length - b.documents.length; }).forEach(function (list, at) {
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

  /** Pairs of a rather short term whose characters have one between them. @param {string} term */
  function apart(term) {
    return term.length > RATHER_SHORT ? [] : Array.from({ length: term.length - 2 }, function (_none, at) { return term[at] + term[at + 2]; });
  }

  function lettered(/** @type {string} */ letter) { return function (/** @type {string} */ pair) { return letter + pair; }; }

  /** Tokens of the sounds of pairs, where these are known. @param {string[]} pairs @param {any[]} sounds pinyin, and how characters are read that are in no name */
  function aloud(pairs, sounds) {
    function read(/** @type {string} */ one) { return sounds[0] && sounds[0].readings(one)[0] || sounds[1].get(one); }
    return pairs.filter(function (pair) { return read(pair[0]) && read(pair[1]); }).map(function (pair) { return "y" + read(pair[0]) + " " + read(pair[1]); });
  }

  /** @param {any} manifest @param {any} tokens @param {(documents: number[]) => Promise<any>} bring @param {(document: number) => string[]} called */
  parts.makeSlotNear = function (manifest, tokens, bring, called) {
    /** The nearest of some documents by what they are or were called. @param {number[]} documents @param {string} term @param {(name: string) => any} near @returns {Nearest} */
    function nearest(documents, term, near) {
      let best = { distance: 1.5, documents: /** @type {number[]} */ ([]) };
      documents.forEach(function (document) {
        called(document).map(near).forEach(function (miss) {
          if (!miss || miss.cost > (term.length > RATHER_SHORT ? 1.5 : 1) || term.length < SHORT && miss.cost > 0.5 && !miss.isAll || parts.distance(miss) > best.distance) return;
          if (parts.distance(miss) < best.distance) best = { distance: parts.distance(miss), documents: [] };
          best.documents.push(document);
        });
      });
      return best;
    }
    return {
      /** Names that are nearest to a term, of those that share most with it: by its pairs first; where it is rather short, by those that a character between, or one too many, makes; then strange pairs by how they sound. @param {string} term @param {(name: string) => any} near @param {any[] | null} sounds null where sounds do not count @param {any} task @returns {Promise<number[]>} */
      async find(term, near, sounds, task) {
        const lists = /** @type {any[]} */ ([]);
        let isOpen = false;

        /** Looks some tokens up and reads the documents that share most, then some of the next. @param {string[]} some */
        async function read(some) {
          lists.push.apply(lists, await task.wait(tokens.lookEach(some)));
          const weighed = weigh(lists, manifest.documents), most = weighed.length ? weighed[0][1].weight : 0;
          const alike = weighed.filter(function (one, at) { return at < MOST_ALIKE && one[1].weight > most - 0.01; });
          const others = weighed.slice(alike.length, Math.max(alike.length, NEAREST)).filter(function (one) { return one[1].weight > LIKELY * most; });
          isOpen = weighed.length > NEAREST && weighed[NEAREST][1].weight > LIKELY * most;
          let found = /** @type {number[]} */ ([]);
          for (const part of [alike, others]) {
            const documents = part.map(function (one) { return one[0]; });
            if (found.length) break;
            await task.wait(bring(documents));
            found = nearest(documents, term, near).documents;
          }
          return found;
        }
        if (sounds && /^[a-z]+$/.test(term)) return read(parts.soundTokens(parts.cutSyllables(term, sounds[0].syllables) || [], sounds[0].syllables));
        const isShort = term.length <= SHORT, pairs = parts.spread(parts.pairs(term), MOST_PAIRS);
        let found = await read((isShort ? pairs.concat(apart(term)) : pairs).map(lettered("b")));
        const strange = pairs.filter(function (/** @type {string} */ _pair, /** @type {number} */ at) { return !lists[at].documents.length; });
        if (!found.length && term.length <= RATHER_SHORT) found = await read(apart(term).map(lettered(isShort ? "s" : "b")));
        if (!found.length && sounds && (isShort || isOpen)) found = await read(aloud(strange, sounds));
        return found;
      }
    };
  };
})(starcaseSearch.parts);
