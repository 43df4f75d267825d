// Search, sorting and filters. Everything that the pages say is there without this script.
(() => {
  "use strict";
  const root = document.body.dataset.root;
  const parts = Number(document.body.dataset.parts);
  const make = (name, text, attributes = {}) => {
    const element = document.createElement(name);
    if (text) element.textContent = text;
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  // Case, accents and punctuation do not count.
  const fold = text => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();

  // Search: its parts are scripts, since a page that was opened from a folder may fetch nothing.
  const rows = [];
  let asked = false, waiting = parts;
  window.wiretraceRows = some => { for (const row of some) rows.push([fold(row[0] + " " + row[2]), row]); };
  const load = () => {
    if (asked) return;
    asked = true;
    for (let number = 0; number < parts; number += 1) {
      const script = make("script", "", { src: `${root}assets/search-${number}.js` });
      script.onload = script.onerror = () => { waiting -= 1; if (!waiting) show(); };
      document.head.append(script);
    }
  };
  const form = document.querySelector(".search"), input = document.querySelector("#search"), found = document.querySelector("#found");
  const MOST = 50;
  const show = () => {
    const words = fold(input.value).split(" ").filter(Boolean);
    found.hidden = !words.length;
    found.replaceChildren();
    if (!words.length) return;
    if (waiting) { found.append(make("p", "Loading what the search looks in.", { role: "status" })); return; }
    const hits = rows.filter(([text]) => words.every(word => text.includes(word)));
    const more = hits.length > MOST ? `, the first ${MOST} shown` : "";
    found.append(make("h2", hits.length === 1 ? "1 result" : `${hits.length.toLocaleString("en")} results${more}`, { role: "status" }));
    const list = make("ol");
    for (const [, [text, path, about]] of hits.slice(0, MOST)) {
      const item = make("li"), link = make("a", text || "(no headline)", { href: root + path, dir: "auto", lang: "" });
      item.append(link, make("span", " " + about, { class: "small soft" }));
      list.append(item);
    }
    found.append(list);
  };
  if (parts) { // a server finds by itself, in all texts
    form.hidden = false;
    form.addEventListener("submit", event => { event.preventDefault(); load(); show(); });
    input.addEventListener("focus", load);
    input.addEventListener("input", () => { load(); show(); });
    input.addEventListener("keydown", event => { if (event.key === "Escape") { input.value = ""; show(); } });
  }
  document.addEventListener("keydown", event => {
    if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !(event.target.closest("input, textarea, select"))) { event.preventDefault(); input.focus(); }
  });

  // Sorting: by the value that a cell carries, else by its number, else by its words.
  const value = cell => {
    const text = cell.dataset.v ?? cell.textContent.trim();
    const number = /^[\d,.\s%\u2212-]*\d/.test(text) && !/^\d{4}-\d\d/.test(text) ? Number.parseFloat(text.replace(/,/g, "")) : NaN;
    return Number.isNaN(number) ? fold(text) : number;
  };
  const order = (a, b) => typeof a === "number" && typeof b === "number" ? a - b : typeof a === typeof b ? a.localeCompare(b) : typeof a === "number" ? -1 : 1;
  for (const table of document.querySelectorAll("table.sortable")) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = make("button", head.textContent, { type: "button", class: "sort" });
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const first = head.classList.contains("num") ? "descending" : "ascending";
        const way = head.getAttribute("aria-sort") === first ? (first === "ascending" ? "descending" : "ascending") : first;
        for (const other of heads) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", way);
        const body = table.tBodies[0], sign = way === "ascending" ? 1 : -1;
        const sorted = [...body.rows].map(row => [value(row.cells[column]), row]).sort((a, b) => sign * order(a[0], b[0]));
        body.append(...sorted.map(([, row]) => row));
      });
    });
    if (table.tBodies[0].rows.length > 8) filter(table);
  }

  // Filters: rows without the words go out of sight.
  function filter(table) {
    const label = make("label", "Filter these rows "), field = make("input", "", { type: "search", autocomplete: "off" }), said = make("output");
    const box = make("p", "", { class: "filter" });
    label.append(field);
    box.append(label, said);
    (table.closest(".scroll") ?? table).before(box);
    field.addEventListener("input", () => {
      const words = fold(field.value).split(" ").filter(Boolean), every = [...table.tBodies[0].rows];
      for (const row of every) { const text = fold(row.textContent); row.hidden = !words.every(word => text.includes(word)); }
      said.textContent = words.length ? `${every.filter(row => !row.hidden).length} of ${every.length}` : "";
    });
  }
})();
