// Marks lead to their passages; "Show evidence" brings an older answer's evidence back; "Copy" copies with sources.
(() => {
  const still = matchMedia("(prefers-reduced-motion: reduce)");

  function showTurnOf(element) {
    const turn = element.closest(".cd19-turn");
    if (!turn) return;
    document.querySelectorAll(".cd19-turn").forEach((other) => { other.hidden = other !== turn; });
  }

  function reveal(element, block) {
    showTurnOf(element);
    element.scrollIntoView({ block, behavior: still.matches ? "auto" : "smooth" });
    element.focus({ preventScroll: true });
  }

  function mark(element) {
    document.querySelectorAll(".cd19-marked").forEach((other) => other.classList.remove("cd19-marked"));
    element.classList.add("cd19-marked");
  }

  async function copy(link, text) {
    const before = link.textContent;
    try {
      await navigator.clipboard.writeText(text);
      link.textContent = "Copied";
    } catch {
      link.textContent = "Could not copy";
    }
    setTimeout(() => { link.textContent = before; }, 1600);
  }

  // Gradio reads a message's source out as its label, and its cleaner drops the labels of marks: mend both.
  function relabel() {
    document.querySelectorAll("#cd19-chat [data-testid=user], #cd19-chat [data-testid=bot]").forEach((message) => {
      const who = message.dataset.testid === "user" ? "You" : "Assistant";
      if (message.getAttribute("aria-label") !== who) message.setAttribute("aria-label", who);
    });
    document.querySelectorAll("#cd19-chat a.cd19-mark:not([aria-label])").forEach((link) => {
      link.setAttribute("aria-label", `Passage ${link.textContent}`);
    });
  }
  // A new question goes to the top of the chat and stays there while its answer comes, until the reader scrolls.
  let asked = 0, pinned = false;
  function keepInView() {
    const rows = document.querySelectorAll("#cd19-chat .user-row");
    if (rows.length > asked) pinned = true;
    asked = rows.length;
    const chat = document.querySelector("#cd19-chat [role=log]");
    if (!pinned || !chat || !asked) return;
    const row = rows[asked - 1];
    chat.scrollTop += row.getBoundingClientRect().top - chat.getBoundingClientRect().top;
  }
  for (const name of ["wheel", "touchmove", "keydown", "pointerdown"]) {
    document.addEventListener(name, () => { pinned = false; }, { passive: true, capture: true });
  }

  new MutationObserver(() => { relabel(); keepInView(); }).observe(document, { childList: true, subtree: true });

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href*="#cd19-"]');
    if (!link) return;
    event.preventDefault();
    event.stopPropagation();
    const target = document.getElementById(link.getAttribute("href").split("#")[1]);
    if (!target) return;
    if (target.id.startsWith("cd19-plain-")) return void copy(link, target.textContent);
    if (target.classList.contains("cd19-card")) mark(target);
    reveal(target, target.classList.contains("cd19-card") ? "center" : "start");
  }, true);
})();
