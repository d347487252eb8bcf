// @ts-check
/** What is known of every document beside its name: place, kind of level, type; and which documents a choice leaves. */
(function (parts) {
  /** Pairs as what belongs to each first one. @param {number[][]} pairs */
  function collect(pairs) {
    const found = /** @type {Map<number, number[]>} */ (new Map());
    pairs.forEach(function (pair) { found.set(pair[0], (found.get(pair[0]) || []).concat(pair[1])); });
    return found;
  }

  /** The types of all programmes in one row. @param {any} manifest @param {any} folder */
  function listTypes(manifest, folder) {
    const types = /** @type {{id: string, label: string, folded: string, programme: number}[]} */ ([]);
    manifest.programmes.forEach(function (/** @type {any} */ programme, /** @type {number} */ at) {
      programme.types.forEach(function (/** @type {any} */ one) {
        types.push({ id: one.id, label: one.name, folded: folder.fold(one.name), programme: at });
      });
    });
    return types;
  }

  /** @param {any} table the core, or the columns @param {any} manifest @param {any} folder */
  parts.makeColumns = function (table, manifest, folder) {
    const places = parts.makePlaces(table.places, folder, manifest.between), kinds = manifest.kinds, programmes = manifest.programmes;
    const place = parts.readNumbers(table.place), kind = parts.readNumbers(table.kind), type = parts.readNumbers(table.type);
    const also = collect(table.also), elsewhere = collect(table.elsewhere), types = listTypes(manifest, folder);
    const labels = kinds.map(function (/** @type {any} */ one) { return one.label ? folder.fold(one.label) : ""; });

    /** @param {(document: number) => any} test */
    function select(test) {
      const found = [];
      for (let document = 0; document < place.length; document++) if (test(document)) found.push(document);
      return found;
    }

    const columns = {
      places: places,
      types: types,
      /** Numbers in `types`, `kinds`, and the places: -1 for none. */
      type(/** @type {number} */ document) { return type[document] - 1; },
      kind(/** @type {number} */ document) { return kind[document] - 1; },
      place(/** @type {number} */ document) { return place[document] - 1; },
      /** Its levels in programmes beside its own, and places beside its first. */
      elsewhere(/** @type {number} */ document) { return elsewhere.get(document); },
      also(/** @type {number} */ document) { return also.get(document); },
      placesOf(/** @type {number} */ document) { return place[document] ? [place[document] - 1].concat(also.get(document) || []) : []; },
      /** The number of the programme that rates it; -1 where none does. */
      programme(/** @type {number} */ document) {
        return kind[document] ? kinds[kind[document] - 1].programme : type[document] ? types[type[document] - 1].programme : -1;
      },
      /** Documents in some places or below. @param {number[]} some */
      inPlaces(some) {
        return some.length ? select(columns.filter({ places: some })) : [];
      },
      /** Documents whose type is called so, or whose level is. @param {string} term */
      ofKind(term) {
        const sorts = types.map(function (one) { return one.folded === term || one.folded === term + manifest.endings.type || (term.length > 2 && one.folded.includes(term)); });
        const levels = labels.map(function (/** @type {string} */ label) { return label && (label === term || label === term + manifest.endings.level); });
        if (!sorts.includes(true) && !levels.includes(true)) return [];
        return select(function (document) { return sorts[type[document] - 1] || levels[kind[document] - 1]; });
      },
      /** A test of whether a document is among what the filters leave. @param {{programme?: string, type?: string, level?: string, region?: number, places?: number[]}} filters */
      filter(filters) {
        const some = filters.places || (filters.region === undefined ? null : [filters.region]);
        const inside = some && places.within(some);
        const fits = /** @type {boolean[]} */ (kinds.map(function (/** @type {any} */ one) {
          return (filters.level === undefined || one.id === filters.level) && (filters.programme === undefined || programmes[one.programme].id === filters.programme);
        }));
        const needsKind = filters.level !== undefined, needsProgramme = filters.programme !== undefined;
        return function (/** @type {number} */ document) {
          if (filters.type !== undefined && (!type[document] || types[type[document] - 1].id !== filters.type)) return false;
          if (needsKind || needsProgramme) {
            const own = kind[document] ? fits[kind[document] - 1] : !needsKind && (programmes[columns.programme(document)] || {}).id === filters.programme;
            if (!own && !(elsewhere.get(document) || []).some(function (at) { return fits[at]; })) return false;
          }
          if (!inside) return true;
          if (!place[document]) return false;
          return inside[place[document] - 1] === 1 || (also.has(document) && /** @type {number[]} */ (also.get(document)).some(function (at) { return inside[at] === 1; }));
        };
      }
    };
    return columns;
  };
})(starcaseSearch.parts);
