// @ts-check
/** How many of the documents found each choice would leave: a choice is counted as if no other of its own kind were made. */
(function (parts) {
  const STEPS = 1000;

  /** @param {any} columns @param {any} manifest */
  parts.makeFacets = function (columns, manifest) {
    const places = columns.places;

    /** Calls `each` with what is left when one choice is not made, in turns. @param {number[]} documents @param {any} filters @param {string} name @param {any} task @param {(document: number) => void} each */
    async function walk(documents, filters, name, task, each) {
      const others = Object.assign({}, filters);
      delete others[name];
      const keeps = Object.keys(others).length ? columns.filter(others) : null;
      for (let at = 0; at < documents.length; at++) {
        if (!keeps || keeps(documents[at])) each(documents[at]);
        if (at % STEPS === 0) await task.turn();
      }
    }
    /** Entries [id, label, count] in the given order; the same id in several programmes is one. @param {{id: string, label: string}[]} choices @param {Int32Array} counts */
    function entries(choices, counts) {
      const found = /** @type {Map<string, [string, string, number]>} */ (new Map());
      choices.forEach(function (one, at) {
        const entry = found.get(one.id);
        if (entry) entry[2] += counts[at];
        else if (counts[at] && one.label) found.set(one.id, [one.id, one.label, counts[at]]);
      });
      return Array.from(found.values());
    }

    async function countTypes(/** @type {number[]} */ documents, /** @type {any} */ filters, /** @type {any} */ task) {
      const counts = new Int32Array(columns.types.length);
      await walk(documents, filters, "type", task, function (document) {
        const at = columns.type(document);
        if (at >= 0) counts[at]++;
      });
      return entries(columns.types, counts);
    }
    /** Levels, or programmes: a document has one for each programme that rates it. @param {number[]} documents @param {any} filters @param {string} name @param {any} task */
    async function countKinds(documents, filters, name, task) {
      const isLevel = name === "level";
      const choices = isLevel ? manifest.kinds : manifest.programmes.map(function (/** @type {any} */ one) { return { id: one.id, label: one.name }; });
      const counts = new Int32Array(choices.length);
      function wanted(/** @type {number} */ kind) {
        return !isLevel || filters.programme === undefined || manifest.programmes[manifest.kinds[kind].programme].id === filters.programme;
      }
      function add(/** @type {number} */ kind) { if (wanted(kind)) counts[isLevel ? kind : manifest.kinds[kind].programme]++; }
      await walk(documents, filters, name, task, function (document) {
        if (columns.kind(document) >= 0) add(columns.kind(document));
        else if (!isLevel && columns.programme(document) >= 0) counts[columns.programme(document)]++;
        (columns.elsewhere(document) || []).forEach(add);
      });
      return entries(choices, counts);
    }
    /** The places among which there is a choice, below the chosen one. @param {number[]} documents @param {any} filters @param {any} task */
    async function countRegions(documents, filters, task) {
      const counts = new Int32Array(places.count), last = new Int32Array(places.count).fill(-1);
      function climb(/** @type {number} */ place, /** @type {number} */ document) {
        for (let at = place; at >= 0 && last[at] !== document; at = places.parent(at)) { last[at] = document; counts[at]++; }
      }
      await walk(documents, filters, "", task, function (document) {
        climb(columns.place(document), document);
        (columns.also(document) || []).forEach(function (/** @type {number} */ place) { climb(place, document); });
      });
      function filled(/** @type {number[]} */ some) { return some.filter(function (at) { return counts[at]; }); }
      let found = filled(filters.region === undefined ? places.tops : places.children(filters.region));
      while (found.length === 1 && filled(places.children(found[0])).length) found = filled(places.children(found[0]));
      return found.map(function (at) { return [at, places.name(at), counts[at]]; });
    }

    /** @param {number[]} documents all that were found, before any filter @param {any} filters @param {any} task */
    return async function (documents, filters, task) {
      return {
        programme: await countKinds(documents, filters, "programme", task),
        type: await countTypes(documents, filters, task),
        level: await countKinds(documents, filters, "level", task),
        region: await countRegions(documents, filters, task)
      };
    };
  };
})(starcaseSearch.parts);
