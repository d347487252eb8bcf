// @ts-check
/** Lays open what is folded while the page is printed, where the style sheet cannot (it does so in newer browsers). */
behaviours["unfold"] = function (element) {
  if (window.CSS && CSS.supports && CSS.supports("selector(::details-content)")) return;
  var opened = /** @type {Element[]} */ ([]);
  window.addEventListener("beforeprint", function () {
    opened = Array.from(element.querySelectorAll("details:not([open])"));
    opened.forEach(function (fold) { fold.setAttribute("open", ""); });
  });
  window.addEventListener("afterprint", function () {
    opened.forEach(function (fold) { fold.removeAttribute("open"); });
    opened = [];
  });
};
