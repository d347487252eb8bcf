// @ts-check
/** The names of a large site, token by token: those that a query needs are fetched, what they find is checked on the cards. */
(function (parts) {
  const CHECKED = 20, NEAREST = 12, LONGEST_GAP = 8, MOST_PAIRS = 6, MOST_SOUNDS = 4;

  /** @param {any} shared manifest, files, cards, folder */
  parts.makeSlotNames = function (shared) {
    const manifest = shared.manifest, files = shared.files, cards = shared.cards, folder = shared.folder;
    /** Files that did not come, for the query that asks. @type {Set<string>} */
    let missing = new Set();

    /** The documents of a token. @param {string} token */
    async function look(token) {
      const slot = await files.readSlot("names", files.slotOf("names", token[0] === "=" ? token.slice(1, 3) : token.slice(1)), missing);
      const at = slot === null ? -1 : slot.indexOf("\n" + token + "\t");
      if (at < 0) return { documents: [], last: Infinity };
      return parts.readStored(slot.slice(at + token.length + 2, slot.indexOf("\n", at + 1)));
    }
    /** Documents under all of some tokens. @param {string[]} tokens */
    async function lookAll(tokens) {
      return tokens.length ? parts.inAllStored(await Promise.all(tokens.map(look))).documents : [];
    }
    /** Enough pairs of a term to tell it by. @param {string} letter @param {string} term */
    function someTokens(letter, term) { return shared.words.covering(term).map(function (/** @type {string} */ pair) { return letter + pair; }); }
    /** @param {string} letter @param {string} term */
    function pairTokens(letter, term) { return parts.pairs(term).map(function (/** @type {string} */ pair) { return letter + pair; }); }

    /** All that a document is or was called, folded, from its card. @param {number} document */
    function called(document) {
      const shown = names.show(document);
      return shown ? [shown.name].concat(shown.former).map(folder.fold) : [];
    }
    /** The first of some documents with those taken out whose names do not pass. @param {number[]} documents @param {(name: string) => any} test @param {any} task */
    async function check(documents, test, task) {
      const first = documents.slice(0, CHECKED);
      await task.wait(cards.bring(first, missing));
      return first.filter(function (document) { return !names.show(document) || called(document).some(test); }).concat(documents.slice(CHECKED));
    }

    const names = {
      use(/** @type {Set<string>} */ set) { missing = set; },
      show(/** @type {number} */ document) {
        const name = cards.read(document, "name");
        if (name === undefined) return null;
        const kind = manifest.kinds[cards.number(document, "kind") - 1], type = listTypes()[cards.number(document, "type") - 1];
        const programme = manifest.programmes[kind ? kind.programme : type ? type.programme : -1], former = cards.read(document, "former");
        return {
          name: name, former: former ? former.split("\n") : [], place: cards.read(document, "place"), kind: kind, state: cards.read(document, "state"),
          type: type && type.name, programme: programme && programme.name
        };
      },
      knows() { return false; },
      isPlace() { return false; },
      splitPlaces() { return null; },
      async ofKind() { return []; },
      called(/** @type {string} */ term) { return lookAll(["=" + term]); },
      /** Documents whose names hold a term; of a long one not all pairs are looked up, but the names read. @param {string} term @param {any} task */
      async holding(term, task) {
        const tokens = term.length > 1 ? someTokens("b", term) : ["u" + term], found = await lookAll(tokens);
        return tokens.length < parts.pairs(term).length ? check(found, function (name) { return name.includes(term); }, task) : found;
      },
      placed(/** @type {string} */ term) { return lookAll(someTokens("p", term)); },
      /** Documents whose names may be meant by what is typed in letters. @param {string} query @param {any} pinyin @param {any} task */
      async sounding(query, pinyin, task) {
        for (const pieces of readings(query, pinyin.syllables)) {
          const tokens = spread(parts.soundTokens(pieces), MOST_SOUNDS);
          const found = await check(await task.wait(lookAll(tokens)), function (name) {
            return Array.from(name).some(function (_one, at) { return pinyin.match(query, name, at, 0); });
          }, task);
          const around = await task.wait(lookAll(parts.placeTokens(pieces)));
          if (found.length + around.length) return parts.inEither(found, around);
        }
        return [];
      },
      async nearlySounding() { return []; },
      /** Documents whose names hold a term when one of their characters is passed over. @param {string} term @param {any} task */
      async gapping(term, task) {
        if (term.length > LONGEST_GAP) return [];
        const pairs = pairTokens("b", term);
        const lists = await task.wait(Promise.all(pairs.map(function (/** @type {string} */ token, /** @type {number} */ at) {
          return lookAll(pairs.slice(0, at).concat("s" + token.slice(1), pairs.slice(at + 1)));
        })));
        return parts.inAny(lists);
      },
      /** Documents whose names are nearest, of those that share most pairs, or sounds of pairs, with a term. @param {string} term @param {(name: string) => any} near @param {any} pinyin @param {any} task */
      async near(term, near, pinyin, task) {
        const tokens = /^[a-z]+$/.test(term) ? parts.soundTokens(parts.cutSyllables(term, pinyin.syllables) || []) : nearTokens(term, pinyin);
        const counts = /** @type {Map<number, number>} */ (new Map());
        (await task.wait(Promise.all(tokens.map(look)))).forEach(function (/** @type {{documents: number[]}} */ list) {
          list.documents.forEach(function (document) { counts.set(document, (counts.get(document) || 0) + 1); });
        });
        const best = Array.from(counts).sort(function (a, b) { return b[1] - a[1] || a[0] - b[0]; }).slice(0, NEAREST).map(function (one) { return one[0]; });
        await task.wait(cards.bring(best, missing));
        let least = 1.5, found = /** @type {number[]} */ ([]);
        best.forEach(function (document) {
          called(document).map(near).forEach(function (miss) {
            if (!miss || miss.cost > Math.min(least, 1) || term.length < 4 && miss.cost > 0.5 && !miss.isAll) return;
            if (miss.cost < least) found = [];
            least = miss.cost;
            found.push(document);
          });
        });
        return parts.ascending(found);
      },
      /** A large site keeps its order: names come with the cards only. @param {number[]} documents @param {number} count */
      async firstByName(documents, count) { return documents.slice(0, count); }
    };

    function listTypes() {
      return [].concat(...manifest.programmes.map(function (/** @type {any} */ programme, /** @type {number} */ at) {
        return programme.types.map(function (/** @type {any} */ type) { return { name: type.name, programme: at }; });
      }));
    }
    return names;
  };

  /** Ways to cut what is typed in letters, the likeliest first: ü may be typed as u, and a last syllable that is one may still go on. @param {string} query @param {string[]} syllables */
  function readings(query, syllables) {
    const cuts = [query, query.replace(/([ln])u/g, "$1v")].map(function (one) { return parts.cutSyllables(one, syllables) || []; });
    const last = cuts[0].length - 1;
    if (last > 0) cuts.push(cuts[0].slice(0, last).concat({ text: cuts[0][last].text, kind: "rest" }));
    return cuts;
  }

  /** About so many of some tokens, from the first to the last. @param {string[]} tokens @param {number} most */
  function spread(tokens, most) {
    const step = Math.ceil(tokens.length / most);
    return tokens.filter(function (_one, at) { return at % step === 0 || at === tokens.length - 1; });
  }

  /** Tokens of the pairs of a term by their sound, where it is known; of a short term also of characters that stand one apart. @param {string} term @param {any} pinyin */
  function nearTokens(term, pinyin) {
    const tokens = /** @type {string[]} */ ([]);
    spread(parts.pairs(term), MOST_PAIRS).forEach(function (/** @type {string} */ pair) {
      const at = term.indexOf(pair);
      const one = pinyin ? pinyin.readings(pair[0]) : [], other = pinyin ? pinyin.readings(pair[1]) : [];
      tokens.push(one.length && other.length ? "y" + one[0] + " " + other[0] : "b" + pair);
      if (term.length < 5) tokens.push("s" + pair);
      if (term.length < 5 && at + 2 < term.length) tokens.push("b" + term[at] + term[at + 2], "s" + term[at] + term[at + 2]);
    });
    return tokens;
  }
})(starcaseSearch.parts);
