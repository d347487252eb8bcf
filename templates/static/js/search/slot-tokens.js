// @ts-check
/** The tokens of a large site's names: in which file a token stands, and to which documents it leads. */
(function (parts) {
  const FAMILIES = /** @type {Record<string, string>} */ ({ s: "apart", y: "spoken", Y: "spoken", i: "spoken", I: "spoken", q: "spoken" });
  const AT_ONCE = 2, HASH = 0xfffff;

  /** @param {any} manifest @param {any} files */
  parts.makeTokens = function (manifest, files) {
    const tokens = {
      /** Files that did not come, for the query that asks. @type {Set<string>} */
      missing: new Set(),
      /** The documents of a token, or of any of some, as a list that may have been cut. @param {string | string[]} token @returns {Promise<{documents: number[], last: number}>} */
      async look(token) {
        if (typeof token !== "string") return parts.inAnyStored(await tokens.lookEach(token));
        const family = FAMILIES[token[0]] || "names", slotOf = token[0] === "=" ? token.slice(1, 3) : token.slice(1);
        const slot = await files.readSlot(family, files.slotOf(family, slotOf), tokens.missing);
        const at = slot === null ? -1 : slot.indexOf("\n" + token + "\t");
        if (at < 0) return { documents: [], last: Infinity };
        return parts.readStored(slot.slice(at + token.length + 2, slot.indexOf("\n", at + 1)));
      },
      lookEach(/** @type {(string | string[])[]} */ some) { return Promise.all(some.map(tokens.look)); },
      /**
       * {documents, last, isAll: whether all tokens were looked up}: documents under all of some tokens. The first two are looked up at once, the others one by one while more than a few are left.
       * @param {(string | string[])[]} some @param {number} few
       */
      async narrow(some, few) {
        const lists = await tokens.lookEach(some.slice(0, AT_ONCE));
        let found = lists.length ? parts.inAllStored(lists) : { documents: [], last: Infinity };
        while (lists.length < some.length && found.documents.length > few) {
          lists.push(await tokens.look(some[lists.length]));
          found = parts.inAllStored(lists);
        }
        return { documents: found.documents, last: found.last, isAll: lists.length === some.length };
      },
      /** The token of a whole name: its first two characters, which tell the file, and a hash. @param {string} name */
      whole(name) { return "=" + Array.from(name).slice(0, 2).join("") + (parts.hashOf(name) & HASH).toString(16); }
    };
    return tokens;
  };

  /** About so many of some tokens, from the first to the last. @template Token @param {Token[]} some @param {number} most */
  parts.spread = function (some, most) {
    const step = Math.ceil(some.length / most);
    return some.filter(function (_one, at) { return at % step === 0 || at === some.length - 1; });
  };
})(starcaseSearch.parts);
