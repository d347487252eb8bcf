// @ts-check
/** Near misses among the names of a large site: those that share most with what was typed are read on their cards. */
(function (parts) {
  const NEAREST = 6, MOST_ALIKE = 12, LIKELY = 0.4, MOST_PAIRS = 6, SHORT = 4, RATHER_SHORT = 6, FREQUENT = 500, LEAST_SHARED = 2, MOST_WRONG = 2, FEW = 2;
  /** Documents that are nearest, what of their names was meant, and what of names that are farther may be. @typedef {{distance: number, documents: number[], meant: Set<string>, others: Set<string>}} Nearest */
  function nothing() { return /** @type {Nearest} */ ({ distance: 1.5, documents: [], meant: new Set(), others: new Set() }); }

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

  /** Pairs of a term whose characters have one between them. @param {string} term */
  function apart(term) { return Array.from({ length: term.length - 2 }, function (_none, at) { return term[at] + term[at + 2]; }); }

  /** Those around the characters that are the likeliest to be wrong, as their pairs stand in the fewest names. @param {string} term @param {{documents: number[]}[]} lists those of the term's pairs */
  function aroundWrong(term, lists) {
    function count(/** @type {number} */ at) { return lists[at].documents.length + lists[at + 1].documents.length; }
    const places = apart(term).map(function (_pair, at) { return at; }).sort(function (one, other) { return count(one) - count(other); });
    return places.slice(0, MOST_WRONG).map(function (at) { return apart(term)[at]; });
  }

  /** How many of some lists a document stands in at the most. @param {{documents: number[], last: number}[]} lists */
  function mostShared(lists) {
    const counts = /** @type {Map<number, number>} */ (new Map());
    let most = 0;
    lists.forEach(function (list) {
      list.documents.forEach(function (document) {
        const count = 1 + (counts.get(document) || 0);
        counts.set(document, count);
        most = Math.max(most, count);
      });
    });
    return most + lists.filter(function (list) { return list.last < Infinity; }).length;
  }

  const LETTERS = /^[a-z]+$/;
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
      const best = nothing(), isShort = term.length <= RATHER_SHORT;

      function note(/** @type {number} */ document, /** @type {string} */ name, /** @type {any} */ miss) {
        const distance = parts.distance(miss), meant = LETTERS.test(term) ? "" : parts.meant(term, name, miss);
        if (distance > best.distance) {
          if (meant && miss.cost <= 1) best.others.add(meant);
          return;
        }
        if (distance < best.distance) {
          best.meant.forEach(function (other) { best.others.add(other); });
          Object.assign(best, { distance: distance, documents: [], meant: new Set() });
        }
        best.documents.push(document);
        if (meant) best.meant.add(meant);
      }
      documents.forEach(function (document) {
        called(document).forEach(function (name) {
          const miss = near(name);
          if (miss && miss.cost <= (isShort ? 1 : 1.5) && (term.length >= SHORT || miss.cost <= 0.5 || miss.isAll)) note(document, name, miss);
        });
      });
      return best;
    }
    return {
      /** Whether some name or place may hold so much of a term that it may be meant: what is no slip need not be looked for any further. @param {string} term @param {(pair: string) => Promise<{documents: number[], last: number}>} look */
      async isLikely(term, look) {
        const pairs = parts.spread(parts.pairs(term), MOST_PAIRS);
        const lists = await Promise.all((term.length > SHORT ? pairs : pairs.concat(apart(term))).map(look));
        return mostShared(lists) >= Math.max(1, Math.min(LEAST_SHARED, term.length - SHORT));
      },
      /** Names that are nearest to a term, of those that share most with it: by its pairs first; where it is rather short, by those that a character between, or one too many, makes; then strange pairs by how they sound. @param {string} term @param {(name: string) => any} near @param {any[] | null} sounds null where sounds do not count @param {any} task @returns {Promise<Nearest>} */
      async find(term, near, sounds, task) {
        const lists = /** @type {any[]} */ ([]);
        let isOpen = false, found = nothing();

        /** Of four characters, whether the two that a wrong one leaves side by side are in any name; else those around it need not be looked up. @param {string} _pair @param {number} at */
        function isOpposite(_pair, at) { return term.length < SHORT || lists[2 - 2 * at].documents.length > 0; }
        /** Looks some tokens up and reads the documents that share most, then some of the next. @param {string[]} some */
        async function read(some) {
          lists.push.apply(lists, await task.wait(tokens.lookEach(some)));
          const weighed = weigh(lists, manifest.documents), most = weighed.length ? weighed[0][1].weight : 0;
          const alike = weighed.filter(function (one, at) { return at < MOST_ALIKE && one[1].weight > most - 0.01; });
          const others = weighed.slice(alike.length, Math.max(alike.length, NEAREST)).filter(function (one) { return one[1].weight > LIKELY * most; });
          isOpen = weighed.length > NEAREST && weighed[NEAREST][1].weight > LIKELY * most;
          for (const part of [alike, alike.concat(others)]) {
            const documents = part.map(function (one) { return one[0]; });
            if (found.documents.length > FEW) break;
            await task.wait(bring(documents));
            found = nearest(documents, term, near);
          }
          return found;
        }
        if (sounds && LETTERS.test(term)) return read(parts.soundTokens(parts.cutSyllables(term, sounds[0].syllables) || [], sounds[0].syllables));
        const isShort = term.length <= SHORT, isRatherShort = term.length <= RATHER_SHORT, pairs = parts.spread(parts.pairs(term), MOST_PAIRS);
        await read((isShort ? pairs.concat(apart(term)) : pairs).map(lettered("b")));
        const strange = pairs.filter(function (/** @type {string} */ _pair, /** @type {number} */ at) { return !lists[at].documents.length; });
        if (!found.documents.length && isShort) await read(apart(term).filter(isOpposite).map(lettered("s")));
        const right = mostShared(lists);
        if (!found.documents.length && isRatherShort && !isShort && right >= term.length - SHORT) await read(apart(term).map(lettered("b")));
        if (!found.documents.length && isRatherShort && !isShort && right > term.length - SHORT) await read(aroundWrong(term, lists).map(lettered("s")));
        if (!found.documents.length && sounds && (term.length < SHORT || isOpen)) await read(aloud(strange, sounds));
        return found;
      }
    };
  };
})(starcaseSearch.parts);
