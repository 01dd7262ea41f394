"""Signing in and out in a real browser: whose conversations are listed, and that the form is fit for everybody."""

from __future__ import annotations

import bcrypt
import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import ask, finished, served

from ui.door.passwords import read_users

pytestmark = pytest.mark.enable_socket
PASSWORDS = {"anna": "a long pass phrase", "bob": "another pass phrase"}


@pytest.fixture(scope="module")
def url(scripted):
    lines = (f"{name}:{bcrypt.hashpw(word.encode(), bcrypt.gensalt(10)).decode()}" for name, word in PASSWORDS.items())
    with served(scripted(), users=read_users("\n".join(lines), "here")) as address:
        yield address


@pytest.fixture(scope="module")
def page(window, url):
    window.goto(url)
    return window


def _sign_in(page, name: str, password: str) -> None:
    page.fill("#username", name)
    page.fill("#password", password)
    page.keyboard.press("Enter")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_form_has_no_serious_finding(page, scheme):
    page.emulate_media(color_scheme=scheme)
    found = Axe().run(page).response
    assert found["passes"]
    assert [one["id"] for one in found["violations"] if one["impact"] in ("serious", "critical")] == []


def test_wrong_password_is_told_and_nothing_else_lost(page):
    _sign_in(page, "anna", "not it")
    page.wait_for_selector("[role=alert]")
    assert page.input_value("#username") == "anna"


def test_each_sees_their_own_conversations_until_they_sign_out(page):
    _sign_in(page, "anna", PASSWORDS["anna"])
    page.wait_for_selector("#cd19-box textarea")
    ask(page, "Which therapy for my patient?")
    finished(page)
    page.wait_for_selector(".cd19-thread")
    assert "listed for you alone" in page.inner_text("#cd19-past-list")
    page.click("text=Sign out")
    page.wait_for_selector("#username")
    _sign_in(page, "bob", PASSWORDS["bob"])
    page.wait_for_selector("#cd19-past-list footer")
    assert page.locator(".cd19-thread").count() == 0
