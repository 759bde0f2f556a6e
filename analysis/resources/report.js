"use strict";
// The place that the address names.
function target() {
  return location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
}
// Opens the folded part that a link leads into.
function reveal() {
  var place = target();
  for (var part = place; part; part = part.parentElement) if (part.tagName === "DETAILS") part.open = true;
  if (place) place.scrollIntoView();
}
addEventListener("hashchange", reveal);
reveal();
// Shows the mentions of one party, or of all, and their scores.
document.querySelectorAll("[data-filter]").forEach(function (form) {
  form.addEventListener("change", function () {
    var text = document.getElementById(form.dataset.filter);
    var party = form.querySelector("[name=party]:checked").value;
    text.classList.toggle("scores", form.querySelector("[name=scores]").checked);
    text.querySelectorAll("mark").forEach(function (mark) {
      mark.classList.toggle("off", party !== "" && mark.dataset.parties.split("|").indexOf(party) < 0);
    });
  });
});
// Sorts and filters tables of many rows: by words, and by the mark of a chart that the address names.
document.querySelectorAll("table.sortable").forEach(function (table) {
  var body = table.tBodies[0], rows = Array.from(body.rows);
  table.querySelectorAll("thead th").forEach(function (head, column) {
    var button = document.createElement("button");
    button.type = "button";
    while (head.firstChild) button.appendChild(head.firstChild);
    head.appendChild(button);
    button.addEventListener("click", function () {
      var down = head.getAttribute("aria-sort") === "ascending";
      table.querySelectorAll("thead th").forEach(function (other) { other.removeAttribute("aria-sort"); });
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      Array.from(body.rows).map(function (row) {
        var cell = row.cells[column];
        var key = cell.dataset.key === undefined ? cell.textContent : cell.dataset.key;
        return { row: row, key: key, number: Number(key) };
      }).sort(function (a, b) {
        if ((a.key === "") !== (b.key === "")) return a.key === "" ? 1 : -1;
        var order = isNaN(a.number) || isNaN(b.number) ? a.key.localeCompare(b.key) : a.number - b.number;
        return down ? -order : order;
      }).forEach(function (item) { body.appendChild(item.row); });
    });
  });
  var search = document.querySelector('[data-search="' + table.id + '"]');
  function show() {
    var words = search ? search.value.toLowerCase().split(/\s+/) : [], mark = target();
    var behind = mark && mark.dataset.table === table.id && new Set(mark.dataset.rows.split(" "));
    rows.forEach(function (row, number) {
      var text = row.textContent.toLowerCase();
      var isFound = words.every(function (word) { return text.indexOf(word) >= 0; });
      row.hidden = !isFound || Boolean(behind) && !behind.has(String(number));
    });
  }
  if (search) search.addEventListener("input", show);
  addEventListener("hashchange", show);
  show();
});
