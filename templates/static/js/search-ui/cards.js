// @ts-check
/** Draws hits as entries of a list, from the page's own template. */
((parts) => {
  const STORY = "stories/";

  /** A copy of what a template of the page holds. */
  parts.fromTemplate = (/** @type {string} */ id) => {
    const template = /** @type {HTMLTemplateElement} */ (document.getElementById(id));
    return /** @type {any} */ (document.importNode(template.content, true).firstElementChild);
  };

  /** A number as people write it, as a link to call: digits, a leading plus, an extension after a comma. */
  function callOf(/** @type {string} */ phone) {
    const halves = phone.split(/[#\u8f6c]/);
    const more = (halves[1] || "").replace(/\D/g, "");
    return "tel:" + halves[0].replace(/[^\d+]/g, "") + (more && "," + more);
  }

  /** An entry; `top` leads to the top of the site. @param {any} hit @param {string} top @param {boolean} namesProgramme */
  parts.drawCard = (hit, top, namesProgramme) => {
    const card = parts.fromTemplate("finder-hit");
    const part = (/** @type {string} */ name) => /** @type {any} */ (card.querySelector(`[data-part="${name}"]`));
    /** Fills a part in; without a text it is taken out. */
    function fill(/** @type {string} */ name, /** @type {string} */ text) {
      if (text) part(name).textContent = text;
      else part(name).remove();
    }
    const says = part("field").dataset, isStory = hit.href && hit.href.startsWith(STORY);
    parts.drawMarked(part("name"), hit.name, hit.marks);
    if (hit.href) part("name").href = top + hit.href;
    part("standing").replaceWith(parts.drawStanding(hit));
    fill("place", hit.place);
    if (hit.place) parts.drawMarked(part("place"), hit.place, hit.placeMarks);
    fill("type", isStory ? part("type").dataset.story : hit.type);
    fill("programme", namesProgramme ? hit.programme : "");
    fill("what", hit.what);
    if (hit.phone) part("phone").href = callOf(hit.phone);
    fill("phone", hit.phone);
    fill("field", hit.former ? parts.say(says.former, "name", hit.former) : says[hit.field]);
    card.querySelectorAll("[data-line]").forEach((line) => { if (!line.textContent) line.remove(); });
    return card;
  };
})(starcaseSearch.parts);
