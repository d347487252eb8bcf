// @ts-check
/** The engine: takes a query through the ways of finding what it means, the quickest first, and tells what is known after each. */
(function (parts) {
  const ENOUGH = 10, FEW = 3;

  /** What all queries share. @param {any} manifest @param {(name: string) => Promise<any>} fetch */
  function makeShared(manifest, fetch) {
    const files = parts.makeFiles(manifest, fetch), folder = parts.makeFolder();
    const shared = {
      manifest: manifest, files: files, folder: folder, cards: parts.makeCards(manifest, files, folder), words: parts.makeWords(manifest, files),
      names: /** @type {any} */ (null), columns: /** @type {any} */ (null), pinyin: /** @type {any} */ (null), sounds: /** @type {any} */ (null), facets: /** @type {any} */ (null),
      useColumns(/** @type {any} */ table) {
        shared.columns = parts.makeColumns(table, manifest, shared.folder);
        shared.facets = parts.makeFacets(shared.columns, manifest);
      },
      /** Places, levels and types, which a large site brings only when they are asked for. */
      async bringColumns(/** @type {Set<string>} */ missing) {
        const table = shared.columns ? null : await files.read(manifest.columns, missing);
        if (table && !shared.columns) shared.useColumns(table);
        return shared.columns;
      },
      async bringPinyin(/** @type {Set<string>} */ missing) {
        const table = shared.pinyin ? null : await files.read(manifest.readings, missing);
        if (table && !shared.pinyin) shared.pinyin = parts.makePinyin(table, false);
        return shared.pinyin;
      },
      /** How characters sound that are in no name: only near misses need that. */
      async bringSounds(/** @type {Set<string>} */ missing) {
        const table = shared.sounds || !manifest.sounds ? null : await files.read(manifest.sounds, missing);
        if (table && !shared.sounds) shared.sounds = parts.readSounds(table);
        return shared.sounds || new Map();
      }
    };
    return shared;
  }

  /** @param {any} manifest @param {any} core undefined where names come slot by slot @param {(name: string) => Promise<any>} fetch */
  parts.openEngine = async function (manifest, core, fetch) {
    const shared = makeShared(manifest, fetch);
    if (core) {
      shared.folder.learn(core.variants);
      const task = parts.makeTask();
      shared.useColumns(core);
      await task.turn();
      shared.names = await parts.openWholeNames(core, manifest, shared.columns, shared.folder, task);
    } else shared.names = parts.makeSlotNames(shared);

    const engine = {
      manifest: manifest,
      /** The tree of places; on a large site null before `withPlaces`. */
      get places() { return shared.columns && shared.columns.places; },
      /** The engine, when it knows the places. */
      async withPlaces() {
        await shared.bringColumns(new Set());
        return engine;
      },
      /** @param {any} request {q, filters, sort, limit, facets, more} @param {(result: any) => void} onUpdate */
      search(request, onUpdate) {
        const task = parts.makeTask();
        const wanted = Object.assign({}, { q: "", filters: {}, sort: "best", limit: ENOUGH, facets: false, more: false }, request);
        let last = { q: wanted.q, total: 0, least: false, terms: [], hits: [], facets: null, hint: null, done: false };
        answer(shared, wanted, task, function (result) { onUpdate(last = result); }).catch(function (stopped) {
          if (stopped === parts.GIVEN_UP || task.cancelled) return;
          if (!last.done) onUpdate(Object.assign({}, last, { done: true, incomplete: true }));
          throw stopped;
        });
        return { cancel() { task.cancelled = true; } };
      }
    };
    return engine;
  };

  /** @param {any} shared @param {any} request @param {any} task @param {(result: any) => void} onUpdate */
  async function answer(shared, request, task, onUpdate) {
    const missing = /** @type {Set<string>} */ (new Set());
    await Promise.resolve();
    if (Object.keys(request.filters).length) await task.wait(shared.bringColumns(missing));
    const keeps = shared.columns ? shared.columns.filter(request.filters) : function () { return true; };
    if (shared.names.use) shared.names.use(missing);
    const ranking = parts.makeRanking(shared.manifest, keeps);
    const ways = parts.makeWays(shared, ranking, task, missing, request.q);
    const telling = parts.makeTelling(shared, request, task, missing, onUpdate, { ranking: ranking, ways: ways, keeps: keeps });
    let mistake = null;
    /** What was found before a mistake is told all the same. */
    function note(/** @type {any} */ stopped) {
      if (stopped === parts.GIVEN_UP) throw stopped;
      mistake = stopped;
      missing.add("");
    }
    if (!request.q.trim()) ranking.add("exact", Array.from({ length: shared.manifest.bodies }, function (_none, at) { return at; }));
    else if (ways.query.whole) await find(shared, request, ranking, ways, telling).catch(note);
    await telling.end();
    if (mistake) throw mistake;
  }

  /** @param {any} shared @param {any} request @param {any} ranking @param {any} ways @param {any} telling */
  async function find(shared, request, ranking, ways, telling) {
    await findInNames(shared, request, ranking, ways);
    const isEnough = ranking.count("exact") > 0 || ranking.count("terms") >= Math.max(ENOUGH, request.limit) || ranking.has("sound") && !ranking.has("terms") || ways.isSlip;
    if (isEnough && !request.more) {
      telling.least = ways.query.whole.length > 1 && ranking.has("terms");
      return;
    }
    telling.show();
    if (!ranking.has("near")) ways.prepareNearness();
    await ways.byOwnWords();
    if (!ranking.has("own")) {
      await ways.byWhatIsAsked();
      if (!ranking.has("own")) await ways.byOwnWords();
    }
    telling.show();
    const enough = Math.max(ENOUGH, request.limit);
    if (!ranking.foundNear() && ranking.count("own") < enough) await ways.byPiecesOfWords(1, ways.isAsked);
    if (!ranking.has("ownCut") || mayBeChance(ranking, ways)) await findSimilar(ranking, ways);
    const isAnswered = ranking.has("own") || ranking.foundNear() || ways.isAsked && ranking.has("ownCut");
    if (!request.more && (ranking.count("ownCut") >= enough || isAnswered && (ways.isLong() || ways.query.terms.length > 1))) {
      telling.least = ranking.has("ownCut");
      return;
    }
    telling.show();
    await ways.byStories();
    if (!ranking.has("story")) await ways.byPiecesOfStories();
    telling.least = ways.isCut;
  }

  /** Names and places: as they were typed, then as they may have been meant. @param {any} shared @param {any} request @param {any} ranking @param {any} ways */
  async function findInNames(shared, request, ranking, ways) {
    const found = () => ranking.has("sound");
    await ways.byName();
    if (!found()) await ways.bySimplerWriting();
    if (!found() && parts.isQuestion(request.q, shared.manifest.questions)) await ways.byWhatIsAsked();
    if (!found()) await ways.byPlace();
    if (ways.query.latin && (!found() || mayBeSound(ways.query.whole) && ranking.count("terms") < ENOUGH)) await ways.bySound();
    if (!found() && ways.query.latin) await ways.byBrokenSound();
    if (!found()) await ways.byGap();
    if (!ranking.has("farther")) await ways.bySlip();
    if (!ranking.has("farther")) await ways.byPieces();
  }

  /** What is not quite what was typed: a near miss, or three pieces of it. @param {any} ranking @param {any} ways */
  async function findSimilar(ranking, ways) {
    if (ranking.foundNear()) return;
    await ways.byNearness();
    if (!ranking.has("farther")) await ways.byPiecesOfWords(2, true);
  }

  /** Whether so little was found, and that in pieces, that a slip is as likely. @param {any} ranking @param {any} ways */
  function mayBeChance(ranking, ways) { return (ways.isPieced || !ranking.has("own")) && ways.query.terms.length < 2 && ranking.count("ownCut") < FEW; }

  /** Letters that stand in a name may still be the beginning of a word's sound. */
  function mayBeSound(/** @type {string} */ query) { return /^[a-z]{2,}$/.test(query); }
})(starcaseSearch.parts);
