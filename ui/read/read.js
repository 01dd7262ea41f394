// Search within the Read view: as you type, without regard to case and accents; Enter and Shift+Enter step, Escape clears.
(() => {
  const LEAST = 2;
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const dashes = /[\u2010-\u2015\u2212]/;
  let hits = [], at = -1, blocks = null, told = "";

  const book = () => document.querySelector("#cd19-read .cd19-book");
  const field = () => document.querySelector("input#cd19-find");

  /** One letter for one letter, so that places in the folded text are places in the text. */
  const folded = (text) => [...Array(text.length).keys()].map((i) => {
    const letter = text[i];
    if (dashes.test(letter)) return "-";
    if (/\s/.test(letter)) return " ";
    if (letter === "’") return "'";
    const base = letter.normalize("NFD")[0].toLowerCase();
    return base.length === 1 ? base : letter;
  }).join("");

  /** The texts searched: each block's letters, and the text nodes they stand in; reference marks are left out. */
  function read() {
    return [...book().querySelectorAll("[data-find]")].map((block) => {
      const nodes = [];
      let text = "";
      const walk = document.createTreeWalker(block, NodeFilter.SHOW_TEXT, {
        acceptNode: (node) => node.parentElement.closest("sup") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
      });
      while (walk.nextNode()) {
        nodes.push({ node: walk.currentNode, start: text.length });
        text += walk.currentNode.data;
      }
      return { block, nodes, text: folded(text), section: block.closest("section") };
    });
  }

  function point(nodes, place, end) {
    let own = nodes[0];
    for (const next of nodes) if (end ? next.start < place : next.start <= place) own = next;
    return [own.node, place - own.start];
  }

  function find(query) {
    const found = [];
    for (const { block, nodes, text, section } of blocks) {
      for (let i = text.indexOf(query); i >= 0; i = text.indexOf(query, i + query.length)) {
        const range = new Range();
        range.setStart(...point(nodes, i, false));
        range.setEnd(...point(nodes, i + query.length, true));
        found.push({ range, block, section });
      }
    }
    return found;
  }

  function paint() {
    document.querySelectorAll(".cd19-hit").forEach((own) => own.classList.remove("cd19-hit"));
    hits[at]?.block.classList.add("cd19-hit");
    if (!CSS.highlights) return;  // the block alone is marked where a browser cannot mark letters
    CSS.highlights.set("cd19-found", new Highlight(...hits.map((hit) => hit.range)));
    CSS.highlights.set("cd19-current", new Highlight(...(hits[at] ? [hits[at].range] : [])));
  }

  function tell(query) {
    const output = book().querySelector(".cd19-find output");
    output.textContent = query.length < LEAST ? "" : hits.length ? `${at + 1} of ${hits.length}` : "no match";
    book().querySelectorAll(".cd19-find button").forEach((button) => { button.disabled = hits.length < 2; });
    book().querySelectorAll(".cd19-contents a").forEach((link) => {
      const count = hits.filter((hit) => `#${hit.section.id}` === link.getAttribute("href")).length;
      link.querySelector("[data-count]").textContent = count || "";
      link.classList.toggle("cd19-none", query.length >= LEAST && !count);
    });
  }

  function show() {
    const hit = hits[at];
    if (!hit) return;
    hit.block.scrollIntoView({ block: "center", inline: "nearest", behavior: still.matches ? "auto" : "smooth" });
  }

  function search() {
    const query = folded(field().value.trim().replace(/\s+/g, " "));
    if (query === told) return;
    told = query;
    if (!blocks || !blocks[0]?.block.isConnected) blocks = read();
    hits = query.length < LEAST ? [] : find(query);
    at = hits.length ? 0 : -1;
    paint();
    tell(query);
    show();
  }

  function step(by) {
    if (!hits.length) return;
    at = (at + by + hits.length) % hits.length;
    paint();
    tell(told);
    show();
  }

  function clear() {
    field().value = "";
    search();
  }

  document.addEventListener("input", (event) => { if (event.target === field()) search(); });
  document.addEventListener("submit", (event) => { if (event.target.matches?.(".cd19-find")) event.preventDefault(); });
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(".cd19-find button[data-step]");
    if (button) step(Number(button.dataset.step));
    // On a narrow page the contents lie above the text: once a place is chosen they fold.
    const link = event.target.closest?.(".cd19-contents a");
    if (link && matchMedia("(max-width: 860px)").matches) link.closest("details").open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (!book()?.offsetParent) return;
    if (event.target === field() && event.key === "Enter") {
      event.preventDefault();
      step(event.shiftKey ? -1 : 1);
    } else if (event.key === "Escape" && field().value) {
      event.preventDefault();
      clear();
    } else if (event.key === "/" && !event.target.closest("input, textarea, select, [contenteditable=true]")) {
      event.preventDefault();
      field().focus();
    }
  });

  // On a narrow page the contents begin folded.
  new MutationObserver((_, watch) => {
    const contents = document.querySelector("#cd19-read .cd19-contents");
    if (!contents) return;
    watch.disconnect();
    if (matchMedia("(max-width: 860px)").matches) contents.open = false;
  }).observe(document, { childList: true, subtree: true });
})();
