// @ts-check
/** Leads to the bodies of the community that was chosen on this device; where none was, to where it is chosen. */
behaviours["my-community"] = function (element) {
  var link = /** @type {HTMLAnchorElement} */ (element), says = link.dataset, path = "";
  try { path = localStorage.getItem("starcase-community") || ""; } catch (refused) { /* it is chosen anew */ }
  link.href = says.search + (path ? "?region=" + encodeURIComponent(path) : "#community");
  link.textContent = path ? (says.mine || "").replace("{name}", path.split("/").pop() || "") : says.choose || "";
};
