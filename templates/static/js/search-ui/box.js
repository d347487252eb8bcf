// @ts-check
/** The search box of every page shows below it what it finds while somebody types: a combobox with a list. Without this it is a form. */
behaviours["search-box"] = (element) => {
  const parts = starcaseSearch.parts;
  const form = /** @type {any} */ (element), says = form.dataset, field = form.elements.q;
  const address = form.getAttribute("action"), top = address.replace("search/index.html", "");
  const panel = parts.make("div", "search__panel"), status = parts.make("p", "visually-hidden");
  let asked = "", awaited = "", running = { cancel() {} };

  function mark(/** @type {Element} */ one, /** @type {Record<string, any>} */ attributes) {
    for (const key of Object.keys(attributes)) one.setAttribute(key, attributes[key]);
  }
  mark(panel, { id: "search-panel", role: "listbox", "aria-label": says.all });
  mark(status, { role: "status" });
  mark(field, { role: "combobox", "aria-autocomplete": "list", "aria-controls": "search-panel" });
  form.append(panel, status);

  const options = () => /** @type {any[]} */ (Array.from(panel.children));
  const chosen = () => options().findIndex((option) => option.getAttribute("aria-selected") === "true");
  function choose(/** @type {number} */ wanted) {
    options().forEach((option, number) => { mark(option, { "aria-selected": number === wanted }); });
    const option = options()[wanted];
    mark(field, { "aria-activedescendant": option ? option.id : "" });
    if (option) option.scrollIntoView({ block: "nearest" });
  }
  function show(/** @type {boolean} */ open) {
    panel.hidden = !open;
    mark(field, { "aria-expanded": open });
    if (!open) choose(-1);
  }
  function leave() {
    running.cancel();
    asked = awaited = status.textContent = "";
    show(false);
  }

  function makeOption(/** @type {string | null} */ href, /** @type {string} */ text) {
    const option = parts.make("a", "search__hit", text);
    option.href = href === null ? `${address}?q=${encodeURIComponent(asked)}` : top + href;
    mark(option, { role: "option", tabindex: -1 });
    return option;
  }
  function drawHit(/** @type {any} */ hit) {
    const option = makeOption(hit.href, "");
    option.dataset.document = hit.doc;
    if (hit.href === null) option.dataset.awaits = "";
    option.append(parts.drawMarked(parts.make("span", "search__name"), hit.name, hit.marks), " ");
    if (hit.place) option.append(parts.drawMarked(parts.make("span", "search__place"), hit.place, hit.placeMarks), " ");
    option.append(parts.drawStanding(hit));
    if (hit.former) option.append(parts.make("span", "search__place", parts.say(says.former, "name", hit.former)));
    return option;
  }
  const drawEntries = parts.makeEntries(panel, drawHit);
  /** Hits, then the way to all of them; the reader stays on the one that was chosen. */
  function draw(/** @type {any[]} */ hits, /** @type {string} */ last) {
    const before = options()[chosen()];
    drawEntries(hits, [makeOption(null, last)]);
    options().forEach((option, number) => { option.id = `search-option-${number}`; });
    show(true);
    choose(before ? options().findIndex((option) => option.dataset.document === before.dataset.document) : -1);
  }
  function tell(/** @type {any} */ result) {
    const some = result.hits.length > 0, none = result.incomplete ? says.lost : says.none;
    if (some || result.done) draw(result.hits, some ? says.all : none);
    if (result.done) status.textContent = some ? parts.say(says.found, "n", result.hits.length) : none;
    const option = awaited && options().find((one) => one.dataset.document === awaited);
    if (!option || !result.done && "awaits" in option.dataset) return;
    awaited = "";
    location.assign(option.href);
  }
  /** A name may be touched before its address has come: then it is followed as soon as it is there. */
  function follow(/** @type {any} */ event) {
    const option = event.target.closest("[data-awaits]");
    if (!option || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    awaited = option.dataset.document;
  }

  const prepare = () => starcaseSearch.open(says.index || top + "search/");
  async function ask(/** @type {string} */ text) {
    if (!text) return leave();
    running.cancel();
    asked = text;
    awaited = "";
    choose(-1);
    try {
      const engine = await prepare();
      const isWanted = () => asked === text;
      if (isWanted()) running = engine.search({ q: text, filters: {}, limit: 8 }, (/** @type {any} */ result) => { if (isWanted()) tell(result); });
    } catch (missing) {
      if (asked !== text) return;
      draw([], says.lost);
      status.textContent = says.lost;
    }
  }
  const isComposing = parts.whenTyped(field, (/** @type {string} */ text) => { if (document.activeElement === field) ask(text); });
  function begin() {
    prepare().catch(() => {});
    if (field.value.trim()) ask(field.value.trim());
  }

  function walk(/** @type {number} */ step) {
    const places = options().length + 1;
    choose((chosen() + 1 + step + places) % places - 1);
  }
  /** What a key does while the panel is open. */
  const keys = /** @type {Record<string, () => void>} */ ({ ArrowDown() { walk(1); }, ArrowUp() { walk(-1); }, Escape: leave });
  /** And what it does once an option is chosen; before, it belongs to the field. */
  const keysOnOption = /** @type {Record<string, () => void>} */ ({
    Home() { choose(0); }, End() { choose(options().length - 1); }, Enter() { options()[chosen()].click(); }
  });
  const keysWhenClosed = /** @type {Record<string, () => void>} */ ({ ArrowDown: begin, Escape() { field.value = ""; } });

  field.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const key = event.key;
    const act = isComposing(event) ? key === "Enter" && (() => {}) : panel.hidden ? keysWhenClosed[key] : keys[key] || chosen() >= 0 && keysOnOption[key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  field.addEventListener("focus", begin);
  field.addEventListener("blur", leave);
  panel.addEventListener("click", follow);
  panel.addEventListener("mousedown", (/** @type {Event} */ event) => { event.preventDefault(); });
  show(false);
  if (document.activeElement === field) begin();
};
