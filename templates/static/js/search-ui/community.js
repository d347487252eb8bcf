// @ts-check
/** "My community": chosen once, kept where the browser allows, and offered wherever bodies are looked for. */
((parts) => {
  const NAME = "starcase-community", MOST = 20;
  let known = "";
  try { known = localStorage.getItem(NAME) || ""; } catch (refused) { /* it is asked for anew */ }

  /** Its path of names; "" where none is known. */
  parts.myCommunity = () => known;

  function keep(/** @type {string} */ path) {
    known = path;
    try {
      if (path) localStorage.setItem(NAME, path);
      else localStorage.removeItem(NAME);
    } catch (refused) { /* it holds for this page */ }
  }

  /** Communities and villages before the districts and cities whose names hold the same characters. */
  function smallestFirst(/** @type {any} */ places, /** @type {number[]} */ found) {
    const isLeaf = (/** @type {number} */ place) => !places.children(place).length;
    return found.filter(isLeaf).concat(found.filter((place) => !isLeaf(place)));
  }

  /** The chip of the community among the facets. */
  parts.drawCommunity = (/** @type {string} */ path, /** @type {any} */ state) => {
    const isChosen = state.filters.region === path;
    return parts.drawChip(parts.nameOf(null, "region", path), isChosen ? null : "", parts.withFilter(state, "region", isChosen ? "" : path), isChosen);
  };

  /**
   * Where the community is shown and chosen.
   * @param {HTMLElement} root
   * @param {() => Promise<any>} open the engine
   * @param {() => void} changed is called when another one holds
   */
  parts.startCommunity = (root, open, changed) => {
    const part = (/** @type {string} */ name) => /** @type {any} */ (root.querySelector(`[data-part="${name}"]`));
    const choose = part("choose"), field = part("community-field"), status = part("community-status"), list = part("community-list");
    const label = part("choose-label"), first = label.textContent;

    function show() {
      part("home").hidden = part("forget").hidden = !known;
      label.textContent = known ? label.dataset.change : first;
      if (!known) return;
      part("home-link").textContent = parts.nameOf(null, "region", known);
      part("home-link").href = parts.writeAddress({ q: "", filters: { region: known }, sort: "", page: 1 });
    }
    function take(/** @type {string} */ path) {
      keep(path);
      choose.open = false;
      field.value = list.textContent = status.textContent = "";
      show();
      (known ? part("home-link") : label).focus();
      changed();
    }
    function offer(/** @type {any} */ engine, /** @type {number} */ place) {
      const path = parts.pathOf(engine.places, place), around = path.split("/").slice(-2, -1)[0];
      const button = parts.make("button", "chip", engine.places.name(place)), item = parts.make("li");
      button.type = "button";
      if (around) button.append(" ", parts.make("span", "chip__note", around));
      button.addEventListener("click", () => take(path));
      item.append(button);
      return item;
    }
    function draw(/** @type {any} */ engine, /** @type {string} */ text) {
      const found = text && engine.places ? smallestFirst(engine.places, engine.places.find(text)) : [], says = status.dataset;
      const said = found.length > MOST ? says.many : found.length > 1 ? says.found : found.length ? says.foundOne : says.none;
      list.textContent = "";
      list.append(...found.slice(0, MOST).map((place) => offer(engine, place)));
      status.textContent = text ? parts.say(said, "n", found.length) : "";
    }
    parts.whenTyped(field, (/** @type {string} */ text) => {
      open().then((engine) => draw(engine, text), () => { status.textContent = status.dataset.lost; });
    });
    choose.addEventListener("toggle", () => { if (choose.open) open().catch(() => {}); });
    part("forget").addEventListener("click", () => take(""));
    show();
    if (location.hash === "#community") {
      choose.open = true;
      setTimeout(() => field.focus());
    }
  };
})(starcaseSearch.parts);
