"use strict";
// Opens the folded part that a link leads into.
function reveal() {
  var target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (var part = target; part; part = part.parentElement) if (part.tagName === "DETAILS") part.open = true;
  if (target) target.scrollIntoView();
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
// Sorts and filters tables of many rows.
document.querySelectorAll("table.sortable").forEach(function (table) {
  var body = table.tBodies[0];
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
  if (search) search.addEventListener("input", function () {
    var words = search.value.toLowerCase().split(/\s+/);
    Array.from(body.rows).forEach(function (row) {
      var text = row.textContent.toLowerCase();
      row.hidden = !words.every(function (word) { return text.indexOf(word) >= 0; });
    });
  });
});
