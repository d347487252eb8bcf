// @ts-check
/** What is typed in letters, cut into syllables, initials and characters: by such pieces the names of a large site are looked up. */
(function (parts) {
  /** @typedef {{text: string, kind: "whole" | "initial" | "rest" | "sign"}} Piece */
  const latin = /[a-z]/, MOST_WAYS = 3, MOST_ENDS = 4;

  /**
   * The ways to cut a query into pieces, with as few initials as can be; the last syllable may be unfinished (`rest`). A letter that begins no syllable stands for itself.
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
      take(at, 1, "initial", begins.has(query[at]) ? 3 : 4);
      if (/^[zcs]h/.test(query.slice(at))) take(at, 2, "initial", 2.5);
    }
    const end = best[query.length];
    return end ? end.ways : [];
  };
  /** The first of these ways, or null. @param {string} query @param {string[]} syllables */
  parts.cutSyllables = function (query, syllables) { return parts.waysToCut(query, syllables)[0] || null; };

  /** Whether a piece is heard: names are read aloud with their letters and digits. @param {Piece} piece */
  function isHeard(piece) { return piece.kind !== "sign" || /[0-9]/.test(piece.text); }

  /** The syllables that a piece may be, as long as they are few. @param {Piece} piece @param {string[]} syllables */
  function heardAs(piece, syllables) {
    if (piece.kind === "initial") return [];
    const whole = piece.kind === "rest" ? syllables.filter(function (one) { return one.startsWith(piece.text); }) : [piece.text];
    return whole.length > MOST_ENDS ? [] : whole;
  }

  /** The tokens under which names are found that are read so; of a list of tokens one is enough. @param {Piece[]} pieces @param {string[]} syllables @returns {(string | string[])[]} */
  parts.soundTokens = function (pieces, syllables) {
    const tokens = /** @type {Map<string, string | string[]>} */ (new Map());
    function add(/** @type {string | string[]} */ token) { tokens.set(String(token), token); }
    pieces.forEach(function (piece, at) {
      const before = pieces[at - 1], next = pieces[at + 1], third = pieces[at + 2];
      if (piece.kind === "whole" && pieces.length === 1) add("Y" + piece.text);
      if (!next) return;
      if (piece.kind === "sign" && next.kind === "sign") add("b" + piece.text + next.text);
      else if (isHeard(piece) && isHeard(next)) {
        const ends = heardAs(next, syllables), pairs = piece.kind === "initial" ? [] : ends.map(function (end) { return "y" + piece.text + " " + end; });
        if (pairs.length) add(pairs.length > 1 ? pairs : pairs[0]);
        else if (third && isHeard(third)) add("I" + piece.text[0] + next.text[0] + third.text[0]);
        else if (before && isHeard(before)) add("I" + before.text[0] + piece.text[0] + next.text[0]);
        else add("i" + piece.text[0] + next.text[0]);
      } else if (piece.kind === "whole") add("Y" + piece.text);
      else if (next.kind === "whole" && !third) add("Y" + next.text);
      else if (piece.kind === "sign") add("u" + piece.text);
    });
    return Array.from(tokens.values());
  };

  /** The tokens under which places are found that are read so: only whole syllables count, two at the least. @param {Piece[]} pieces */
  parts.placeTokens = function (pieces) {
    if (!pieces.every(function (piece) { return piece.kind === "whole"; })) return [];
    return pieces.slice(1).map(function (piece, at) { return "q" + pieces[at].text + " " + piece.text; });
  };
})(starcaseSearch.parts);
