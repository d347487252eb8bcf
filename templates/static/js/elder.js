// @ts-check
/**
 * The version for old people: chosen once, and kept where the browser allows. A page that has a twin there gives way to it; any other is
 * set in that version as it stands.
 */
(function () {
  var NAME = "starcase-version", ELDER = "elder";
  var root = document.documentElement, isInside = root.dataset.version === ELDER;

  function isChosen() {
    try { return localStorage.getItem(NAME) === ELDER; } catch (refused) { return false; }
  }
  function choose(/** @type {boolean} */ wanted) {
    try {
      if (wanted) localStorage.setItem(NAME, ELDER);
      else localStorage.removeItem(NAME);
    } catch (refused) { /* the choice holds for this page */ }
  }

  behaviours["elder"] = function (tool) {
    var link = /** @type {HTMLAnchorElement} */ (tool), says = link.dataset, hasTwin = "twin" in says;

    function set(/** @type {boolean} */ wanted) {
      if (wanted) root.dataset.version = ELDER;
      else delete root.dataset.version;
      link.textContent = (wanted ? says.leave : says.enter) || "";
    }
    function follow() {
      if (hasTwin && isChosen() && !location.search) location.replace(link.href + location.hash);
      else set(isChosen());
    }

    link.addEventListener("click", function (event) {
      var wanted = root.dataset.version !== ELDER;
      choose(wanted);
      if (isInside || hasTwin && wanted) return;
      event.preventDefault();
      set(wanted);
    });
    if (isInside) {
      choose(true);
      return;
    }
    follow();
    window.addEventListener("pageshow", function (event) { if (event.persisted) follow(); });
  };
})();
