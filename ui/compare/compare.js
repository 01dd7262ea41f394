// The tables of the Compare view: sorted by a column, filtered, walked by arrow keys; a cell offers to ask about it.
(() => {
  const tables = () => document.getElementById("cd19-tables");
  const all = (selector, within = tables()) => (within ? [...within.querySelectorAll(selector)] : []);
  const inTables = (target, selector) => {
    const found = target.closest?.(selector);
    return found && tables()?.contains(found) ? found : null;
  };

  // Sorting: ascending, descending, then as printed; what is not reported comes last either way.
  const NEXT = { none: "ascending", ascending: "descending", descending: "none" };

  function keyOf(row, at) {
    const cell = row.cells[at];
    if (cell.dataset.sort !== undefined) return cell.dataset.sort === "" ? null : Number(cell.dataset.sort);
    return cell.dataset.sortText ?? cell.textContent;
  }

  function sort(head) {
    const table = head.closest("table"), body = table.tBodies[0], at = head.cellIndex, rows = [...body.rows];
    rows.forEach((row, number) => { row.dataset.at ??= number; });
    const way = NEXT[head.getAttribute("aria-sort")], turn = way === "descending" ? -1 : 1;
    const printed = (a, b) => a.dataset.at - b.dataset.at;
    const ordered = (a, b) => {
      const [one, other] = [keyOf(a, at), keyOf(b, at)];
      if (one === null || other === null) return (one === null) - (other === null) || printed(a, b);
      const apart = typeof one === "number" ? one - other : one.localeCompare(other);
      return turn * apart || printed(a, b);
    };
    rows.sort(way === "none" ? printed : ordered);
    body.append(...rows);
    [...head.parentElement.cells].forEach((other) => other.setAttribute("aria-sort", other === head ? way : "none"));
    firstCell(table);
  }

  // Filtering
  const value = (name) => all(`.cd19-filter-${name}`)[0]?.value.trim().toLowerCase() ?? "";

  function filter() {
    const [text, therapy, reports] = [value("text"), value("therapy"), value("reports")];
    const counted = { studies: [0, 0], topics: [0, 0] };
    all(".cd19-sheet").forEach((sheet) => {
      const trials = Boolean(sheet.dataset.therapy), tally = counted[trials ? "studies" : "topics"];
      sheet.hidden = Boolean(trials && therapy && sheet.dataset.therapy !== therapy);
      if (!trials) {
        all("[data-column]", sheet).forEach((cell) => {
          cell.hidden = Boolean(therapy) && !["study", therapy].includes(cell.dataset.column);
        });
      }
      const shown = all("tbody tr", sheet).filter((row) => {
        const said = !text || row.textContent.toLowerCase().includes(text);
        const told = !trials || !reports || all(`[data-column="${reports}"][data-reported="yes"]`, row).length > 0;
        row.hidden = !(said && told && !sheet.hidden);
        tally[1] += 1;
        tally[0] += !row.hidden;
        return !row.hidden;
      });
      all(".cd19-none", sheet)[0].hidden = shown.length > 0;
      all(".cd19-slide", sheet)[0].hidden = shown.length === 0;
      firstCell(all("table", sheet)[0]);
    });
    const { studies, topics } = counted;
    all(".cd19-filter-count")[0].textContent =
      text || therapy || reports ? `${studies[0]} of ${studies[1]} studies, ${topics[0]} of ${topics[1]} topics` : "";
    close(false);
  }

  function clear() {
    all(".cd19-filters input, .cd19-filters select").forEach((field) => { field.value = ""; });
    filter();
    all(".cd19-filter-text")[0].focus();
  }

  // Walking: one cell of each table is reached by Tab, the others by arrow keys.
  function reachable(cell) {
    all('[tabindex="0"]', cell.closest("tbody")).forEach((other) => { other.tabIndex = -1; });
    cell.tabIndex = 0;
  }

  function firstCell(table) {
    const cell = all("tbody tr:not([hidden]) td:not([hidden])", table)[0];
    if (cell) reachable(cell);
  }

  const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

  function walk(event, cell) {
    const [down, across] = STEPS[event.key];
    const rows = all("tbody tr:not([hidden])", cell.closest("table")), row = cell.parentElement;
    const cells = [...(rows[rows.indexOf(row) + down]?.cells ?? [])].filter((one) => !one.hidden);
    const at = [...row.cells].filter((one) => !one.hidden).indexOf(cell) + across;
    event.preventDefault();
    if (cells[at]) go(cells[at]);
    else if (down < 0) all("thead th button", cell.closest("table"))[at]?.focus();
  }

  function go(cell) {
    reachable(cell);
    cell.focus();
  }

  // The offer of a cell: its figure in words, what the audit says, and the question.
  let picked = null;
  const offer = () => all(".cd19-offer")[0];

  function open(cell) {
    const box = offer(), { head, said, doubt, question } = cell.dataset;
    picked?.classList.remove("cd19-picked");
    picked = cell;
    reachable(cell);
    cell.classList.add("cd19-picked");
    all("h3", box)[0].textContent = head;
    all(".cd19-offer-said", box)[0].textContent = said;
    const against = all(".cd19-offer-doubt", box)[0];
    against.textContent = doubt ?? "";
    against.hidden = !doubt;
    const ask = all(".cd19-offer-ask", box)[0];
    ask.dataset.question = question;
    ask.title = question;
    box.hidden = false;
    ask.focus({ preventScroll: true });
  }

  function close(back = true) {
    const box = offer();
    if (!box || box.hidden) return;
    box.hidden = true;
    picked?.classList.remove("cd19-picked");
    if (back) picked?.focus({ preventScroll: true });
    picked = null;
  }

  document.addEventListener("click", (event) => {
    const { target } = event;
    if (!tables()?.contains(target)) return close(false);
    const head = inTables(target, ".cd19-sort"), cell = inTables(target, "td[data-question]");
    if (head) sort(head.closest("th"));
    else if (cell && !target.closest("a")) open(cell);
    else if (inTables(target, ".cd19-filter-clear")) clear();
    else if (inTables(target, ".cd19-offer-close")) close();
    else if (inTables(target, ".cd19-offer-ask") || !inTables(target, ".cd19-offer")) close(false);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && offer() && !offer().hidden) return close();
    const cell = inTables(event.target, "tbody td, tbody th");
    if (cell !== event.target) return;
    if (STEPS[event.key]) walk(event, cell);
    else if ((event.key === "Enter" || event.key === " ") && cell.dataset.question) {
      event.preventDefault();
      open(cell);
    }
  });
  for (const name of ["input", "change"]) {
    document.addEventListener(name, (event) => { if (inTables(event.target, ".cd19-filters")) filter(); });
  }
  // The tables come after the page: then one cell of each is made reachable.
  new MutationObserver(() => {
    all("table").forEach((table) => { if (!all('tbody [tabindex="0"]', table).length) firstCell(table); });
  }).observe(document, { childList: true, subtree: true });
})();
