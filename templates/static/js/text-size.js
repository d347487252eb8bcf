// @ts-check
/** One button that walks through three text sizes, each named in a data attribute, and remembers the choice where the browser allows. */
(function () {
  var sizes = ["standard", "large", "largest"];
  var name = "starcase-text-size";

  function remembered() {
    try { return localStorage.getItem(name); } catch (refused) { return null; }
  }
  function remember(/** @type {string} */ size) {
    try { localStorage.setItem(name, size); } catch (refused) { /* the choice holds for this page */ }
  }

  var chosen = Math.max(0, sizes.indexOf(remembered() || ""));
  document.documentElement.dataset.textSize = sizes[chosen];

  behaviours["text-size"] = function (button) {
    function show() {
      document.documentElement.dataset.textSize = sizes[chosen];
      button.textContent = button.dataset[sizes[chosen]] || "";
    }
    show();
    button.addEventListener("click", function () {
      chosen = (chosen + 1) % sizes.length;
      remember(sizes[chosen]);
      show();
    });
  };
})();
