// @ts-check
/**
 * Starts each behaviour on the elements that ask for it by data-module.
 * @type {Record<string, (element: HTMLElement) => void>}
 */
var behaviours = {};

document.addEventListener("DOMContentLoaded", function () {
  document.querySelectorAll("[data-module]").forEach(function (element) {
    var start = behaviours[element.getAttribute("data-module") || ""];
    if (start) start(/** @type {HTMLElement} */ (element));
  });
});

/** The tools beside the title are of use only with a script, so they show only then. */
behaviours["tools"] = function (element) {
  element.hidden = false;
};
