// @ts-check
/** The ways of finding what a query means: each notes in the ranking what it finds. */
(function (parts) {
  const LONGEST_NEAR = 30, LONGEST_CUT = 5, MOST_RUNS = 3, ENOUGH = 10;

  /**
   * @param {any} shared manifest, files, folder, names, words, pinyin
   * @param {any} ranking @param {any} task
   * @param {Set<string>} missing files that did not come
   * @param {string} text what was typed
   */
  parts.makeWays = function (shared, ranking, task, missing, text) {
    const names = shared.names, folder = shared.folder, manifest = shared.manifest;
    /** The lists that were looked up, by pair. @type {{own: Map<string, any>, words: Map<string, any>}} */
    const lines = { own: new Map(), words: new Map() };

    const known = /** @type {Map<string, Promise<number[]>>} */ (new Map());

    /** Documents with a term in a name, a place or a type. */
    function knowing(/** @type {string} */ term) {
      const before = known.get(term);
      if (before) return before;
      const found = task.wait(Promise.all([names.holding(term, task), names.placed(term, task), names.ofKind(term)])).then(parts.inAny);
      known.set(term, found);
      return found;
    }
    /** Documents with a pair in a name or a place, as a list that may have been cut. */
    async function knowingPair(/** @type {string} */ pair) { return names.pair ? task.wait(names.pair(pair)) : wholly(await knowing(pair)); }
    /** A list that is whole. */
    function wholly(/** @type {number[]} */ documents) { return { documents: documents, last: Infinity }; }
    /** Reads the lists of pairs that are not known yet; none for a place, and none for a long number: pairs of digits are everywhere. @param {"own" | "words"} kind @param {(term: string) => string[]} choose */
    async function read(kind, choose) {
      const wanted = [].concat(...ways.query.terms.map(function (/** @type {string} */ term) { return names.isPlace(term) || /^[0-9]{5,}$/.test(term) ? [] : choose(term); }));
      const fresh = wanted.filter(function (pair) { return !lines[kind].has(pair); });
      const found = await task.wait(shared.words.read(kind, fresh, missing));
      found.forEach(function (/** @type {any} */ list, /** @type {string} */ pair) { lines[kind].set(pair, list); });
    }
    /** What is known of a pair, or of a run of stories, from words; null where it was not looked up. @param {string} pair @param {boolean} told whether stories count */
    function listOf(pair, told) {
      const own = lines.own.get(pair.slice(0, 2)), story = lines.words.get(pair);
      if (!told) return own || null;
      return story ? parts.withMore(own ? own.documents : [], story) : null;
    }
    /** Notes the documents that hold all terms; one that is not in a name must have all the pairs that were looked up, in what it says of itself or all in its stories. @param {string} fit @param {boolean} told */
    async function addWords(fit, told) {
      const lists = [];
      for (const term of ways.query.terms) {
        const asked = parts.runs(term).map(function (/** @type {string} */ run) { return told ? lines.words.get(run) : listOf(run, false); }).filter(Boolean);
        const known = await knowing(term), own = told ? await ownWords(term) : [];
        lists.push(parts.withMore(parts.inEither(known, own), asked.length ? parts.inAllStored(asked) : wholly([])));
      }
      noteStored(fit, parts.inAllStored(lists));
    }
    /** Whether any document has some pairs of all terms: if none has the ends, what lies between need not be looked up. @param {(term: string) => string[]} choose @param {boolean} told */
    async function mayHold(choose, told) {
      const lists = [];
      for (const term of ways.query.terms) {
        let found = null;
        for (const pair of choose(term)) {
          const list = listOf(pair, told), here = parts.inEither(await knowing(pair), list ? list.documents : []);
          found = found ? parts.inAll([found, here]) : here;
        }
        lists.push(parts.inEither(await knowing(term), found || []));
      }
      return parts.inAll(lists).length > 0;
    }
    /** Documents whose own words hold a term. */
    async function ownWords(/** @type {string} */ term) {
      const asked = parts.pairs(term).map(function (/** @type {string} */ pair) { return listOf(pair, false); }).filter(Boolean);
      return asked.length ? parts.inAllStored(asked).documents : [];
    }
    function noteStored(/** @type {string} */ fit, /** @type {{documents: number[], last: number}} */ list) {
      ways.isCut = ways.isCut || list.last < Infinity;
      ranking.add(fit, list.documents);
    }
    /** The same, where terms may be cut into pieces. @param {string} fit @param {boolean} told @param {number} most how many times */
    async function addPieces(fit, told, most) {
      const lists = [];
      for (const term of ways.query.terms) {
        const pairs = [];
        for (const pair of parts.pairs(term)) {
          const list = listOf(pair, told), known = await knowingPair(pair);
          pairs.push(list ? parts.inAnyStored([known, list]) : known);
        }
        lists.push(parts.inEither(await knowing(term), parts.inEither(await ownWords(term), pairs.length > 2 ? parts.inCut(pairs, most) : [])));
      }
      ranking.add(fit, parts.inAll(lists));
      await task.turn();
    }
    /** For each term the documents that `find` finds for it; noted are those that stand in all. @param {string} fit @param {string[]} terms @param {(term: string) => Promise<number[]>} find */
    async function addAll(fit, terms, find) {
      const lists = [];
      for (const term of terms) lists.push(await find(term));
      ranking.add(fit, parts.inAll(lists));
      await task.turn();
    }

    /** Notes what comes nearest to what was typed, then what does not come so near. @param {Promise<{nearest: number[], farther: number[]}>} coming @param {number[][]} others documents of the other terms */
    async function noteNear(coming, others) {
      const found = await task.wait(coming);
      ranking.add("near", parts.inAll([found.nearest].concat(others)));
      ranking.add("farther", parts.inAll([found.farther].concat(others)));
    }
    /** @param {string} term @param {number[][]} others documents of the other terms @param {any[]} sounds pinyin, and how characters are read that are in no name */
    async function addNear(term, others, sounds) {
      const near = makeNear(term, sounds[0], sounds[1]);
      if (!near) return;
      await noteNear(names.near(term, near, sounds, task), others);
      ways.near = near;
    }
    /** Nearly all that was typed, or all but one term nearly. @param {any[]} sounds */
    async function addAllNear(sounds) {
      const others = [], strange = [];
      for (const term of ways.query.terms) {
        const found = await knowing(term);
        if (found.length) others.push(found);
        else strange.push(term);
      }
      await addNear(ways.query.whole, [], sounds);
      if (!ranking.foundNear() && others.length && strange.length === 1) await addNear(strange[0], others, sounds);
    }
    const ways = {
      query: parts.readQuery(text, folder),
      /** Whether there may be more than was found, because a list was cut. */
      isCut: false,
      /** Whether what was typed is a name with a slip in it, so that no words need be looked up. */
      isSlip: false,
      /** Whether names and places hold what was typed in pieces only, which may be chance. */
      isPieced: false,
      /** Whether words of a question were taken off. */
      isAsked: false,
      near: /** @type {any} */ (null),

      /** Whether a term is so long that its pairs alone do not make sure that it is there. */
      isLong() { return ways.query.terms.some(function (/** @type {string} */ term) { return term.length > 2 && !names.isPlace(term); }); },

      async byName() {
        const query = ways.query;
        ranking.add("exact", await task.wait(names.called(query.whole, task)));
        ranking.add("name", await task.wait(names.holding(query.whole, task)));
        await addAll("terms", query.terms, knowing);
      },
      /** Characters that no name knows may be traditional ones. */
      async bySimplerWriting() {
        const isKnown = (/** @type {string} */ one) => one < "\u2e80" || names.knows(one) || manifest.common.includes(one) || parts.isSimplified(one) && !manifest.both.includes(one);
        if (Array.from(ways.query.whole).every(isKnown)) return;
        const table = await task.wait(shared.files.read(manifest.variants, missing));
        if (!table) return;
        folder.learn(table);
        const simpler = parts.readQuery(text, folder);
        if (simpler.whole === ways.query.whole) return;
        ways.query = simpler;
        await ways.byName();
      },
      /** What is left of a question. */
      async byWhatIsAsked() {
        const left = parts.withoutQuestion(ways.query, text, manifest.questions, folder);
        if (!left) return;
        ways.query = left;
        ways.isAsked = true;
        await ways.byName();
      },
      /** A place and what is looked for there, written in one. */
      async byPlace() {
        const query = ways.query, terms = /** @type {string[]} */ ([]);
        for (const term of query.terms) terms.push.apply(terms, await task.wait(names.splitPlaces(term)) || [term]);
        if (terms.length === query.terms.length) return;
        ways.query = { whole: query.whole, terms: terms, latin: query.latin };
        await addAll("terms", terms, knowing);
      },
      async bySound() {
        const pinyin = await task.wait(shared.bringPinyin(missing)), query = ways.query;
        if (!pinyin) return;
        for (const sounds of [pinyin, pinyin.wide]) {
          const whole = await names.sounding(query.whole, sounds, task);
          ranking.add("sound", whole);
          if (!whole.length && query.terms.length > 1) {
            await addAll("sound", query.terms, async function (term) {
              return parts.inEither(await knowing(term), /[a-z]/.test(term) ? await names.sounding(term, sounds, task) : []);
            });
          }
          if (ranking.found("sound")) return;
        }
      },
      /** Names that are read so when one of their characters is passed over. */
      async byBrokenSound() {
        const pinyin = await task.wait(shared.bringPinyin(missing));
        if (pinyin && ways.query.whole.length > 3) ranking.add("sound", await names.nearlySounding(ways.query.whole, pinyin.wide, task));
      },
      /** Names and places in which a character stands that was left out. */
      async byGap() {
        const query = ways.query;
        if (query.terms.length < 2 && query.whole.length > 2) ranking.add("near", await names.gapping(query.whole, task));
      },
      /** The name that is meant where what was typed, in one or after a place, has a slip. */
      async bySlip() {
        if (parts.cutWords(text).length > 1 || parts.isQuestion(text, manifest.questions)) return;
        await noteNear(names.slipping(ways.query.whole, task), []);
        ways.isSlip = ranking.foundNear();
      },
      /** Names and places that hold the terms in pieces. */
      async byPieces() {
        await addAll("terms", ways.query.terms, async function (term) {
          const pairs = parts.pairs(term), lists = [];
          if (pairs.length < 3) return knowing(term);
          const ends = [await knowingPair(pairs[0]), await knowingPair(pairs[pairs.length - 1])];
          if (!parts.inAllStored(ends).documents.length) return [];
          for (const pair of pairs) lists.push(await knowingPair(pair));
          return parts.inCut(lists, 2);
        });
        ways.isPieced = ranking.found("terms");
      },
      /** What bodies say of themselves: no more is read of it than is needed to see that none says all terms. */
      async byOwnWords() {
        for (const choose of [shared.words.rarerEnd, shared.words.ends, shared.words.covering]) {
          await read("own", choose);
          if (!await mayHold(choose, false)) break;
        }
        await addWords("own", false);
      },
      /** What stories tell: the rarest run of each term, and where it is found, others, until they make it sure that a term is there in one. */
      async byStories() {
        await task.wait(shared.words.learn(missing));
        for (let count = 1; count <= (ways.isLong() ? MOST_RUNS : 1); count++) {
          await read("words", function (term) { return shared.words.chain(term, count); });
          ranking.forget("story");
          await addWords("story", true);
          const whole = Array.from(lines.words.values()).filter(function (list) { return list.last === Infinity; });
          const isNowhere = whole.some(function (list) { return !list.documents.length; });
          const isSure = whole.length > 0 && ways.query.terms.every(function (/** @type {string} */ term) { return shared.words.isChained(term, count); });
          if (isNowhere || isSure) return;
        }
      },
      /** What bodies say of themselves, where terms may be cut into pieces. @param {number} most how many times @param {boolean} reads whether more is read than was so far */
      async byPiecesOfWords(most, reads) {
        for (const choose of [shared.words.rarerEnd, shared.words.bothEnds, shared.words.all]) {
          if (reads) await read("own", choose);
          if (choose !== shared.words.all && !await mayHold(choose, false)) return;
        }
        await addPieces("ownCut", false, most);
      },
      /** The same of stories, for what is short: else too many files would have to be fetched. */
      async byPiecesOfStories() {
        if (ways.query.whole.length > LONGEST_CUT) return;
        for (const choose of [shared.words.first, shared.words.last]) {
          await read("words", choose);
          if (!await mayHold(choose, true)) return;
        }
        await read("words", shared.words.covering);
        await addPieces("storyCut", true, 1);
      },
      /** Lets what near misses need come meanwhile, where one term is likely to be one. */
      prepareNearness() { if (names.areHere && ways.query.terms.length < 2 && ways.query.whole.length > 2) shared.bringPinyin(missing); },
      /** Names that are nearly what was typed; of several terms one may be wrong. How characters sound that are in no name is fetched only where some name may be meant. */
      async byNearness() {
        if (names.mayBeNear && ways.query.terms.length < 2 && !await task.wait(names.mayBeNear(ways.query.whole))) return;
        const pinyin = await task.wait(shared.bringPinyin(missing));
        const isStrange = (/** @type {string} */ one) => one > "\u2e80" && !(pinyin && pinyin.readings(one).length);
        const hasStrange = Array.from(ways.query.whole).some(isStrange);
        if (hasStrange && names.areHere) {
          await addAllNear([pinyin, null]);
          if (!ranking.foundNear()) return;
          ranking.forget("near");
          ranking.forget("farther");
        }
        await addAllNear([pinyin, hasStrange ? await task.wait(shared.bringSounds(missing)) : new Map()]);
      }
    };
    return ways;
  };

  /** What tells how near a name is, for a term that is long enough to be mistyped. @param {string} term @param {any} pinyin @param {Map<string, string>} sounds */
  function makeNear(term, pinyin, sounds) {
    const isLatin = /^[a-z]+$/.test(term);
    if (term.length < (isLatin ? 6 : 3) || term.length > LONGEST_NEAR || /^[0-9]+$/.test(term)) return null;
    if (!isLatin) return parts.makeNear(term, function (/** @type {string} */ one) { return pinyin ? pinyin.wide.alike(one, sounds) : ""; });
    return pinyin ? parts.makeNearSound(term, pinyin.readings) : null;
  }
})(starcaseSearch.parts);
