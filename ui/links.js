// Addresses of the page: "#patient2.4" (or a sentence, cell, table row, reference) opens in Read.
(() => {
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const placeOf = (hash) => {
    try { return decodeURIComponent(hash.slice(1)); } catch { return hash.slice(1); }
  };
  const isPlace = (name) => /^[a-z]+(-[\w-]+)?\d?(\.[\w-]+)?(#[\w-]+)?$/.test(name) && !name.startsWith("cd19-");

  /** Resolves with what `find` gives, as soon as it gives something; with nothing after ten seconds. */
  function once(find) {
    return new Promise((resolve) => {
      const found = find();
      if (found) return resolve(found);
      const watch = new MutationObserver(() => { const now = find(); if (now) end(now); });
      const late = setTimeout(() => end(null), 10000);
      const end = (now) => { watch.disconnect(); clearTimeout(late); resolve(now); };
      watch.observe(document, { childList: true, subtree: true });
    });
  }

  const tab = (name) => document.querySelector(`#cd19-views [role=tab][data-tab-id="${name}"]`);
  const shown = () => document.querySelector("#cd19-views [role=tab][aria-selected=true]")?.dataset.tabId;
  let cameFrom = "";

  async function openTab(name) {
    const button = await once(() => tab(name));
    if (!button || shown() === name) return;
    cameFrom = shown();
    button.click();
  }

  /** The element of a place: its own, else its section's, else that of the paragraph or row it stands in. */
  const element = (name) =>
    document.getElementById(name) ?? document.getElementById(`read-${name}`) ?? document.getElementById(name.split("#")[0]);

  async function openPlace(name) {
    await openTab("read");
    if (!(await once(() => document.querySelector("#cd19-read .cd19-book")?.offsetParent))) return;
    const target = element(name);
    document.querySelectorAll(".cd19-here").forEach((own) => own.classList.remove("cd19-here"));
    document.querySelector("#read-status").textContent = target ? "" : `The review has no place named ${name}.`;
    if (!target) return;
    if (!target.matches("section")) target.classList.add("cd19-here");
    const tall = target.matches("section") || target.offsetHeight > innerHeight * 0.7;
    target.scrollIntoView({ block: tall ? "start" : "center", inline: target.matches("td") ? "center" : "nearest", behavior: still.matches ? "auto" : "smooth" });
    target.focus({ preventScroll: true });
  }

  function follow() {
    const name = placeOf(location.hash);
    if (isPlace(name)) openPlace(name);
    else if (!location.hash && cameFrom && shown() === "read") tab(cameFrom)?.click();
  }

  async function copy(button) {
    const before = button.textContent;
    const link = location.origin + location.pathname + "#" + button.dataset.copy;
    try {
      await navigator.clipboard.writeText(link);
      button.textContent = "Copied";
    } catch {
      button.textContent = link;  // to be copied by hand
      return;
    }
    setTimeout(() => { button.textContent = before; }, 1600);
  }

  addEventListener("hashchange", follow);
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button[data-copy]");
    if (button) return void copy(button);
    const link = event.target.closest?.('a[href^="#"]');
    // By the hash alone: Gradio's <base> lacks the address's query (?thread=, ?view=), so that the browser would load
    // the whole page anew. When a link is followed again the address stays the same and no hashchange tells of it.
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && isPlace(placeOf(link.getAttribute("href")))) {
      event.preventDefault();
      if (link.getAttribute("href") === location.hash) openPlace(placeOf(location.hash));
      else location.hash = link.getAttribute("href");
    }
    // Another view opened by hand: the address names no place any more, so that a reload does not jump back.
    const other = event.target.closest?.("#cd19-views [role=tab]");
    if (event.isTrusted && other && other.dataset.tabId !== "read" && isPlace(placeOf(location.hash))) {
      history.replaceState(null, "", location.pathname + location.search);
    }
  });
  // The place that an address names on load; a question (?q=) and a conversation (?thread=) are the Ask view's.
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", follow); else follow();
})();
