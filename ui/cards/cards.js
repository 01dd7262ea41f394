// A citation's card lights up its marks in the answer; "Whole table" is put in when it is opened.
(() => {
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const INNER = "a, button:not(.cd19-mark), summary, details, input, select";

  const marksOf = (card) => document.querySelectorAll(`#cd19-chat a.cd19-mark[href$="#${card.id}"]`);

  /** On a narrow page the answer lies screens above: only the card's number and Enter lead there, not any touch. */
  function light(card, leads) {
    document.querySelectorAll(".cd19-lit").forEach((own) => own.classList.remove("cd19-lit"));
    document.querySelectorAll(".cd19-marked").forEach((own) => own.classList.remove("cd19-marked"));
    card.classList.add("cd19-marked");
    const marks = marksOf(card);
    marks.forEach((own) => own.classList.add("cd19-lit"));
    if (leads || !matchMedia("(max-width: 860px)").matches) marks[0]?.scrollIntoView({ block: "center", behavior: still.matches ? "auto" : "smooth" });
  }

  document.addEventListener("click", (event) => {
    const mark = event.target.closest?.("#cd19-chat a.cd19-mark");
    if (mark) document.querySelectorAll(".cd19-lit").forEach((own) => own.classList.remove("cd19-lit"));
    const card = event.target.closest?.("#cd19-panel .cd19-card");
    if (!card || event.target.closest(INNER) || !getSelection().isCollapsed) return;
    light(card, Boolean(event.target.closest("button.cd19-mark")));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches?.("#cd19-panel .cd19-card")) light(event.target, true);
  });

  document.addEventListener("toggle", (event) => {
    const whole = event.target;
    if (!whole.matches?.("details.cd19-whole[open]")) return;
    const frame = whole.querySelector(".cd19-scroll");
    if (frame.childElementCount) return;
    const kept = document.querySelector(`#cd19-panel template[data-whole="${whole.dataset.table}"]`);
    if (!kept) return;
    frame.append(kept.content.cloneNode(true));
    const cited = whole.dataset.cells.split(" ");
    const cells = [...frame.querySelectorAll("td")].filter((cell) => cited.includes(cell.dataset.cell));
    cells.forEach((cell) => cell.classList.add("cd19-cited"));
    if (cells[0]) {  // the frame alone moves, not the page
      frame.scrollLeft = cells[0].offsetLeft - frame.clientWidth / 2;
      frame.scrollTop = cells[0].offsetTop - frame.clientHeight / 2;
    }
  }, true);
})();
