"""HTML whose buttons, fields and forms act: what is clicked in it reaches Python as an Action.

An element with `data-do="name"` acts: a button when clicked, a select or field when changed, a form when sent. Its
other data attributes, and the fields of its form or its own value, go along as text.
"""

from __future__ import annotations

from typing import Any

import gradio as gr

from corpus.models import Frozen

_JS = """
const tell = (own, more) => trigger("submit", {...own.dataset, ...more});
const acting = (event, kinds) => {
  const own = event.target.closest?.("[data-do]");
  return own && element.contains(own) && kinds.includes(own.tagName) ? own : null;
};
element.addEventListener("click", (event) => {
  const own = acting(event, ["BUTTON", "A", "g", "circle", "rect"]);
  if (own && own.type !== "submit") { event.preventDefault(); tell(own, {}); }
});
element.addEventListener("keydown", (event) => {
  const own = acting(event, ["g", "circle", "rect"]);
  if (own && (event.key === "Enter" || event.key === " ")) { event.preventDefault(); tell(own, {}); }
});
element.addEventListener("change", (event) => {
  const own = acting(event, ["SELECT", "INPUT"]);
  if (own) tell(own, {value: own.value, ...(own.type === "checkbox" ? {checked: own.checked ? "yes" : ""} : {})});
});
element.addEventListener("submit", (event) => {
  const own = acting(event, ["FORM"]);
  if (own) { event.preventDefault(); tell(own, Object.fromEntries(new FormData(own))); }
});
"""
_LONGEST = 8000


class Action(Frozen):
    """What was done: its name, and what went along."""

    do: str
    told: dict[str, str]

    def get(self, name: str) -> str:
        """What went along under a name; empty where nothing did."""
        return self.told.get(name, "")


def acting_html(value: str, elem_id: str, **more: Any) -> gr.HTML:
    """An HTML part whose `submit` event tells what was done in it (`read_action`)."""
    return gr.HTML(value, elem_id=elem_id, js_on_load=_JS, **more)


def read_action(event: gr.EventData) -> Action:
    """The action of a `submit` event; texts longer than 8,000 characters are cut. Whatever comes, no error."""
    data = event._data if isinstance(event._data, dict) else {}
    told = {str(name): str(value)[:_LONGEST] for name, value in data.items() if name != "do"}
    return Action(do=str(data.get("do", "")), told=told)
