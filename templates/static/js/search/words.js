// @ts-check
/** Words of bodies and of their stories: a pair of characters leads to the documents that hold it. */
(function (parts) {
  const MOST = 4;

  /** @param {any} manifest @param {any} files */
  parts.makeWords = function (manifest, files) {
    const rank = /** @type {Map<string, number>} */ (new Map());
    Array.from(/** @type {string} */ (manifest.common)).forEach(function (character, at) { rank.set(character, at); });

    /** How rare a pair must be, to judge by its characters. */
    function rareness(/** @type {string} */ pair) {
      return Array.from(pair).reduce(function (sum, one) { return sum + (rank.has(one) ? Number(rank.get(one)) : 400); }, 0);
    }
    function rarest(/** @type {string[]} */ pairs) { return pairs.slice().sort(function (a, b) { return rareness(b) - rareness(a); }); }

    return {
      /** The rarest pairs of a term, so many; those that share no character with one before come first. @param {string} term @param {number} count */
      rarest(term, count) {
        const sorted = rarest(parts.pairs(term)), apart = /** @type {string[]} */ ([]);
        sorted.forEach(function (/** @type {string} */ pair) {
          if (!apart.some(function (one) { return one.includes(pair[0]) || one.includes(pair[1]); })) apart.push(pair);
        });
        return apart.concat(sorted.filter(function (/** @type {string} */ pair) { return !apart.includes(pair); })).slice(0, count);
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
      /** The lists of some pairs. One whose file does not come is in no text that is known. @param {"own" | "words"} kind what bodies say of themselves, or what stories tell @param {string[]} pairs @param {Set<string>} missing */
      async read(kind, pairs, missing) {
        const found = /** @type {Map<string, {documents: number[], last: number}>} */ (new Map());
        await Promise.all(pairs.map(async function (pair) {
          const slot = manifest[kind] ? await files.readSlot(kind, files.slotOf(kind, pair), missing) : "";
          found.set(pair, readLine(slot || "", pair));
        }));
        return found;
      }
    };
  };

  /** The list of a pair. @param {string} slot @param {string} pair */
  function readLine(slot, pair) {
    const at = slot.indexOf("\n" + pair);
    return parts.readStored(at < 0 ? "" : slot.slice(at + 1 + pair.length, slot.indexOf("\n", at + 1)));
  }
})(starcaseSearch.parts);
