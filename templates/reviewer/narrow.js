// @ts-check
/**
 * Narrows the rows of a table by a text and by the values of its columns marked data-choice. Without a script the
 * whole table is shown.
 */
behaviours["narrow"] = function (element) {
  var table = /** @type {HTMLTableElement} */ (element.querySelector("table"));
  var rows = Array.from(table.tBodies[0].rows);
  var texts = rows.map(function (row) { return Array.from(row.cells, function (cell) { return (cell.textContent || "").trim(); }); });
  var joined = texts.map(function (cells) { return cells.join("\n").toLowerCase(); });
  var bar = document.createElement("div");
  var shown = document.createElement("p");
  /** @type {Array<{column: number, select: HTMLSelectElement}>} */
  var choices = [];
  bar.className = "narrow";
  shown.className = "narrow__shown";
  shown.setAttribute("role", "status");
  var find = document.createElement("input");
  find.type = "search";
  bar.appendChild(labelled(element.dataset.find || "", find));
  Array.from(table.tHead ? table.tHead.rows[0].cells : [], function (head, column) {
    if (head.hasAttribute("data-choice")) addChoice(head.textContent || "", column);
  });
  bar.appendChild(shown);
  element.insertBefore(bar, element.firstChild);
  bar.addEventListener("input", narrow);
  narrow();

  /** @param {string} label @param {HTMLElement} control */
  function labelled(label, control) {
    var made = document.createElement("label");
    made.textContent = label;
    made.appendChild(control);
    return made;
  }

  /** @param {string} label @param {number} column */
  function addChoice(label, column) {
    /** @type {Map<string, number>} */
    var counts = new Map();
    texts.forEach(function (cells) { counts.set(cells[column], (counts.get(cells[column]) || 0) + 1); });
    if (counts.size < 2) return;
    var select = document.createElement("select");
    select.add(new Option(element.dataset.all || "", "\n"));
    Array.from(counts.keys()).sort(function (a, b) { return a.localeCompare(b, "zh"); }).forEach(function (value) {
      select.add(new Option((value || element.dataset.none || "") + " " + counts.get(value), value));
    });
    choices.push({ column: column, select: select });
    bar.appendChild(labelled(label, select));
  }

  function narrow() {
    var wanted = find.value.trim().toLowerCase();
    var count = 0;
    rows.forEach(function (row, number) {
      var fits = (!wanted || joined[number].indexOf(wanted) >= 0) && choices.every(function (one) {
        return one.select.value === "\n" || one.select.value === texts[number][one.column];
      });
      row.hidden = !fits;
      if (fits) count += 1;
    });
    shown.textContent = (element.dataset.shown || "").replace("{shown}", String(count)).replace("{all}", String(rows.length));
  }
};
