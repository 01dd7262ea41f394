// The Ask view's habits: the drawer of conversations, links of turns, focus, keys, the limit told, files saved.
(() => {
  const roomy = matchMedia("(min-width: 1200px)"), touch = matchMedia("(pointer: coarse)");
  const find = (what, within = document) => within.querySelector(what);
  const box = () => find("#cd19-box textarea");
  const writes = () => Boolean(find("#cd19-chat .cd19-writing"));

  // What is done goes to Python through the relay, a part of the page that is not seen (bridge.py).
  function tell(action, told) {
    const host = find("#cd19-relay span");
    if (!host) return;
    const button = Object.assign(document.createElement("button"), { type: "button" });
    Object.assign(button.dataset, told, { do: action });
    delete button.dataset.tell; // or its click would be told again, and again
    host.append(button);
    button.click();
    button.remove();
  }

  // The drawer: open at the side where there is room, over the page where there is not.
  const PLACE = "cd19-past";
  let opened = false;
  const isOpen = () => opened;
  function setPast(open, byHand) {
    opened = open;
    const side = find("#cd19-side"), state = open ? "open" : "closed";
    if (side) side.dataset.past = state;
    const toggle = find(".cd19-past-toggle");
    toggle?.setAttribute("aria-expanded", String(open));
    if (!byHand) return;
    if (roomy.matches) try { localStorage.setItem(PLACE, state); } catch { /* not remembered */ }
    if (roomy.matches) return;
    if (open) find("#cd19-past-list button, #cd19-past-list a")?.focus({ preventScroll: true });
    else toggle?.focus({ preventScroll: true });
  }
  function placePast() {
    let kept = null;
    try { kept = localStorage.getItem(PLACE); } catch { /* as if nothing was remembered */ }
    setPast(roomy.matches && kept !== "closed", false);
  }
  placePast();
  roomy.addEventListener("change", placePast);

  document.addEventListener("click", (event) => {
    const target = event.target.closest ? event.target : event.target.parentElement;
    if (target?.closest(".cd19-past-toggle")) return setPast(!isOpen(), true);
    const own = target?.closest("[data-tell]");
    if (own?.tagName === "BUTTON") return tell(own.dataset.tell, own.dataset);
    const link = target?.closest('a[href*="#cd19-act-"]');
    if (link) {
      event.preventDefault();
      const [, act, key] = link.getAttribute("href").match(/#cd19-act-(\w+)-(.+)$/);
      return tell(act, { key });
    }
    if (!isOpen() || roomy.matches) return;
    if (target?.closest("#cd19-past-list [data-do=open], #cd19-past-list [data-do=new]")) setPast(false, false);
    else if (!target?.closest("#cd19-side")) setPast(false, true);
  }, true);
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-tell]");
    if (!form) return;
    event.preventDefault();
    tell(form.dataset.tell, { ...form.dataset, ...Object.fromEntries(new FormData(form)) });
  });

  document.addEventListener("keydown", (event) => {
    const link = event.target.closest?.('a[role="button"]');
    if (link && event.key === " ") { event.preventDefault(); link.click(); }
    if (event.key !== "Escape" || event.defaultPrevented || event.isComposing) return;
    const menu = event.target.closest?.("#cd19-past-list details[open]");
    const close = find("#cd19-strip [data-do=close]"), stop = writes() && find("#cd19-box .stop-button");
    if (menu) { menu.open = false; find("summary", menu).focus(); }
    else if (isOpen() && !roomy.matches) setPast(false, true);
    else if (close) close.click();
    else if (stop) stop.click();
    else return;
    event.preventDefault();
  });

  window.cd19Save = ({ name, kind, text }) => {
    const link = Object.assign(document.createElement("a"), { download: name });
    link.href = URL.createObjectURL(new Blob([text], { type: `${kind};charset=utf-8` }));
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };

  // The address names the conversation that is open, so that a reload brings it back.
  function nameInAddress() {
    const list = find(".cd19-past[data-current]");
    if (!list || list.dataset.current === nameInAddress.last) return;
    const before = nameInAddress.last;
    nameInAddress.last = list.dataset.current;
    const address = new URL(location.href);
    if (list.dataset.current) address.searchParams.set("thread", list.dataset.current);
    else if (before !== undefined) address.searchParams.delete("thread");
    if (list.dataset.current) address.searchParams.delete("q");  // it was asked: a reload must not ask it again
    if (address.href !== location.href) history.replaceState(history.state, "", address);
  }

  // The question field: what is too long is told while typing, nothing is cut off.
  function tellLimit() {
    const line = find("#cd19-limit"), most = Number(line?.dataset.most), length = [...(box()?.value ?? "")].length;
    if (!line) return;
    const count = (number) => number.toLocaleString("en");
    line.hidden = length <= most;
    const told = line.hidden ? "" : `${count(length)} characters; up to ${count(most)} can be asked at once. ` +
      `Shorten it by ${count(length - most)}. Nothing is cut off.`;
    if (line.textContent !== told) line.textContent = told;
  }
  document.addEventListener("input", (event) => { if (event.target === box()) tellLimit(); });

  // The field is cleared as the question is sent; one that is too long stays, to be shortened.
  window.cd19Sent = (question) => {
    const field = box();
    if (!field || [...question].length > Number(find("#cd19-limit")?.dataset.most)) return;
    field.value = "";
    field.dispatchEvent(new Event("input", { bubbles: true }));
    focusBox();  // the button that was clicked is gone
  };

  // Focus goes back to the field when an answer has ended, unless the reader went elsewhere meanwhile.
  let writing = false, strip = "";
  function focusBox() {
    if (!touch.matches) box()?.focus({ preventScroll: true });
  }
  function minded() {
    const now = writes(), at = document.activeElement;
    if (writing && !now && (at === document.body || !at || at.closest("#cd19-box, #cd19-chat"))) focusBox();
    writing = now;
    const shown = find("#cd19-strip .cd19-strip"), text = shown?.textContent ?? "";
    if (text !== strip) {
      if (shown?.classList.contains("cd19-rate")) find("input", shown).focus({ preventScroll: true });
      else if (shown) { box()?.focus({ preventScroll: true }); box()?.setSelectionRange(1e6, 1e6); }
      else if (at === document.body) focusBox();
      strip = text;
    }
    document.querySelectorAll('a[href*="#cd19-act-"]:not([role])').forEach((link) => {
      link.setAttribute("role", "button");
      link.removeAttribute("target");
    });
    const toggle = find(".cd19-past-toggle");  // new after it was drawn again
    if (toggle && toggle.getAttribute("aria-expanded") !== String(isOpen())) setPast(isOpen(), false);
    nameInAddress();
    tellLimit();
  }
  let due = 0;
  new MutationObserver(() => { due ||= requestAnimationFrame(() => { due = 0; minded(); }); })
    .observe(document, { childList: true, subtree: true, characterData: true });
})();
