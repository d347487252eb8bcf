// @ts-check
/** One button that walks through three text sizes and remembers the choice where the browser allows. */
(function () {
  var sizes = [["standard", "字号：标准"], ["large", "字号：大"], ["largest", "字号：特大"]];
  var name = "starcase-text-size";

  function remembered() {
    try { return localStorage.getItem(name); } catch (refused) { return null; }
  }
  function remember(/** @type {string} */ size) {
    try { localStorage.setItem(name, size); } catch (refused) { /* the choice holds for this page */ }
  }

  var chosen = Math.max(0, sizes.findIndex(function (size) { return size[0] === remembered(); }));
  document.documentElement.dataset.textSize = sizes[chosen][0];

  behaviours["text-size"] = function (button) {
    function show() {
      document.documentElement.dataset.textSize = sizes[chosen][0];
      button.textContent = sizes[chosen][1];
    }
    show();
    button.addEventListener("click", function () {
      chosen = (chosen + 1) % sizes.length;
      remember(sizes[chosen][0]);
      show();
    });
  };
})();
