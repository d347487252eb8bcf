// @ts-check
/** Draws the facets: for each kind the values that the results have, with how many; those that are chosen lead back. */
((parts) => {
  const FEW = 12;

  /** A chip that leads to a search. @param {string} label @param {number | string | null} count @param {any} state @param {boolean} isChosen */
  parts.drawChip = (label, count, state, isChosen) => {
    const chip = parts.make("a", isChosen ? "chip chip__drop" : "chip", label);
    chip.href = parts.writeAddress(state);
    if (isChosen) chip.setAttribute("aria-current", "true");
    if (count !== null) chip.append(" ", parts.make("span", "chip__note", String(count)));
    const item = parts.make("li");
    item.append(chip);
    return item;
  };

  /** The values of one kind under its name; a long row shows the first ones and a button for the others. */
  function drawGroup(/** @type {string} */ name, /** @type {Element[]} */ items, /** @type {string} */ others) {
    const group = parts.fromTemplate("finder-facet"), list = group.querySelector("ul");
    group.querySelector("h2").textContent = name;
    list.append(...items);
    if (items.length <= FEW + 1) return group;
    const hidden = /** @type {HTMLElement[]} */ (items.slice(FEW));
    const button = parts.make("button", "chip", parts.say(others, "n", hidden.length)), last = parts.make("li");
    for (const item of hidden) item.hidden = true;
    button.type = "button";
    button.addEventListener("click", () => {
      for (const item of hidden) item.hidden = false;
      last.remove();
      /** @type {any} */ (hidden[0].firstElementChild).focus();
    });
    last.append(button);
    list.append(last);
    return group;
  }

  /** What a chosen value is called. */
  parts.nameOf = (/** @type {any} */ engine, /** @type {string} */ kind, /** @type {string} */ value) => {
    if (kind === "region") return value.split("/").pop();
    const manifest = engine.manifest;
    const all = kind === "programme" ? manifest.programmes : kind === "level" ? manifest.kinds : [].concat(...manifest.programmes.map((/** @type {any} */ one) => one.types));
    const found = all.find((/** @type {any} */ one) => one.id === value);
    return found ? found.name || found.label : value;
  };

  /** Items of the values that are beside or below what is chosen, the chosen one first. */
  function drawValues(/** @type {string} */ kind, /** @type {any} */ engine, /** @type {any} */ state, /** @type {any[][]} */ values) {
    const chosen = state.filters[kind];
    const items = values.filter((one) => one[0] !== chosen).map((one) => parts.drawChip(one[1], one[2], parts.withFilter(state, kind, one[0]), false));
    if (!chosen) return items;
    return [parts.drawChip(parts.nameOf(engine, kind, chosen), null, parts.withFilter(state, kind, ""), true), ...items];
  }

  /** Regions: each choice on the way down leads back to the one before it; below them come those of the next tier. */
  function drawRegions(/** @type {any} */ engine, /** @type {any} */ state, /** @type {any[][]} */ values) {
    const names = state.filters.region ? state.filters.region.split("/") : [], places = engine.places, way = [];
    let above = "", path = "";
    for (const name of names) {
      path += path && "/";
      path += name;
      const around = places.parent(parts.placeAt(places, path)), beside = around < 0 ? places.tops : places.children(around);
      if (beside.length < 2) continue;
      way.push(parts.drawChip(name, null, parts.withFilter(state, "region", above), true));
      above = path;
    }
    const below = values.map((one) => parts.drawChip(one[1], one[2], parts.withFilter(state, "region", parts.pathOf(engine.places, one[0])), false));
    return way.concat(below);
  }

  /** Draws all groups that leave a choice. @param {any} into @param {any} engine @param {any} state @param {any} facets @param {string} community */
  parts.drawFacets = (into, engine, state, facets, community) => {
    const says = into.dataset, at = Array.from(into.querySelectorAll("a")).indexOf(document.activeElement);
    const groups = /** @type {Record<string, Element[]>} */ ({
      community: community ? [parts.drawCommunity(community, state)] : [],
      region: drawRegions(engine, state, facets.region),
      type: drawValues("type", engine, state, facets.type),
      level: drawValues("level", engine, state, facets.level),
      programme: engine.manifest.programmes.length > 1 ? drawValues("programme", engine, state, facets.programme) : []
    });
    into.textContent = "";
    for (const kind of Object.keys(groups)) {
      if (groups[kind].length) into.append(drawGroup(says[kind], groups[kind], says.others));
    }
    const links = into.querySelectorAll("a");
    if (at >= 0 && links.length) links[Math.min(at, links.length - 1)].focus();
  };
})(starcaseSearch.parts);
