// @ts-check
/** The search page, and the directory narrowed: the address says what is asked for, and the page follows it. */
behaviours["finder"] = (root) => {
  const parts = starcaseSearch.parts;
  const says = /** @type {any} */ (root.dataset), top = says.action.replace("search/index.html", "");
  const part = (/** @type {string} */ name) => /** @type {any} */ (root.querySelector(`[data-part="${name}"]`));
  const plain = /** @type {HTMLElement} */ (document.getElementById("unfiltered"));
  const form = part("form"), field = form && form.elements.q, facets = part("facets"), found = parts.makeFound(root, top);
  const isWide = matchMedia("(min-width: 64em)");
  const PAGE = 10;
  let state = parts.readAddress(location.search), isTyping = false, running = { cancel() {} }, asked = 0, drawn = state.q;

  const open = () => starcaseSearch.open(says.index || top + "search/");
  const openWithPlaces = () => open().then((/** @type {any} */ engine) => engine.withPlaces());

  /** Goes to another search: as a step in the history, or in place of the present one. */
  function go(/** @type {any} */ wanted, /** @type {boolean} */ replaces) {
    state = wanted;
    history[replaces ? "replaceState" : "pushState"](null, "", parts.writeAddress(state));
    if (field && field.value.trim() !== state.q) field.value = state.q;
    show();
  }

  /** Brings the page in line with what is asked for. */
  async function show() {
    const number = ++asked, narrowed = parts.isNarrowed(state);
    running.cancel();
    root.classList.toggle("finder--narrowed", narrowed);
    part("found").hidden = !narrowed;
    facets.hidden = !narrowed && Boolean(form);
    if (narrowed && isWide.matches) facets.open = true;
    if (!narrowed) plain.hidden = false;
    if (!narrowed && !facets.open) return;
    try {
      const engine = state.filters.region ? await openWithPlaces() : await open();
      if (number !== asked) return;
      if (isGone(engine, state.filters.region)) go(parts.withFilter(state, "region", ""), true);
      else ask(engine, (result) => { if (number === asked) draw(engine, result); });
    } catch (missing) {
      if (number === asked) lose();
    }
  }

  /** Whether a place of an old link is not there any more. */
  function isGone(/** @type {any} */ engine, /** @type {string} */ region) {
    return region && engine.places && parts.placeAt(engine.places, region) < 0;
  }
  function ask(/** @type {any} */ engine, /** @type {(result: any) => void} */ then) {
    const limit = parts.isNarrowed(state) ? PAGE * state.page : 0;
    const request = { q: state.q, filters: parts.filtersFor(engine, state), sort: parts.sortOf(state), limit: limit, facets: true, more: true };
    running = engine.search(request, then);
  }
  function draw(/** @type {any} */ engine, /** @type {any} */ result) {
    const some = result.hits.length > 0;
    if (parts.isNarrowed(state) && (some || result.done)) {
      plain.hidden = some;
      found.draw(engine, state, result);
    }
    if (result.facets) setTimeout(drawFacets, 0, engine, result, asked);
  }
  /** Draws the choices, after the page had its chance to show the entries. @param {any} engine @param {any} result @param {number} number */
  function drawFacets(engine, result, number) {
    if (number !== asked) return;
    drawn = result.q;
    parts.drawFacets(part("groups"), engine, state, result.facets, parts.myCommunity());
    if (result.done) countCommunity(engine);
  }
  /** How many results are in the reader's community stands beside it once it is known. */
  async function countCommunity(/** @type {any} */ engine) {
    const number = asked, region = parts.placeAt(engine.places, parts.myCommunity());
    if (region < 0) return;
    const total = await parts.countHits(engine, state.q, Object.assign(parts.filtersFor(engine, state), { region: region }));
    const note = part("groups").querySelector(".chip__note:empty");
    if (number === asked && note) note.textContent = total;
  }
  function lose() {
    found.lose();
    plain.hidden = false;
    facets.hidden = true;
  }

  root.addEventListener("click", (/** @type {any} */ event) => {
    const link = event.target.closest("a[href]");
    if (!link || link.pathname !== location.pathname || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    isTyping = false;
    if (!isWide.matches && facets.contains(link)) {
      facets.open = false;
      facets.querySelector("summary").focus();
    }
    const wanted = parts.readAddress(link.search);
    if (wanted.q === drawn) wanted.q = field ? field.value.trim() : state.q;
    go(wanted, false);
  });
  part("more").addEventListener("click", () => {
    found.goOn();
    go(Object.assign({}, state, { page: state.page + 1 }), true);
  });
  facets.addEventListener("toggle", () => { if (facets.open && !parts.isNarrowed(state)) show(); });
  isWide.addListener(() => { if (isWide.matches && parts.isNarrowed(state)) facets.open = true; });
  addEventListener("popstate", () => {
    state = parts.readAddress(location.search);
    isTyping = false;
    if (field) field.value = state.q;
    show();
  });

  if (form) {
    const isComposing = parts.whenTyped(field, (/** @type {string} */ text) => {
      if (text === state.q) return;
      go({ q: text, filters: state.filters, sort: state.sort, page: 1 }, isTyping);
      isTyping = true;
    });
    field.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => { if (event.key === "Enter" && isComposing(event)) event.preventDefault(); });
    field.addEventListener("focus", () => { open().catch(() => {}); });
    form.addEventListener("submit", (/** @type {Event} */ event) => {
      event.preventDefault();
      const q = field.value.trim();
      if (q !== state.q) go({ q: q, filters: state.filters, sort: state.sort, page: 1 }, isTyping);
      isTyping = false;
      if (matchMedia("(pointer: coarse)").matches) field.blur();
    });
    field.value = state.q;
  }
  parts.startCommunity(root, openWithPlaces, show);
  root.hidden = false;
  show();
};
