// @ts-check
/** Draws the parts of a hit: a text with what was found marked in it; the level as components/level/level.html draws it. */
((parts) => {
  const STAR = "l2.65 5.6 6.1.8-4.47 4.25 1.13 6.05-5.41-2.9-5.41 2.9 1.13-6.05-4.47-4.25 6.1-.8z";
  const ON_MEDAL = "M10 10.6l1.35 2.8 3.05.42-2.22 2.13.54 3.03L10 17.53l-2.72 1.45.54-3.03-2.22-2.13 3.05-.42z";

  function shape(/** @type {string} */ name, /** @type {Record<string, any>} */ attributes) {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const key of Object.keys(attributes)) made.setAttribute(key, attributes[key]);
    return made;
  }
  function picture(/** @type {string} */ name, /** @type {number[]} */ box, /** @type {number[]} */ size) {
    return shape("svg", {
      class: name, viewBox: "0 0 " + box.join(" "), width: size[0], height: size[1], "aria-hidden": true, focusable: false
    });
  }
  function drawMedal() {
    const medal = picture("level__medal", [20, 24], [20, 24]);
    medal.append(
      shape("path", { d: "M6 1h8l-2.2 6.2H8.2z" }), shape("circle", { cx: 10, cy: 15, r: 7.2 }), shape("path", { d: ON_MEDAL })
    );
    return medal;
  }
  function drawStars(/** @type {number} */ stars, /** @type {number} */ all) {
    const row = picture("level__stars", [all * 22, 22], [all * 20, 20]);
    function add(/** @type {string} */ name, /** @type {number} */ from, /** @type {number} */ to) {
      if (to > from) row.append(shape("path", { class: name, d: `M${11 + 22 * from} 2.2${Array(to - from).fill(STAR).join("m22 0")}` }));
    }
    add("level__star", 0, stars);
    add("level__rest", stars, all);
    return row;
  }

  /** An element of a class with a text in it. */
  parts.make = (/** @type {string} */ name, /** @type {string} */ kind, /** @type {string} */ text) => {
    const made = document.createElement(name);
    if (kind) made.className = kind;
    if (text) made.textContent = text;
    return made;
  };

  /** The level of a hit with its word beside it, or what is shown in place of one; empty where there is neither. */
  parts.drawStanding = (/** @type {any} */ hit) => {
    const kind = hit.kind;
    if (!kind) return hit.state ? parts.make("span", "state", hit.state) : "";
    const made = parts.make("span", kind.honour ? "level level--honour" : "level");
    if (kind.honour) made.append(drawMedal());
    else if (kind.stars) made.append(drawStars(kind.stars, kind.out_of));
    made.append(parts.make("span", "level__word", kind.label));
    return made;
  };

  /** Puts a text into an element, its marked ranges (ascending, apart from each other) in <mark>. */
  parts.drawMarked = (/** @type {Element} */ into, /** @type {string} */ text, /** @type {number[][]} */ marks) => {
    let at = 0;
    into.textContent = "";
    for (const [from, to] of marks || []) {
      into.append(text.slice(at, from), parts.make("mark", "", text.slice(from, to)));
      at = to;
    }
    into.append(text.slice(at));
    return into;
  };

  /**
   * What draws hits into a list, again and again while an answer comes: an entry that says the same as before stays as it is.
   * @param {Element} list @param {(hit: any) => Element} drawOne
   */
  parts.makeEntries = (list, drawOne) => {
    let shown = /** @type {Map<string, Element>} */ (new Map());
    return (/** @type {any[]} */ hits, /** @type {Element[]} */ others) => {
      const before = shown;
      shown = new Map(hits.map((hit) => {
        const said = JSON.stringify(hit);
        return /** @type {[string, Element]} */ ([said, before.get(said) || drawOne(hit)]);
      }));
      const entries = Array.from(shown.values()).concat(others);
      for (const one of Array.from(list.children)) if (!entries.includes(one)) one.remove();
      entries.forEach((one, at) => { if (list.children[at] !== one) list.insertBefore(one, list.children[at] || null); });
    };
  };

  /** A text of the page with a number or a word in the place that is kept for it. */
  parts.say = (/** @type {string} */ text, /** @type {string} */ name, /** @type {any} */ value) => text.split(`{${name}}`).join(value);
})(starcaseSearch.parts);
