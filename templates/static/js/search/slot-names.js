// @ts-check
/** The names of a large site, token by token: those that a query needs are fetched, what they find is checked on the cards. */
(function (parts) {
  const FEW = 3, CHECKED = 10, MOST_CHECKED = 30, LONGEST_GAP = 6, SHORTEST_SLIP = 7, SHORTEST_LIKELY = 4, MOST_MEANT = 3, LONGEST_SLIP = 30, MOST_ALIKE = 12, MOST_SOUNDS = 4, MOST_PLACES = 6, STEPS = 100, MOST = 0.8;
  const LETTERS = /^[a-z0-9]+$/;

  /** @param {any} shared manifest, files, cards, folder */
  parts.makeSlotNames = function (shared) {
    const manifest = shared.manifest, files = shared.files, cards = shared.cards, folder = shared.folder, words = shared.words;
    const tokens = parts.makeTokens(manifest, files);
    const near = parts.makeSlotNear(manifest, tokens, function (/** @type {number[]} */ documents) { return cards.bring(documents, tokens.missing); }, called);
    /** How places are called, once that was asked for. */
    let places = /** @type {any} */ (null), placeRarity = /** @type {Int32Array | null} */ (null);

    /** Documents under all of some tokens. @param {string[]} some */
    async function lookAll(some) { return (await tokens.narrow(some, 0)).documents; }
    /** Brings how places are called: there are fewer such names than places, and they tell what a query means by itself. */
    async function bringPlaces() {
      const table = places ? null : await files.read(manifest.places, tokens.missing);
      if (table && !places) places = parts.makePlaces(parts.readPlaceNames(table), folder, manifest.between);
      return places;
    }
    /** Documents in places that are called so; in some, where these are many. @param {string[]} called */
    async function inPlaces(called) { return parts.inAny(await Promise.all(called.slice(0, MOST_PLACES).map(names.placed))); }

    /** Documents whose names hold any of some texts. @param {Iterable<string>} texts @param {any} task */
    async function holdingAny(texts, task) {
      return parts.inAny(await Promise.all(Array.from(texts).slice(0, MOST_MEANT).map(function (text) { return names.holding(text, task); })));
    }

    /** {names, meant, isWhole: whether a place was meant as a whole}: how places are called that are nearest to a term, where what is right tells enough. @param {string} term @param {(name: string) => any} near @param {any} task */
    async function nearPlaces(term, near, task) {
      let least = Infinity, nearest = { names: /** @type {string[]} */ ([]), meant: /** @type {Set<string>} */ (new Set()), isWhole: false };
      if (!await task.wait(bringPlaces())) return nearest;
      const weights = placeRarity = placeRarity || parts.weigh(places.all.join("\n"));
      for (let at = 0; at < places.count; at++) {
        const miss = near(places.folded(at));
        if (miss && parts.distance(miss) <= least && parts.isTelling(term, miss, weights, places.count)) {
          if (parts.distance(miss) < least) nearest = { names: [], meant: new Set(), isWhole: false };
          least = parts.distance(miss);
          nearest.names.push(places.folded(at));
          nearest.meant.add(parts.meant(term, places.folded(at), miss));
          nearest.isWhole = nearest.isWhole || parts.isWholly(term, places.folded(at), miss);
        }
        if (at % STEPS === 0 && task.isDue()) await task.turn();
      }
      return nearest;
    }
    /** Enough pairs of a term to tell it by, the rarest first. @param {string} letter @param {string} term */
    function someTokens(letter, term) { return words.rarestFirst(words.covering(term)).map(function (/** @type {string} */ pair) { return letter + pair; }); }
    /** @param {string} letter @param {string} term */
    function pairTokens(letter, term) { return parts.pairs(term).map(function (/** @type {string} */ pair) { return letter + pair; }); }

    /** All that a document is or was called, folded, from its card. @param {number} document */
    function called(document) {
      const shown = names.show(document);
      return shown ? [shown.name].concat(shown.former).map(folder.fold) : [];
    }
    /** Of documents that were found by pieces, those in which a syllable and a character stand side by side as typed: each character that is read so is looked up with it. @param {{documents: number[], last: number}} found @param {any[]} pieces @param {any} pinyin */
    async function crossing(found, pieces, pinyin) {
      const at = pieces.findIndex(function (piece, at) { return pieces[at + 1] && (piece.kind === "whole" && pieces[at + 1].kind === "sign" || piece.kind === "sign" && pieces[at + 1].kind === "whole"); });
      if (at < 0 || found.documents.length <= FEW) return found.documents;
      const one = pieces[at].text, other = pieces[at + 1].text;
      const pairs = pieces[at].kind === "sign" ? pinyin.readAs(other).map(function (/** @type {string} */ read) { return one + read; }) : pinyin.readAs(one).map(function (/** @type {string} */ read) { return read + other; });
      if (pairs.length > MOST_ALIKE) return found.documents;
      const lists = await tokens.lookEach(pairs.map(function (/** @type {string} */ pair) { return "b" + pair; }));
      return parts.inAllStored([found, parts.inAnyStored(lists)]).documents;
    }
    /** Some documents with those taken out whose names do not pass. The first are read; where some do not pass more are, and the last left out. @param {number[]} documents @param {(name: string) => any} test @param {any} task */
    async function check(documents, test, task) {
      const passed = /** @type {number[]} */ ([]);
      let at = 0;
      do {
        const some = documents.slice(at, at += CHECKED);
        await task.wait(cards.bring(some, tokens.missing));
        passed.push.apply(passed, some.filter(function (document) { return !names.show(document) || called(document).some(test); }));
      } while (at < documents.length && at < MOST_CHECKED && passed.length < CHECKED && passed.length < at * MOST);
      return passed.length < Math.min(at, documents.length) * MOST ? passed : passed.concat(documents.slice(at));
    }

    const names = {
      use(/** @type {Set<string>} */ set) { tokens.missing = set; },
      show(/** @type {number} */ document) {
        const name = cards.read(document, "name");
        if (name === undefined) return null;
        const kind = manifest.kinds[cards.read(document, "kind") - 1], type = listTypes()[cards.read(document, "type") - 1];
        const programme = manifest.programmes[kind ? kind.programme : type ? type.programme : -1], former = cards.read(document, "former");
        return {
          name: name, former: former ? former.split("\t") : [], place: cards.read(document, "place"), kind: kind, state: cards.read(document, "state"),
          type: type && type.name, programme: programme && programme.name
        };
      },
      knows() { return false; },
      /** Whether a term is the full name of a place; known once places were asked for. @param {string} term */
      isPlace(term) { return term.length > 2 && places !== null && places.isCalled(term); },
      /** A term as places that stand at its beginning or end, and the rest; null where none does. @param {string} term */
      async splitPlaces(term) { return term.length > 2 && await bringPlaces() ? places.split(term) : null; },
      /** Documents with a pair in a name or a place, as a list that may have been cut. @param {string} pair */
      async pair(pair) { return parts.inAnyStored(await tokens.lookEach(["b" + pair, "p" + pair])); },
      async ofKind() { return []; },
      /** Documents that are or were called exactly so: where the index does not tell, hardly any hold all of its pairs. @param {string} term @param {any} task */
      async called(term, task) {
        const isSame = function (/** @type {string} */ name) { return name === term; };
        const told = await check(await lookAll([tokens.whole(term)]), isSame, task);
        if (told.length || term.length < 2) return told;
        const holding = (await tokens.narrow(words.rarestFirst(pairTokens("b", term)), CHECKED)).documents;
        return holding.length > CHECKED ? [] : check(holding, isSame, task);
      },
      /** Documents whose names hold a term: not all of its pairs are looked up, but the names read. @param {string} term @param {any} task */
      async holding(term, task) {
        if (term.length < 2) return lookAll(["u" + term]);
        const some = someTokens("b", term), found = await tokens.narrow(some, FEW);
        const isSure = found.isAll && some.length === parts.pairs(term).length;
        return isSure ? found.documents : check(found.documents, function (name) { return name.includes(term); }, task);
      },
      placed(/** @type {string} */ term) { return lookAll(someTokens("p", term)); },
      /** Documents whose names may be meant by what is typed in letters. @param {string} query @param {any} pinyin @param {any} task */
      async sounding(query, pinyin, task) {
        for (const ways of readings(query, pinyin.syllables)) {
          let found = /** @type {number[]} */ ([]);
          for (const pieces of ways) {
            const may = await task.wait(crossing(await task.wait(tokens.narrow(soundTokens(pieces, pinyin.syllables), FEW)), pieces, pinyin));
            const read = await check(may, function (name) {
              return Array.from(name).some(function (_one, at) { return pinyin.match(query, name, at, 0); });
            }, task);
            found = parts.inAny([found, read, await task.wait(lookAll(parts.placeTokens(pieces)))]);
          }
          if (found.length) return found;
        }
        return [];
      },
      async nearlySounding() { return []; },
      /** Documents whose names hold a short term when one of their characters is passed over. @param {string} term @param {any} task */
      async gapping(term, task) {
        if (term.length > LONGEST_GAP) return [];
        const pairs = pairTokens("b", term), lists = /** @type {number[][]} */ ([]);
        const whole = await task.wait(tokens.lookEach(pairs));
        for (let at = 0; at < pairs.length; at++) {
          const others = whole.filter(function (/** @type {any} */ _list, /** @type {number} */ other) { return other !== at; });
          if (!parts.inAllStored(others).documents.length) continue;
          lists.push(parts.inAllStored(others.concat(await task.wait(tokens.look("s" + pairs[at].slice(1))))).documents);
        }
        const around = await task.wait(bringPlaces()) ? places.all.filter(function (/** @type {string} */ name) { return isGapped(name, term); }) : [];
        return parts.inAny(lists.concat([await task.wait(inPlaces(around))]));
      },
      /** Whether a term may be a name or a place with a slip at all. @param {string} term */
      async mayBeNear(term) { return term.length < SHORTEST_LIKELY || LETTERS.test(term) || near.isLikely(term, names.pair); },
      /** Documents whose names, or places, a long term is with a slip; that costs less to know than what bodies say of themselves. @param {string} term @param {any} task */
      async slipping(term, task) {
        if (term.length < SHORTEST_SLIP || term.length > LONGEST_SLIP || !/[^a-z0-9]/.test(term)) return { nearest: [], farther: [] };
        return names.near(term, parts.makeNear(term, function () { return ""; }), null, task);
      },
      /** {nearest, farther}: documents in places called nearly so (where it is a piece of a place's name, those that have it in their own come first); or else those whose names are nearest to a term. @param {string} term @param {(name: string) => any} miss @param {any[] | null} sounds pinyin, and how characters are read that are in no name; null where sounds do not count @param {any} task */
      async near(term, miss, sounds, task) {
        const most = sounds && term.length >= SHORTEST_SLIP ? 1.5 : 1;
        const around = await nearPlaces(term, function (name) {
          const found = miss(name);
          return found && found.cost <= most ? found : null;
        }, task);
        if (around.names.length) {
          const placed = await task.wait(inPlaces(around.names));
          return around.isWhole ? { nearest: placed, farther: [] } : { nearest: await task.wait(holdingAny(around.meant, task)), farther: placed };
        }
        const found = await near.find(term, miss, sounds, task);
        const same = await task.wait(holdingAny(found.meant, task)), farther = await task.wait(holdingAny(found.others, task));
        return { nearest: parts.inEither(parts.ascending(found.documents), same), farther: farther };
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

  /** Ways to cut what is typed in letters, the likeliest first, and together those that are as likely: ü may be typed as u, a last syllable that is one may still go on, and two letters may begin one syllable or two. @param {string} query @param {string[]} syllables */
  function readings(query, syllables) {
    const cuts = [query, query.replace(/([ln])u/g, "$1v")].map(function (one) { return parts.waysToCut(one, syllables); });
    if (LETTERS.test(query) && query.length > 2 && cuts[0].some(hasInitial)) cuts[0] = cuts[0].concat([Array.from(query, function (letter) { return { text: letter, kind: "initial" }; })]);
    const likely = cuts[0].filter(function (/** @type {any[]} */ pieces) { return pieces.length > 1; });
    cuts.push(likely.map(function (/** @type {any[]} */ pieces) { return pieces.slice(0, -1).concat({ text: pieces[pieces.length - 1].text, kind: "rest" }); }));
    if (/[zcs]h/.test(query)) cuts.push(likely.map(function (/** @type {any[]} */ pieces) { return [].concat(...pieces.map(inLetters)); }));
    return cuts;
  }
  function hasInitial(/** @type {any[]} */ pieces) { return pieces.some(function (piece) { return piece.kind === "initial"; }); }
  /** Two letters that begin a syllable as beginnings of two. @param {any} piece */
  function inLetters(piece) {
    return piece.kind !== "initial" ? [piece] : Array.from(piece.text, function (letter) { return { text: letter, kind: "initial" }; });
  }

  /** Whether a name holds a term when one of the name's characters is passed over. @param {string} name @param {string} term */
  function isGapped(name, term) {
    for (let cut = 1; cut < term.length; cut++) {
      const start = name.indexOf(term.slice(0, cut));
      if (start >= 0 && name.startsWith(term.slice(cut), start + cut + 1)) return true;
    }
    return false;
  }

  /** Tokens of what is typed in letters, those first that tell much. @param {any[]} pieces @param {string[]} syllables */
  function soundTokens(pieces, syllables) {
    const some = parts.soundTokens(pieces, syllables), telling = some.filter(function (/** @type {string | string[]} */ token) { return /^[byI]/.test(String(token)); });
    return parts.spread(telling, MOST_SOUNDS).concat(some.filter(function (/** @type {string | string[]} */ token) { return !telling.includes(token); }));
  }
})(starcaseSearch.parts);
