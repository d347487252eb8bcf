// @ts-check
/** Tells what is known of a query so far: the first hits with what is shown of them, how many there are, and what each choice would leave. */
(function (parts) {
  /**
   * @param {any} shared @param {any} request @param {any} task @param {Set<string>} missing @param {(result: any) => void} onUpdate
   * @param {{ranking: any, ways: any, keeps: (document: number) => boolean}} search
   */
  parts.makeTelling = function (shared, request, task, missing, onUpdate, search) {
    const names = shared.names, ranking = search.ranking, ways = search.ways;
    let isOver = false, shown = "", told = 0;

    /** All documents in the order that was asked for; by name only so many as are shown. @param {number[]} documents */
    async function order(documents) {
      if (request.sort === "level") return documents.slice().sort(function (a, b) { return a - b; });
      return request.sort === "name" ? names.firstByName(documents, request.limit, task) : documents;
    }
    /** Tells it when the page had its chance, unless more is told by then. @param {number[]} documents @param {number} total @param {any} facets */
    async function tell(documents, total, facets) {
      const mine = ++told;
      await task.turn();
      const hits = documents.filter(function (document) { return names.show(document); }).map(function (document) {
        const fit = ranking.fit(document);
        return parts.makeHit(document, names, shared.cards, shared.folder, { fit: fit, terms: ways.query.terms, whole: ways.query.whole, pinyin: shared.pinyin, near: ways.near });
      });
      const isNear = total > 0 && ranking.fit(documents[0]).field === "near";
      await task.turn();
      if (mine !== told) return;
      onUpdate({
        q: request.q, total: total, least: telling.least || !isOver, done: isOver, incomplete: missing.size > 0, terms: ways.query.terms,
        hits: hits, facets: facets, hint: isNear ? "near" : null
      });
    }
    async function first() {
      const kept = ranking.all().filter(search.keeps);
      const ordered = (await order(kept)).slice(0, request.limit);
      return { documents: ordered, total: kept.length };
    }

    const telling = {
      least: false,
      /** Shows what is found so far, if there is more to show than before: now, and again when its cards are there. The search goes on meanwhile: what is found later stands further down. */
      async show() {
        try {
          const now = await first();
          if (isOver || shown === String(now.documents)) return;
          shown = String(now.documents);
          const cards = shared.cards.bring(now.documents, missing);
          await tell(now.documents, now.total, null);
          await cards;
          if (!isOver && shown === String(now.documents)) await tell(now.documents, now.total, null);
        } catch (stopped) {
          if (stopped !== parts.GIVEN_UP) throw stopped;
        }
      },
      /** Shows all. */
      async end() {
        const now = await first();
        const cards = shared.cards.bring(now.documents, missing);
        if (request.facets && !shared.facets) {
          await tell(now.documents, now.total, null);
          await task.wait(Promise.all([cards, shared.bringColumns(missing)]));
        }
        const facets = request.facets && shared.facets ? await shared.facets(ranking.all(), request.filters, task) : null;
        if (!shared.cards.has(now.documents)) await tell(now.documents, now.total, facets);
        await task.wait(cards);
        isOver = true;
        await tell(now.documents, now.total, facets);
      }
    };
    return telling;
  };
})(starcaseSearch.parts);
