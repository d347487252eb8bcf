// @ts-check
/**
 * Words of bodies and of their stories: a pair of characters leads to the documents that hold it; of stories a run, which is a pair and
 * the character behind it, leads to those that hold nearly that.
 */
(function (parts) {
  const MOST = 4, SHORT = 3, MOST_IN_PIECES = 6, OFTEN = 10000, UNKNOWN = 400;

  /** @param {any} manifest @param {any} files */
  parts.makeWords = function (manifest, files) {
    const rank = /** @type {Map<string, number>} */ (new Map()), slots = /** @type {Map<string, number[]>} */ (new Map());
    Array.from(/** @type {string} */ (manifest.common)).forEach(function (character, at) { rank.set(character, at); });

    /** Pairs that stories say often, the more so the higher. */
    const often = /** @type {Map<string, number>} */ (new Map());

    /** How often the pairs of a run are said, one with the other. @param {string} run */
    function oftenness(run) { return parts.pairs(run).reduce(function (/** @type {number} */ sum, /** @type {string} */ pair) { return sum + (often.get(pair) || 0); }, 0); }
    /** How rare a pair or a run must be, to judge by its characters, and by what is known to be said often. */
    function rareness(/** @type {string} */ pair) {
      return -OFTEN * oftenness(pair) + Array.from(pair).reduce(function (sum, one) { return sum + (rank.has(one) ? Number(rank.get(one)) : UNKNOWN); }, 0);
    }
    /** The numbers of a slot that begin with a digest: what follows the pair, and the document, as one. @param {number[]} slot @param {number} digest @param {number} range how many there may be of each */
    function numbersOf(slot, digest, range) {
      const from = placeIn(slot, digest * range);
      return slot.slice(from, placeIn(slot, (digest + 1) * range)).map(function (number) { return number - digest * range; });
    }
    /** Of a pair's numbers, which tell documents and what follows there, the documents of a run; of a pair alone those of all. @param {number[]} numbers @param {string} run */
    function choose(numbers, run) {
      const told = manifest.told, wanted = run.length > 2 ? run.charCodeAt(2) % told.nexts : -1;
      const lists = /** @type {number[][]} */ (Array.from({ length: told.nexts }, function () { return []; }));
      numbers.forEach(function (number) { lists[Math.floor(number / manifest.documents)].push(number % manifest.documents); });
      const chosen = wanted < 0 ? lists : [lists[wanted]];
      const ends = chosen.filter(function (list) { return list.length === told.words; }).map(function (list) { return list[list.length - 1]; });
      return { documents: parts.inAny(chosen), last: Math.min.apply(null, ends) };
    }
    /** The numbers of a slot, read once. @param {"own" | "words"} kind @param {number} at @param {Set<string>} missing */
    async function slotOf(kind, at, missing) {
      const name = kind + at, known = slots.get(name);
      if (known) return known;
      const text = await files.readSlot(kind, at, missing);
      if (text !== null && typeof text !== "string") throw new Error(name + " is no text");
      const numbers = parts.readAscending(text || "");
      if (text !== null) slots.set(name, numbers);
      return numbers;
    }
    function rarest(/** @type {string[]} */ pairs) { return pairs.slice().sort(function (a, b) { return rareness(b) - rareness(a); }); }

    /** Whether a run tells something: not both of its pairs are said often. @param {string} run */
    function isTelling(run) { return parts.pairs(run).some(function (/** @type {string} */ pair) { return !often.has(pair); }); }

    /** How many pairs of a run are in none of some others. @param {string} run @param {string[]} others */
    function freshPairs(run, others) {
      return parts.pairs(run).filter(function (/** @type {string} */ pair) { return !others.some(function (other) { return other.includes(pair); }); }).length;
    }

    const words = {
      /** Brings what a large site tells of pairs that stories say often. @param {Set<string>} missing */
      async learn(missing) {
        const table = manifest.often && !often.size ? await files.read(manifest.often, missing) : null;
        (table || []).forEach(function (/** @type {string} */ pairs, /** @type {number} */ at) {
          for (let start = 0; start < pairs.length; start += 2) often.set(pairs.substr(start, 2), table.length - at);
        });
      },
      /** Pairs, the rarest first, to judge by their characters. */
      rarestFirst: rarest,
      /** So many runs of a term by which stories are looked up: those said the least often first, of these such with the most pairs that are in none yet. @param {string} term @param {number} count */
      chain(term, count) {
        const left = rarest(parts.runs(term)), chosen = /** @type {string[]} */ ([]);
        while (left.length && chosen.length < count) {
          const fresh = left.filter(function (run) { return freshPairs(run, chosen); }), some = fresh.length ? fresh : left;
          const alike = some.filter(function (run) { return oftenness(run) === oftenness(some[0]); });
          const most = Math.max.apply(null, alike.map(function (run) { return freshPairs(run, chosen); }));
          const next = alike.find(function (run) { return freshPairs(run, chosen) === most; }) || left[0];
          chosen.push(left.splice(left.indexOf(next), 1)[0]);
        }
        return chosen;
      },
      /** Whether each pair of a term that tells something is in one of so many runs. @param {string} term @param {number} count */
      isChained(term, count) {
        const chosen = words.chain(term, count);
        return parts.runs(term).filter(isTelling).every(function (run) { return !freshPairs(run, chosen); });
      },
      /** @param {string} term */
      first(term) { return parts.pairs(term).slice(0, 1); },
      /** @param {string} term */
      last(term) { return parts.pairs(term).slice(-1); },
      /** The rarer of a term's first and last pair: where that is nowhere, no more need be looked up. Both, where it is made of frequent characters, so that it hardly is nowhere. @param {string} term */
      rarerEnd(term) {
        const ends = rarest(words.bothEnds(term));
        return ends.length && rareness(ends[0]) < UNKNOWN ? ends : ends.slice(0, 1);
      },
      /** @param {string} term */
      bothEnds(term) { return words.first(term).concat(words.last(term)); },
      /** All pairs of a term, unless they are many. @param {string} term */
      all(term) { return parts.pairs(term).slice(0, MOST_IN_PIECES); },
      /** What a term is looked up by next: its first and its last pair; all, where it is short. @param {string} term */
      ends(term) {
        const pairs = parts.pairs(term);
        return pairs.length > SHORT ? [pairs[0], pairs[pairs.length - 1]] : pairs;
      },
      /** The first and the last pair of a term, and the rarest, until all characters are seen to. @param {string} term */
      covering(term) {
        const pairs = parts.pairs(term), open = new Set(term), chosen = /** @type {string[]} */ ([]);
        pairs.slice(0, 1).concat(pairs.slice(-1), rarest(pairs)).forEach(function (/** @type {string} */ pair) {
          if (chosen.includes(pair) || chosen.length >= MOST || pairs.length > MOST && !open.has(pair[0]) && !open.has(pair[1])) return;
          open.delete(pair[0]);
          open.delete(pair[1]);
          chosen.push(pair);
        });
        return chosen;
      },
      /** The lists of some pairs or runs. One whose file does not come is in no text that is known. @param {"own" | "words"} kind what bodies say of themselves, or what stories tell @param {string[]} pairs @param {Set<string>} missing */
      async read(kind, pairs, missing) {
        const found = /** @type {Map<string, {documents: number[], last: number}>} */ (new Map());
        await Promise.all(pairs.map(async function (pair) {
          const slot = manifest[kind] ? await slotOf(kind, files.slotOf(kind, pair.slice(0, 2)), missing) : [];
          const numbers = numbersOf(slot, files.digest(pair), manifest.documents * (kind === "own" ? 1 : manifest.told.nexts));
          found.set(pair, kind === "own" ? cutAt(numbers, manifest.told.own) : choose(numbers, pair));
        }));
        return found;
      }
    };
    return words;
  };

  /** A list, which was cut where just the best are there. @param {number[]} documents @param {number | null} best */
  function cutAt(documents, best) { return { documents: documents, last: documents.length === best ? documents[documents.length - 1] : Infinity }; }

  /** How many numbers of an ascending list are below one. @param {number[]} numbers @param {number} wanted */
  function placeIn(numbers, wanted) {
    let low = 0, high = numbers.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (numbers[middle] < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  }
})(starcaseSearch.parts);
