"""The sign-in page: one form, no script, nothing of what is behind it."""

from __future__ import annotations

import html

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sign in · CD19 assistant</title>
<style>
:root { color-scheme: light dark; --ground: #f4f7f8; --surface: #fff; --ink: #17252b; --quiet: #4a5b63;
  --line: #8195a0; --accent: #0b6b6b; --on: #fff; --wrong: #a3172a; }
@media (prefers-color-scheme: dark) { :root { --ground: #10181c; --surface: #19242a; --ink: #e7eef1; --quiet: #a9bac2;
  --line: #5d727d; --accent: #5cc4c0; --on: #06201f; --wrong: #ff9aa5; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1rem; background: var(--ground);
  color: var(--ink); font: 16px/1.5 system-ui, "Segoe UI", Roboto, "Liberation Sans", sans-serif; }
main { width: 100%; max-width: 22rem; padding: 2rem; background: var(--surface); border-radius: 12px;
  box-shadow: 0 1px 3px rgb(0 0 0 / .15); }
h1 { margin: 0 0 .25rem; font-size: 1.25rem; line-height: 1.3; }
p { margin: 0 0 1.25rem; color: var(--quiet); }
.wrong { color: var(--wrong); font-weight: 600; }
label { display: block; margin: 0 0 .25rem; font-weight: 600; font-size: .9rem; }
input { width: 100%; margin: 0 0 1rem; padding: .6rem .7rem; font: inherit; color: inherit; background: transparent;
  border: 1px solid var(--line); border-radius: 8px; }
button { width: 100%; padding: .65rem; font: inherit; font-weight: 600; color: var(--on); background: var(--accent);
  border: 0; border-radius: 8px; cursor: pointer; }
input:focus-visible, button:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
</style></head><body><main>
<h1>Blinatumomab or CD19 CAR T cells?</h1>
<p>Sign in to ask the review.</p>
{wrong}<form method="post" action="login">
<label for="username">Name</label>
<input id="username" name="username" autocomplete="username" autocapitalize="none" required autofocus value="{name}">
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required>
<button>Sign in</button></form></main></body></html>
"""


def signin_html(wrong: str = "", name: str = "") -> str:
    """The page, with what went wrong before and the name typed."""
    told = f'<p class="wrong" role="alert">{html.escape(wrong)}</p>' if wrong else ""
    return _PAGE.replace("{wrong}", told).replace("{name}", html.escape(name, quote=True))
