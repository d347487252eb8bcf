// @ts-check
/** The names of a large site, token by token: those that a query needs are fetched, what they find is checked on the cards. */
(function (parts) {
  const CHECKED = 20, NEAREST = 12, LONGEST_GAP = 8, MOST_PAIRS = 6, MOST_SOUNDS = 4, MOST_PLACES = 6, STEPS = 100;

  /** @param {any} shared manifest, files, cards, folder */
  parts.makeSlotNames = function (shared) {
    const manifest = shared.manifest, files = shared.files, cards = shared.cards, folder = shared.folder;
    /** Files that did not come, for the query that asks. @type {Set<string>} */
    let missing = new Set();
    /** How places are called, once that was asked for. */
    let places = /** @type {any} */ (null), placeRarity = /** @type {Int32Array | null} */ (null);

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
    /** Brings how places are called: there are fewer such names than places, and they tell what a query means by itself. */
    async function bringPlaces() {
      const table = places ? null : await files.read(manifest.places, missing);
      if (table && !places) places = parts.makePlaces(table, folder, manifest.between);
      return places;
    }
    /** Documents in places that are called so; in some, where these are many. @param {string[]} called */
    async function inPlaces(called) { return parts.inAny(await Promise.all(called.slice(0, MOST_PLACES).map(names.placed))); }

    /** {cost, names}: how places are called that are nearest to a term, where what is right tells enough. @param {string} term @param {(name: string) => any} near @param {any} task */
    async function nearPlaces(term, near, task) {
      let least = Infinity, nearest = { cost: Infinity, names: /** @type {string[]} */ ([]) };
      if (!await task.wait(bringPlaces())) return nearest;
      const weights = placeRarity = placeRarity || parts.weigh(places.all.join("\n"));
      for (let at = 0; at < places.count; at++) {
        const miss = near(places.folded(at));
        if (miss && parts.distance(miss) <= least && parts.isTelling(term, miss, weights, places.count)) {
          if (parts.distance(miss) < least) nearest = { cost: miss.cost, names: [] };
          least = parts.distance(miss);
          nearest.names.push(places.folded(at));
        }
        if (at % STEPS === 0 && task.isDue()) await task.turn();
      }
      return nearest;
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
      /** Whether a term is the full name of a place; known once places were asked for. @param {string} term */
      isPlace(term) { return term.length > 2 && places !== null && places.isCalled(term); },
      /** A term as places that stand at its beginning or end, and the rest; null where none does. @param {string} term */
      async splitPlaces(term) { return term.length > 2 && await bringPlaces() ? places.split(term) : null; },
      /** Documents with a pair in a name or a place, as a list that may have been cut. @param {string} pair */
      async pair(pair) { return parts.inAnyStored([await look("b" + pair), await look("p" + pair)]); },
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
        const around = await task.wait(bringPlaces()) ? places.all.filter(function (/** @type {string} */ name) { return isGapped(name, term); }) : [];
        return parts.inAny(lists.concat([await task.wait(inPlaces(around))]));
      },
      /** Documents whose names are nearest, of those that share most pairs, or sounds of pairs, with a term, or which are in places called nearly so. @param {string} term @param {(name: string) => any} near @param {any[]} sounds pinyin, and how characters are read that are in no name @param {any} task */
      async near(term, near, sounds, task) {
        const tokens = /^[a-z]+$/.test(term) ? parts.soundTokens(parts.cutSyllables(term, sounds[0].syllables) || []) : nearTokens(term, sounds);
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
        const around = await nearPlaces(term, near, task);
        if (around.cost > least) return parts.ascending(found);
        return parts.inEither(around.cost < least ? [] : parts.ascending(found), await task.wait(inPlaces(around.names)));
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

  /** Whether a name holds a term when one of the name's characters is passed over. @param {string} name @param {string} term */
  function isGapped(name, term) {
    for (let cut = 1; cut < term.length; cut++) {
      const start = name.indexOf(term.slice(0, cut));
      if (start >= 0 && name.startsWith(term.slice(cut), start + cut + 1)) return true;
    }
    return false;
  }

  /** About so many of some tokens, from the first to the last. @param {string[]} tokens @param {number} most */
  function spread(tokens, most) {
    const step = Math.ceil(tokens.length / most);
    return tokens.filter(function (_one, at) { return at % step === 0 || at === tokens.length - 1; });
  }

  /** Tokens of the pairs of a term by their sound, where it is known; of a short term also of characters that stand one apart. @param {string} term @param {any[]} sounds */
  function nearTokens(term, sounds) {
    const tokens = /** @type {string[]} */ ([]);
    function read(/** @type {string} */ one) { return sounds[0] && sounds[0].readings(one)[0] || sounds[1].get(one); }
    spread(parts.pairs(term), MOST_PAIRS).forEach(function (/** @type {string} */ pair) {
      const at = term.indexOf(pair);
      const one = read(pair[0]), other = read(pair[1]);
      tokens.push(one && other ? "y" + one + " " + other : "b" + pair);
      if (term.length < 5) tokens.push("s" + pair);
      if (term.length < 5 && at + 2 < term.length) tokens.push("b" + term[at] + term[at + 2], "s" + term[at] + term[at + 2]);
    });
    return tokens;
  }
})(starcaseSearch.parts);
