// @ts-check
/** What is typed in letters, cut into syllables, initials and characters: by such pieces the names of a large site are looked up. */
(function (parts) {
  /** @typedef {{text: string, kind: "whole" | "initial" | "rest" | "sign"}} Piece */
  const latin = /[a-z]/, MOST_WAYS = 3;

  /**
   * The ways to cut a query into pieces, with as few initials as can be; the last syllable may be unfinished (`rest`). None where letters are left that begin no syllable.
   * @param {string} query @param {string[]} syllables
   */
  parts.waysToCut = function (query, syllables) {
    const known = new Set(syllables), begins = new Set(syllables.map(function (one) { return one[0]; }));
    const best = /** @type {(undefined | {cost: number, ways: Piece[][]})[]} */ ([{ cost: 0, ways: [[]] }]);

    /** @param {number} at @param {number} length @param {Piece["kind"]} kind @param {number} cost */
    function take(at, length, kind, cost) {
      const before = /** @type {{cost: number, ways: Piece[][]}} */ (best[at]), there = best[at + length];
      if (there && there.cost < before.cost + cost) return;
      const ways = before.ways.map(function (pieces) { return pieces.concat({ text: query.substr(at, length), kind: kind }); });
      best[at + length] = { cost: before.cost + cost, ways: (there && there.cost === before.cost + cost ? there.ways.concat(ways) : ways).slice(0, MOST_WAYS) };
    }
    for (let at = 0; at < query.length; at++) {
      if (!best[at]) continue;
      if (!latin.test(query[at])) { take(at, 1, "sign", 0); continue; }
      for (let length = 1; length <= 6 && at + length <= query.length; length++) {
        const text = query.substr(at, length);
        if (known.has(text)) take(at, length, "whole", 1);
        else if (at + length === query.length && syllables.some(function (one) { return one.startsWith(text); })) take(at, length, "rest", 1.5);
      }
      if (begins.has(query[at])) take(at, 1, "initial", 3);
      if (/^[zcs]h/.test(query.slice(at))) take(at, 2, "initial", 2.5);
    }
    const end = best[query.length];
    return end ? end.ways : [];
  };
  /** The first of these ways, or null. @param {string} query @param {string[]} syllables */
  parts.cutSyllables = function (query, syllables) { return parts.waysToCut(query, syllables)[0] || null; };

  /** The tokens under which names are found that are read so. @param {Piece[]} pieces */
  parts.soundTokens = function (pieces) {
    const tokens = /** @type {string[]} */ ([]);
    pieces.forEach(function (piece, at) {
      const before = pieces[at - 1], next = pieces[at + 1], third = pieces[at + 2];
      if (piece.kind === "whole" && pieces.length === 1) tokens.push("Y" + piece.text);
      if (!next) return;
      if (piece.kind === "sign" || next.kind === "sign") {
        if (piece.kind === next.kind) tokens.push("b" + piece.text + next.text);
        else if (piece.kind === "whole") tokens.push("Y" + piece.text);
        else if (next.kind === "whole" && !third) tokens.push("Y" + next.text);
        else if (piece.kind === "sign") tokens.push("u" + piece.text);
      } else if (piece.kind === "whole" && next.kind === "whole") tokens.push("y" + piece.text + " " + next.text);
      else if (third && third.kind !== "sign") tokens.push("I" + piece.text[0] + next.text[0] + third.text[0]);
      else if (before && before.kind !== "sign") tokens.push("I" + before.text[0] + piece.text[0] + next.text[0]);
      else tokens.push("i" + piece.text[0] + next.text[0]);
    });
    return tokens.filter(function (token, at) { return tokens.indexOf(token) === at; });
  };

  /** The tokens under which places are found that are read so: only whole syllables count, two at the least. @param {Piece[]} pieces */
  parts.placeTokens = function (pieces) {
    if (!pieces.every(function (piece) { return piece.kind === "whole"; })) return [];
    return pieces.slice(1).map(function (piece, at) { return "q" + pieces[at].text + " " + piece.text; });
  };
})(starcaseSearch.parts);
