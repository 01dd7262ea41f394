// The contents show which section is being read.
(() => {
  const LINE = 120;  // px below the top of the pages: the section that has passed it is the one being read
  let waiting = false;

  function show() {
    waiting = false;
    const pages = document.querySelector("#cd19-read .cd19-pages");
    if (!pages?.offsetParent) return;
    const top = Math.max(0, document.querySelector("#cd19-read").getBoundingClientRect().top);
    const passed = [...pages.querySelectorAll("section")].filter((own) => own.getBoundingClientRect().top < top + LINE);
    const reading = passed.at(-1)?.id;
    document.querySelectorAll(".cd19-contents a").forEach((link) => {
      if (link.getAttribute("href") === `#${reading}`) {
        if (!link.hasAttribute("aria-current")) follow(link);
        link.setAttribute("aria-current", "location");
      } else link.removeAttribute("aria-current");
    });
  }

  /** Keeps the link in view within the contents, without moving the page. */
  function follow(link) {
    const tools = link.closest(".cd19-tools");
    const box = link.getBoundingClientRect(), frame = tools.getBoundingClientRect();
    if (box.top < frame.top) tools.scrollTop -= frame.top - box.top + 8;
    else if (box.bottom > frame.bottom) tools.scrollTop += box.bottom - frame.bottom + 8;
  }

  document.addEventListener("scroll", () => {
    if (!waiting) requestAnimationFrame(show);
    waiting = true;
  }, { capture: true, passive: true });
})();
