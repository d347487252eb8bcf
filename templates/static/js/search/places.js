// @ts-check
/** The tree of places: names, parents, and which places a text speaks of. */
(function (parts) {
  /** How the places of a large site are called: the words for their tiers, each with lines of names that begin alike. @param {string} text */
  parts.readPlaceNames = function (text) {
    const names = /** @type {string[]} */ ([]), lengths = /** @type {number[]} */ ([]);
    text.split("\n\n").forEach(function (group) {
      const lines = group.split("\n");
      lines.slice(1).forEach(function (line) {
        const gap = line.indexOf(" ");
        line.slice(gap + 1).split(" ").forEach(function (rest) {
          names.push(line.slice(0, gap) + rest + lines[0]);
          lengths.push(gap + rest.length);
        });
      });
    });
    return { names: names.join("\n"), stems: "", lengths: lengths };
  };

  /** @param {{names: string, stems: string, lengths?: number[], parents?: string, tiers?: string}} table of a large site at first the names alone @param {any} folder @param {string} between what stands between two places */
  parts.makePlaces = function (table, folder, between) {
    const names = table.names ? table.names.split("\n") : [];
    const parents = parts.readNumbers(table.parents || ""), stems = table.lengths || parts.readNumbers(table.stems), tiers = parts.readNumbers(table.tiers || "");
    const folded = names.map(folder.fold);
    const below = /** @type {number[][]} */ (names.map(function () { return []; }));
    const tops = /** @type {number[]} */ ([]);
    names.forEach(function (_name, at) { (parents[at] ? below[parents[at] - 1] : tops).push(at); });

    const stemmed = names.map(function (name, at) { return folder.fold(name.slice(0, stems[at])); });

    /** How long the longest place name is, full or without its tier, with which a text begins (or ends). @param {string} text @param {boolean} atEnd */
    function edge(text, atEnd) {
      let longest = 0;
      function look(/** @type {string} */ name) {
        if (name.length > longest && name.length > 1 && (atEnd ? text.endsWith(name) : text.startsWith(name))) longest = name.length;
      }
      folded.forEach(look);
      stemmed.forEach(look);
      return longest;
    }

    const places = {
      count: names.length,
      tops: tops,
      name(/** @type {number} */ at) { return names[at]; },
      all: folded,
      folded(/** @type {number} */ at) { return folded[at]; },
      foldedStem(/** @type {number} */ at) { return stemmed[at]; },
      /** The name without the word for its tier. */
      stem(/** @type {number} */ at) { return names[at].slice(0, stems[at]); },
      /** The place around it; -1 at the top. */
      parent(/** @type {number} */ at) { return parents[at] - 1; },
      tier(/** @type {number} */ at) { return tiers[at]; },
      children(/** @type {number} */ at) { return below[at]; },
      knows(/** @type {string} */ character) { return folded.some(function (name) { return name.includes(character); }); },
      /** Places whose names hold a text; those that are called so come first. @param {string} text */
      find(text) {
        const wanted = folder.fold(text);
        const found = wanted ? places.select(function (at) { return folded[at].includes(wanted); }) : [];
        const exact = found.filter(function (at) { return folded[at] === wanted || stemmed[at] === wanted; });
        return exact.concat(found.filter(function (at) { return !exact.includes(at); }));
      },
      /** @param {(at: number) => boolean} test */
      select(test) {
        const found = [];
        for (let at = 0; at < names.length; at++) if (test(at)) found.push(at);
        return found;
      },
      /** Marks (1) some places and all that lies in them. @param {number[]} some */
      within(some) {
        const inside = new Uint8Array(names.length);
        const waiting = some.slice();
        while (waiting.length) {
          const at = /** @type {number} */ (waiting.pop());
          if (!inside[at]) { inside[at] = 1; waiting.push.apply(waiting, below[at]); }
        }
        return inside;
      },
      /** Where a body is, as lists say it: the place around it, then itself. @param {number[]} some */
      say(some) {
        return some.map(function (at) {
          const around = places.parent(at);
          return (around < 0 ? "" : names[around] + " ") + names[at];
        }).join(between);
      },
      /** Whether a place is called so in full. @param {string} text */
      isCalled(text) { return folded.includes(text); },
      /** A folded text as names of places at its beginning and end, and what is left; null where there is none, or nothing is left. @param {string} text */
      split(text) {
        const before = [], after = [];
        let rest = text;
        for (let length = edge(rest, false); length && length < rest.length; length = edge(rest, false)) {
          before.push(rest.slice(0, length));
          rest = rest.slice(length);
        }
        for (let length = edge(rest, true); length && length < rest.length; length = edge(rest, true)) {
          after.unshift(rest.slice(-length));
          rest = rest.slice(0, -length);
        }
        return before.length + after.length ? before.concat(rest, after) : null;
      }
    };
    return places;
  };
})(starcaseSearch.parts);
