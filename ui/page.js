// Marks lead to their passages; "Show evidence" brings an older answer's evidence back; "Copy" copies with sources.
(() => {
  const still = matchMedia("(prefers-reduced-motion: reduce)");

  function showTurnOf(element) {
    const turn = element.closest(".cd19-turn");
    document.querySelectorAll(".cd19-turn").forEach((other) => { other.hidden = other !== turn; });
    return turn;
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
