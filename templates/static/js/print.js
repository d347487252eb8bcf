// @ts-check
/** Prints the page. */
behaviours["print"] = function (button) {
  button.addEventListener("click", function () { window.print(); });
};
