// @ts-check
/** Draws what a search has found: how many, what it was narrowed to, the entries, and help where there are none. */
((parts) => {
  /** @param {HTMLElement} root the finder @param {string} top the way to the top of the site */
  parts.makeFound = (root, top) => {
    const says = /** @type {any} */ (root.dataset);
    const part = (/** @type {string} */ name) => /** @type {any} */ (root.querySelector(`[data-part="${name}"]`));
    let drawn = 0, next = -1, hasSeveral = false;
    const drawEntries = parts.makeEntries(part("list"), (/** @type {any} */ hit) => parts.drawCard(hit, top, hasSeveral));

    function count(/** @type {any} */ result) {
      if (!result.hits.length) return says.none;
      if (result.hint === "near") return parts.say(says.near, "n", result.total);
      if (result.least || !result.done) return parts.say(says.foundLeast, "n", result.total);
      return parts.say(result.total === 1 ? says.foundOne : says.found, "n", result.total);
    }

    /** The entries; whoever was on a link of one stays on it. */
    function drawList(/** @type {any} */ engine, /** @type {any[]} */ hits) {
      const list = part("list"), reader = /** @type {any} */ (document.activeElement);
      const at = list.contains(reader) ? reader.href : null;
      hasSeveral = engine.manifest.programmes.length > 1;
      drawEntries(hits, []);
      const link = at && document.activeElement !== reader && Array.from(list.querySelectorAll("a")).find((one) => one.href === at);
      if (link) link.focus();
    }

    /** What the search is narrowed to, each with a way back. */
    function drawChosen(/** @type {any} */ engine, /** @type {any} */ state) {
      const chosen = part("chosen"), kinds = Object.keys(state.filters);
      chosen.textContent = "";
      for (const kind of kinds) {
        const name = parts.nameOf(engine, kind, state.filters[kind]);
        const item = parts.drawChip(name, null, parts.withFilter(state, kind, ""), true);
        item.firstElementChild.setAttribute("aria-label", parts.say(chosen.dataset.drop, "name", name));
        chosen.append(item);
      }
      if (kinds.length > 1) chosen.append(parts.drawChip(chosen.dataset.all, null, Object.assign({}, state, { filters: {}, page: 1 }), false));
    }

    function drawSort(/** @type {any} */ state) {
      for (const link of part("sort").children) {
        const sort = link.dataset.sort;
        link.hidden = sort === "best" && !state.q;
        link.href = parts.writeAddress(Object.assign({}, state, { sort: sort, page: 1 }));
        if (sort === parts.sortOf(state)) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      }
    }

    /** Says what was looked for, and what would find something. */
    async function help(/** @type {any} */ engine, /** @type {any} */ state) {
      const number = drawn, list = part("shorter-list");
      const names = Object.keys(state.filters).map((kind) => parts.nameOf(engine, kind, state.filters[kind]));
      part("looked-for").textContent = [state.q].concat(names).filter(Boolean).join(" · ");
      part("shorter").hidden = true;
      const found = await parts.findShorter(engine, state.q, parts.filtersFor(engine, state));
      if (number !== drawn) return;
      list.textContent = "";
      for (const [q, filters, total] of found) {
        const kept = Object.keys(filters).length ? state.filters : {};
        list.append(parts.drawChip(q, total, { q: q, filters: kept, sort: state.sort, page: 1 }, false));
      }
      part("shorter").hidden = !found.length;
    }

    return {
      /** How many entries there are now: those that come next are where the reader goes on. */
      goOn() { next = part("list").children.length; },
      draw(/** @type {any} */ engine, /** @type {any} */ state, /** @type {any} */ result) {
        const isEmpty = !result.hits.length;
        drawn++;
        part("heading").hidden = false;
        part("lost").hidden = true;
        part("incomplete").hidden = !result.incomplete;
        part("count").textContent = count(result);
        part("sort").hidden = part("list").hidden = isEmpty;
        drawList(engine, result.hits);
        drawChosen(engine, state);
        drawSort(state);
        part("more").hidden = !result.done || !(result.least || result.total > result.hits.length);
        part("help").hidden = !isEmpty;
        if (isEmpty) help(engine, state);
        if (!result.done) return;
        const entry = part("list").children[next];
        if (entry) entry.querySelector("a").focus();
        next = -1;
      },
      /** Says that the files of the search are not there. */
      lose() {
        drawn++;
        for (const name of ["heading", "more", "help", "sort", "list", "incomplete"]) part(name).hidden = true;
        part("found").hidden = part("lost").hidden = false;
        part("chosen").textContent = part("count").textContent = "";
      }
    };
  };
})(starcaseSearch.parts);
