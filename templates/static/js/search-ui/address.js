// @ts-check
/**
 * What a search asks for, in the page's address: a copied link shows the same. A region stands there as its path of names, which lasts
 * longer than its number in the index.
 */
((parts) => {
  const FILTERS = ["region", "type", "level", "programme"], SORTS = ["best", "name", "level"];

  /** {q, filters, sort, page} of the query part of an address. */
  parts.readAddress = (/** @type {string} */ query) => {
    const given = new URLSearchParams(query), filters = /** @type {Record<string, string>} */ ({});
    for (const name of FILTERS) {
      const value = given.get(name);
      if (value) filters[name] = value;
    }
    const page = Math.floor(Number(given.get("page"))), sort = SORTS.find((one) => one === given.get("sort"));
    return { q: (given.get("q") || "").trim(), filters: filters, sort: sort || "", page: page > 1 && page < 1000 ? page : 1 };
  };

  /** The page's address with what a search asks for. */
  parts.writeAddress = (/** @type {any} */ state) => {
    const said = new URLSearchParams();
    if (state.q) said.set("q", state.q);
    for (const name of FILTERS) if (state.filters[name]) said.set(name, state.filters[name]);
    if (state.sort) said.set("sort", state.sort);
    if (state.page > 1) said.set("page", state.page);
    const query = said.toString();
    return location.pathname + (query && "?") + query;
  };

  parts.isNarrowed = (/** @type {any} */ state) => Boolean(state.q || Object.keys(state.filters).length);
  parts.sortOf = (/** @type {any} */ state) => state.sort || (state.q ? "best" : "name");

  /** The same search with another filter; without one where the value is "". */
  parts.withFilter = (/** @type {any} */ state, /** @type {string} */ name, /** @type {string} */ value) => {
    const filters = Object.assign({}, state.filters, { [name]: value });
    if (!value) delete filters[name];
    return { q: state.q, filters: filters, sort: state.sort, page: 1 };
  };

  /** The filters as the engine knows them. */
  parts.filtersFor = (/** @type {any} */ engine, /** @type {any} */ state) => {
    const filters = Object.assign({}, state.filters);
    if (!filters.region) return filters;
    filters.region = parts.placeAt(engine.places, filters.region);
    if (filters.region < 0) delete filters.region;
    return filters;
  };

  /** The names from the top down to a place, and the place of such a path; -1 where there is none, or the places are not there. */
  parts.pathOf = (/** @type {any} */ places, /** @type {number} */ place) => {
    const names = [];
    for (let at = place; at >= 0; at = places.parent(at)) names.unshift(places.name(at));
    return names.join("/");
  };
  parts.placeAt = (/** @type {any} */ places, /** @type {string} */ path) => {
    let at = -1, below = places ? places.tops : [];
    for (const name of path.split("/")) {
      at = below.find((/** @type {number} */ one) => places.name(one) === name);
      if (at === undefined) return -1;
      below = places.children(at);
    }
    return at;
  };
})(starcaseSearch.parts);
