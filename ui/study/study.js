// The Study view's habits: number keys and Enter, words to mark, focus after each step, drafts that survive a reload.
(() => {
  const view = () => document.querySelector("#cd19-study .cd19-study");
  const find = (what) => view()?.querySelector(what);
  const isShown = () => Boolean(view()?.offsetParent);

  // What is typed and not sent yet stays in this browser tab, so that a reload brings it back.
  const draftOf = (field) => `cd19-study-${field.dataset.draft}`;
  document.addEventListener("input", (event) => {
    if (!event.target.matches?.("#cd19-study [data-draft]")) return;
    try { sessionStorage.setItem(draftOf(event.target), event.target.value); } catch { /* not remembered */ }
  });
  function bringDraftBack() {
    const field = find("[data-draft]");
    try { if (field && !field.value) field.value = sessionStorage.getItem(draftOf(field)) ?? ""; } catch { /* none */ }
  }

  // Focus: where the step begins when another one is shown; else on the control that was used, drawn anew.
  const sign = (own) => own && JSON.stringify([own.tagName, own.name, { ...own.dataset }]);
  let state = null, used = null;
  document.addEventListener("focusin", (event) => { if (event.target.closest?.("#cd19-study")) used = sign(event.target); });
  function settle() {
    const own = view();
    if (!own?.dataset.state || own.dataset.seen) return;
    own.dataset.seen = "yes";
    bringDraftBack();
    const first = state === null, moved = state !== own.dataset.state;
    state = own.dataset.state;
    if (!isShown() || (first && document.activeElement?.closest("[role=tab]"))) return;
    const again = [...own.querySelectorAll("button, select, input, a")].find((one) => sign(one) === used);
    const target = moved ? find("[data-focus]") ?? find("[data-key]") ?? find("[data-focus-else]") ?? again : again;
    target?.focus({ preventScroll: true });
    if (moved) target?.closest("article, section, div")?.scrollIntoView({ block: "nearest" });
  }

  // Keys: a number chooses or rates, Enter goes on.
  document.addEventListener("keydown", (event) => {
    if (!isShown() || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const at = event.target, typing = at.matches?.("textarea, select, input:not([type=radio])");
    if (at.matches?.("#cd19-study .cd19-st-word") && walked(event, at)) return event.preventDefault();
    if (/^[1-9]$/.test(event.key) && !typing) {
      const own = find(`[data-key="${event.key}"]`);
      if (!own) return;
      event.preventDefault();
      own.focus();
      if (own.matches("input")) own.checked = true; else own.click();
    }
    if (event.key !== "Enter" || at.closest?.("a, input, textarea, select, summary")) return;
    if (at.closest?.("button") && !at.closest("[data-key]")) return;
    const next = find("[data-enter]");
    if (next) { event.preventDefault(); next.click(); }
  });

  // Words of a statement: one stretch of them is marked. A neighbour makes it longer, another word begins anew.
  const words = () => [...(view()?.querySelectorAll(".cd19-st-word") ?? [])];
  const marked = (own) => own.getAttribute("aria-pressed") === "true";
  function mark(own) {
    const all = words(), at = all.indexOf(own), now = all.map(marked);
    const first = now.indexOf(true), last = now.lastIndexOf(true);
    const near = first < 0 || at === first - 1 || at === last + 1;
    const drop = now[at] && (at === first || at === last);
    all.forEach((word, place) => {
      const keeps = drop ? now[place] && place !== at : place === at || (near && now[place]);
      word.setAttribute("aria-pressed", String(keeps));
    });
    find("input[type=hidden][name=given]").value = all.filter(marked).map((word) => word.textContent).join(" ");
    step(own);
  }
  function step(own) {
    words().forEach((word) => { word.tabIndex = word === own ? 0 : -1; });
    own.focus();
  }
  function walked(event, own) {
    const all = words(), at = all.indexOf(own);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to !== undefined) { if (all[to]) step(all[to]); return true; }
    if (event.key !== "Enter") return false;
    if (!all.some(marked)) mark(own); else own.form.requestSubmit();
    return true;
  }
  document.addEventListener("click", (event) => {
    const own = event.target.closest?.("#cd19-study .cd19-st-word");
    if (own) mark(own);
  });
  document.addEventListener("submit", (event) => {  // before the page hears of it: nothing marked is no answer
    if (event.target.matches?.("#cd19-study form") && words().length && !words().some(marked)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      words()[0].focus();
    }
  }, true);

  window.cd19SaveStudy = ({ name, kind, base64 }) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const link = Object.assign(document.createElement("a"), { download: name });
    link.href = URL.createObjectURL(new Blob([bytes], { type: kind }));
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };

  // The address says that Study is open, so that a reload opens it again.
  const tab = () => document.querySelector("#cd19-views [role=tab][data-tab-id=study]");
  let wanted = new URLSearchParams(location.search).get("view") === "study" && !location.hash, named = null;
  function nameInAddress() {
    const own = tab();
    if (!own) return;
    if (wanted) { wanted = false; own.click(); return; }
    const open = own.getAttribute("aria-selected") === "true";
    // A place read from here keeps the query: were it changed, "back" would tell of no change of the hash.
    if (open === named || (!open && location.hash)) return;
    named = open;
    const address = new URL(location.href);
    if (open) address.searchParams.set("view", "study"); else address.searchParams.delete("view");
    if (address.href !== location.href) history.replaceState(history.state, "", address);
  }
  let due = 0;
  const minded = () => { due = 0; settle(); nameInAddress(); };
  new MutationObserver(() => { due ||= requestAnimationFrame(minded); })
    .observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ["aria-selected"] });
})();
