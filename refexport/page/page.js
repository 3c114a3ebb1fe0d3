"use strict";
(function () {
  var table = document.getElementById("works"), body = table.tBodies[0], rows = Array.prototype.slice.call(body.rows);
  var tools = document.getElementById("tools"), word = document.getElementById("word"), kind = document.getElementById("kind");
  var lack = document.getElementById("lack"), shown = document.getElementById("shown");
  var texts = null;
  tools.hidden = false;
  function fold(text) { return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase(); }
  function filter() {
    texts = texts || rows.map(function (row) { return fold(row.textContent); });
    var words = fold(word.value).split(/\s+/).filter(Boolean), number = 0;
    rows.forEach(function (row, at) {
      var fits = words.every(function (one) { return texts[at].indexOf(one) >= 0; }) &&
        (!kind.value || row.cells[1].textContent === kind.value) &&
        (!lack.value || (" " + row.cells[6].textContent.replace(/,/g, "") + " ").indexOf(" " + lack.value + " ") >= 0);
      row.hidden = !fits;
      number += fits ? 1 : 0;
    });
    shown.textContent = number + " of " + rows.length + " works";
  }
  function sort(head, column) {
    var way = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
    Array.prototype.forEach.call(head.parentNode.cells, function (other) { other.removeAttribute("aria-sort"); });
    head.setAttribute("aria-sort", way > 0 ? "ascending" : "descending");
    var order = new Intl.Collator(undefined, { numeric: true });
    var keyed = rows.map(function (row) { return [row.cells[column].textContent, row]; });
    keyed.sort(function (a, b) { return (!a[0] - !b[0]) || way * order.compare(a[0], b[0]); });
    var all = document.createDocumentFragment();
    keyed.forEach(function (pair) { all.appendChild(pair[1]); });
    body.appendChild(all);
  }
  Array.prototype.forEach.call(table.tHead.rows[0].cells, function (head, column) {
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.textContent = "";
    head.appendChild(button);
    button.addEventListener("click", function () { sort(head, column); });
  });
  [word, kind, lack].forEach(function (one) { one.addEventListener("input", filter); });
  shown.textContent = rows.length + " of " + rows.length + " works";
})();
