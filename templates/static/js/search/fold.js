// @ts-check
/** Folding: width, case, signs and traditional characters make no difference. Python folds the index in the same way. */
(function (parts) {
  const kept = /[\p{L}\p{N}]/u;
  let simplified = "";

  /** The Chinese characters of GB 2312, which has simplified ones, and hardly any that is traditional. */
  function listSimplified() {
    const codes = [];
    for (let lead = 0xb0; lead <= 0xf7; lead++) for (let last = 0xa1; last <= 0xfe; last++) codes.push(lead, last);
    return new TextDecoder("gbk").decode(new Uint8Array(codes));
  }
  parts.isSimplified = function (/** @type {string} */ character) {
    simplified = simplified || listSimplified();
    return simplified.includes(character);
  };

  /** Folds text by a table of traditional characters, which may grow. */
  parts.makeFolder = function () {
    const variants = /** @type {Map<string, string>} */ (new Map());
    const known = /** @type {Map<string, string>} */ (new Map());

    function foldOne(/** @type {string} */ character) {
      let folded = "";
      for (const one of character.normalize("NFKC").toLowerCase()) {
        if (kept.test(one)) folded += variants.get(one) || one;
      }
      known.set(character, folded);
      return folded;
    }

    return {
      /** Characters of `from` become those of `to` at the same place. */
      learn(/** @type {{from: string, to: string}} */ table) {
        const to = Array.from(table.to);
        Array.from(table.from).forEach(function (character, at) { variants.set(character, to[at]); });
        known.clear();
      },
      fold(/** @type {string} */ text) {
        let folded = "";
        for (const character of text) {
          const one = known.get(character);
          folded += one === undefined ? foldOne(character) : one;
        }
        return folded;
      },
      /** The ranges of `text` from which those of its folded form came. @param {string} text @param {number[][]} ranges */
      unfold(text, ranges) {
        if (!ranges.length) return [];
        const starts = [], ends = [];
        let at = 0;
        for (const character of text) {
          const one = known.get(character);
          const length = (one === undefined ? foldOne(character) : one).length;
          for (let n = 0; n < length; n++) { starts.push(at); ends.push(at + character.length); }
          at += character.length;
        }
        return ranges.map(function (range) { return [starts[range[0]], ends[range[1] - 1]]; });
      }
    };
  };

  /** A text that was typed, cut at spaces and signs. */
  parts.cutWords = function (/** @type {string} */ text) {
    return text.normalize("NFKC").split(/[^\p{L}\p{N}\p{M}]+/u).filter(Boolean);
  };
})(starcaseSearch.parts);
