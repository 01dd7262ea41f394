// The panel is drawn anew after each correction: what was in use stays in use, and stays where it was on the screen.
(() => {
  let kept = null, last = null, done = "", shown = "";
  const panel = () => document.getElementById("cd19-panel");
  const narrow = matchMedia("(max-width: 860px)");
  const frame = () => (narrow.matches ? document.scrollingElement : document.getElementById("cd19-evidence"));
  const still = matchMedia("(prefers-reduced-motion: reduce)");

  function keep(event) {
    const own = event.target.closest?.("#cd19-panel [data-do]");
    if (!own || own.dataset.do === "ask" || own.dataset.do === "write") return;
    if (event.type === "click" && (own.tagName === "SELECT" || own.tagName === "INPUT")) return;
    kept = {
      id: own.id,
      top: own.getBoundingClientRect().top,
      scroll: frame().scrollTop,
      folds: new Map([...panel().querySelectorAll("details[id]")].map((fold) => [fold.id, fold.open])),
      turn: own.closest(".cd19-turn")?.id,
      at: Date.now(),
    };
  }
  document.addEventListener("click", keep, true);
  document.addEventListener("change", keep, true);
  for (const name of ["wheel", "touchmove"]) {
    document.addEventListener(name, () => { kept = null; }, { passive: true, capture: true });
  }
  document.addEventListener("focusin", (event) => {
    last = panel()?.contains(event.target) ? event.target.id : null;
  });
  document.addEventListener("pointerdown", (event) => {
    if (!event.target.closest?.("#cd19-panel")) last = null;
  }, true);

  // A new answer's evidence is read from its beginning.
  function begin() {
    const turn = panel().querySelector(".cd19-turn:not([hidden])")?.id ?? "";
    if (turn !== shown && !narrow.matches) frame().scrollTop = 0;
    shown = turn;
  }

  function restore() {
    // No answer yet: another conversation, in which nothing was in use.
    if (!panel().querySelector(".cd19-turn")) { kept = last = null; done = ""; }
    // The panel may be drawn more than once for one correction: kept until the reader scrolls, or a while later.
    if (!kept || Date.now() - kept.at > 5000) { kept = null; return begin(); }
    if (kept.turn && document.getElementById(kept.turn)) {
      panel().querySelectorAll(".cd19-turn").forEach((turn) => { turn.hidden = turn.id !== kept.turn; });
    }
    kept.folds.forEach((open, id) => { const fold = document.getElementById(id); if (fold) fold.open = open; });
    const anchor = document.getElementById(kept.id);
    frame().scrollTop = kept.scroll;
    if (anchor) frame().scrollTop += anchor.getBoundingClientRect().top - kept.top;
  }

  function focus() {
    const wanted = panel().querySelector("[data-focus-now]");
    if (wanted && wanted.dataset.focusNow !== done) {
      done = wanted.dataset.focusNow;
      wanted.focus({ preventScroll: true });
      if (wanted.select) wanted.select();
      wanted.closest("tr").scrollIntoView({ block: "center", behavior: still.matches ? "auto" : "smooth" });
    } else if (last && document.activeElement === document.body) {
      document.getElementById(last)?.focus({ preventScroll: true });
    }
  }

  // What changed is also said to those who do not see it: the panel itself is new each time, this line is not.
  const line = document.createElement("div");
  line.className = "cd19-aloud";
  line.setAttribute("role", "status");
  function say() {
    if (!line.isConnected) document.body.append(line);
    const turn = [...panel().querySelectorAll(".cd19-turn")].find((one) => !one.hidden);
    const told = turn?.querySelector(".cd19-outcome p, .cd19-told")?.textContent ?? "";
    if (line.textContent !== told) line.textContent = told;
  }

  new MutationObserver((changes) => {
    const own = panel();
    if (!own || !changes.some((change) => own.contains(change.target) && change.addedNodes.length)) return;
    restore();
    focus();
    say();
  }).observe(document, { childList: true, subtree: true });
})();
