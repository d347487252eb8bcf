// @ts-check
/** What is shown of a document that was found. */
(function (parts) {
  /** The columns of texts on a card of a large site, in this order. */
  const TEXTS = ["id", "what", "phone", "name", "place", "former", "state"];

  /** @param {any} manifest @param {any} files @param {any} folder */
  parts.makeCards = function (manifest, files, folder) {
    let spelling = /** @type {any} */ (null);
    /** The signs with which a large site's cards are spelled, and the traditional characters of its names. @param {Set<string>} missing */
    async function bringSigns(missing) {
      const table = spelling || !manifest.signs ? null : await files.read(manifest.signs, missing);
      if (!table || spelling) return;
      folder.learn(table.variants);
      spelling = parts.makeSpelling(table.signs.split("\n"), String);
    }
    /** A card's columns; null where they cannot be read. @param {any} card */
    function columnsOf(card) {
      if (!card || card.texts === undefined) return card;
      if (!spelling) return null;
      const lines = spelling.read(card.texts).split("\n"), length = lines.length / TEXTS.length;
      const columns = /** @type {any} */ ({ kind: parts.readNumbers(card.kind), type: parts.readNumbers(card.type) });
      TEXTS.forEach(function (column, at) { columns[column] = lines.slice(at * length, (at + 1) * length); });
      return columns;
    }
    const here = /** @type {Map<number, any>} */ (new Map());
    const size = manifest.cards.size;
    function slotOf(/** @type {number} */ document) { return Math.floor(document / size); }
    return {
      /** Brings the cards of some documents. @param {number[]} documents @param {Set<string>} missing */
      async bring(documents, missing) {
        await Promise.all(Array.from(new Set(documents.map(slotOf))).map(async function (slot) {
          if (here.has(slot)) return;
          const read = await Promise.all([files.readSlot("cards", slot, missing), bringSigns(missing)]), columns = columnsOf(read[0]);
          if (columns) here.set(slot, columns);
        }));
      },
      has(/** @type {number[]} */ documents) { return documents.every(function (document) { return here.has(slotOf(document)); }); },
      /** A column of a document's card; undefined while that is not there. @param {number} document @param {string} column */
      read(document, column) {
        const slot = here.get(slotOf(document));
        return slot && slot[column][document % size];
      }
    };
  };

  /** A document's address from the top of the site. @param {string | undefined} id */
  function addressOf(id) {
    if (id === undefined) return null;
    return (id.startsWith("stories/") ? id : "organizations/" + id) + "/index.html";
  }

  /**
   * @param {number} document @param {any} names @param {any} cards @param {any} folder
   * @param {{fit: any, terms: string[], whole: string, pinyin: any, near: any}} found how it was found
   */
  parts.makeHit = function (document, names, cards, folder, found) {
    const shown = names.show(document);
    const isNear = found.fit.field === "near";
    const folded = folder.fold(shown.name);
    const asked = found.fit.name === "sound" || found.whole && folded.includes(found.whole) ? [found.whole] : found.terms;
    const marks = parts.findMarks(folded, isNear && found.near ? [] : asked, found.pinyin, isNear ? found.near : null);
    const placeMarks = shown.place ? parts.findMarks(folder.fold(shown.place), asked, found.fit.field === "pinyin" ? found.pinyin : null, null) : [];
    const isPlace = found.fit.name === "terms" && !marks.length && placeMarks.length > 0;
    return {
      doc: document, tier: found.fit.tier, field: isPlace ? "place" : found.fit.field,
      name: shown.name, marks: folder.unfold(shown.name, marks),
      place: shown.place, placeMarks: folder.unfold(shown.place, placeMarks),
      href: addressOf(cards.read(document, "id")), what: cards.read(document, "what") || "", phone: cards.read(document, "phone") || "",
      kind: shown.kind && shown.kind.label ? shown.kind : null, state: shown.state || "", type: shown.type || "", programme: shown.programme || "",
      former: marks.length || !asked.length ? "" : shown.former.find(function (/** @type {string} */ name) {
        return parts.findMarks(folder.fold(name), asked, found.pinyin, isNear ? found.near : null).length > 0;
      }) || ""
    };
  };
})(starcaseSearch.parts);
