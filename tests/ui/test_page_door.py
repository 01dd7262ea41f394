"""The door: hashed passwords, sessions, the brake on guessing, and that nothing is told before."""

from __future__ import annotations

import base64
import os

import bcrypt
import pytest
from starlette.testclient import TestClient

from ui.door.passwords import MIN_CHARS, hashed_line, load_users, put_line, read_users
from ui.door.sessions import LASTS_S, Sessions
from ui.door.tries import FREE, LONGEST_ADDRESS_S, LONGEST_USER_S, Tries
from ui.errors import UiError
from ui.serve import build_site

PASSWORD = "a long pass phrase"


def _line(name: str, password: str = PASSWORD, cost: int = 10) -> str:
    return f"{name}:{bcrypt.hashpw(password.encode(), bcrypt.gensalt(cost)).decode()}"


@pytest.fixture(scope="module")
def users():
    return read_users(f"# the ward\n{_line('ward')}\n\n{_line('anna', 'another pass phrase')}\n", "here")


class TestPasswords:
    def test_each_has_their_own(self, users):
        assert users.right("ward", PASSWORD)
        assert not users.right("anna", PASSWORD)
        assert not users.right("nobody", PASSWORD)
        assert not users.right("ward", "")
        assert not users.right("ward", PASSWORD + "x" * 100)
        assert not users.right("ward", "a\0b")

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("ward", r"here, line 1: wanted user:hash\. Make one with `cd19 auth add"),
            ("\nward:secret-words", "here, line 2: what follows 'ward' is no bcrypt hash"),
            (":x", "line 1: wanted user:hash"),
            ("a b:x", "line 1: wanted user:hash"),
            ("", "holds nobody"),
            ("ward:$2b$04$" + "a" * 53, "a hash of cost 4; wanted 10 to 15"),
        ],
    )
    def test_a_file_that_cannot_be_used_is_told_by_line_and_remedy_and_not_repeated(self, text, told):
        with pytest.raises(UiError, match=told) as caught:
            read_users(text, "here")
        assert "secret" not in str(caught.value)

    def test_a_name_twice_is_refused(self):
        with pytest.raises(UiError, match="'ward' stands there twice"):
            read_users(f"{_line('ward')}\n{_line('ward')}", "here")

    def test_a_line_made_opens_the_door_and_holds_no_password(self):
        line = hashed_line("anna", PASSWORD)
        assert PASSWORD not in line
        assert read_users(line, "here").right("anna", PASSWORD)

    @pytest.mark.parametrize(
        ("name", "password", "told"),
        [
            ("ward", "short", f"has 5 characters; wanted at least {MIN_CHARS}"),
            ("ward", "ü" * 40, "has 80 bytes; wanted at most 72"),
            ("wa:rd", PASSWORD, "user 'wa:rd': wanted"),
        ],
    )
    def test_a_password_that_will_not_do_is_told(self, name, password, told):
        with pytest.raises(UiError, match=told):
            hashed_line(name, password)

    def test_a_new_password_takes_the_place_of_the_old_in_a_file_only_its_owner_reads(self, tmp_path):
        path = tmp_path / "people"
        for line in (_line("ward", "the first password"), _line("anna"), _line("ward")):
            put_line(path, line)
        known, warning = load_users(path)
        assert len(known) == 2
        assert known.right("ward", PASSWORD)
        assert (warning, path.stat().st_mode & 0o777) == ("", 0o600)

    def test_a_file_that_others_can_read_is_told(self, tmp_path):
        path = tmp_path / "people"
        path.write_text(_line("ward"))
        os.chmod(path, 0o644)
        assert load_users(path)[1].endswith(f"run `chmod 600 {path}`.")

    def test_a_missing_file_is_told_with_the_command_that_makes_one(self, tmp_path):
        with pytest.raises(UiError, match=r"cannot be read .*cd19 auth add FILE USER"):
            load_users(tmp_path / "none")


class TestBrake:
    @pytest.fixture
    def clock(self):
        return [1000.0]

    def test_a_few_slips_cost_nothing_then_each_wait_is_twice_as_long(self, clock):
        tries, waits = Tries(lambda: clock[0]), []
        for _ in range(FREE + 4):
            tries.wrong("10.0.0.9", "ward")
            waits.append(tries.wait_s("10.0.0.9", "other"))
            clock[0] += waits[-1]
        assert waits == [0.0] * FREE + [2.0, 4.0, 8.0, 16.0]

    def test_an_address_waits_long_a_name_only_shortly(self, clock):
        tries = Tries(lambda: clock[0])
        for _ in range(40):
            tries.wrong("10.0.0.9", "ward")
        assert tries.wait_s("10.0.0.9", "anna") == LONGEST_ADDRESS_S
        assert tries.wait_s("10.0.0.1", "ward") == LONGEST_USER_S
        assert tries.wait_s("10.0.0.1", "anna") == 0

    def test_the_right_password_forgets_the_slips(self, clock):
        tries = Tries(lambda: clock[0])
        for _ in range(9):
            tries.wrong("a", "ward")
        tries.right("a", "ward")
        assert tries.wait_s("a", "ward") == 0


class TestSessions:
    def test_end_after_a_working_day_or_when_closed(self):
        now = [0.0]
        sessions = Sessions(lambda: now[0])
        first, second = sessions.open("ward"), sessions.open("anna")
        assert (sessions.name(first), sessions.name(second), sessions.name("x")) == ("ward", "anna", "")
        sessions.close(first)
        assert sessions.name(first) == ""
        now[0] = LASTS_S + 1
        assert sessions.name(second) == ""


class TestSite:
    @pytest.fixture
    def site(self, scripted, users):
        return build_site(scripted(), host="0.0.0.0", users=users, tools=True)

    @pytest.fixture
    def client(self, site):
        return TestClient(site, base_url="http://ward.example", follow_redirects=False)

    PATHS = (
        *("/config", "/theme.css", "/gradio_api/info", "/gradio_api/queue/data?session_hash=x", "/static/img/logo.svg"),
        *("/gradio_api/heartbeat/x", "/mcp", "/gradio_api/startup-events", "/gradio_api/user", "/favicon.ico"),
    )

    @pytest.mark.parametrize("path", PATHS)
    def test_nothing_is_told_before_one_has_signed_in(self, client, path):
        answer = client.get(path)
        assert (answer.status_code, answer.text.split(":")[0]) == (401, "Sign in first")

    def test_a_browser_is_shown_a_form_that_needs_no_script_and_names_nothing_behind_it(self, client):
        page = client.get("/", headers={"accept": "text/html"})
        assert page.status_code == 401
        assert '<form method="post" action="login">' in page.text
        assert "<script" not in page.text
        assert "gradio" not in page.text.lower()
        assert "default-src 'self'" in page.headers["content-security-policy"]

    def test_health_tells_nothing_but_its_state(self, client):
        assert set(client.get("/health").json()) <= {"status", "detail"}

    def test_signs_in_and_out(self, client):
        form = {"username": "ward", "password": PASSWORD}
        answer = client.post("/login", data=form, headers={"accept": "text/html"})
        assert (answer.status_code, answer.headers["location"]) == (303, "./")
        cookie = answer.headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=lax" in cookie
        assert client.get("/config").status_code == 200
        assert client.get("/gradio_api/user").json() == "ward"
        client.get("/logout")
        client.cookies.clear()
        assert client.get("/config", headers={"cookie": cookie.partition(";")[0]}).status_code == 401

    def test_a_wrong_password_is_told_in_the_form_with_the_name_kept_as_text(self, client):
        form = {"username": '"><b>x', "password": "wrong"}
        page = client.post("/login", data=form, headers={"accept": "text/html"})
        assert page.status_code == 401
        assert "do not belong together" in page.text
        assert "<b>" not in page.text

    def test_a_cookie_over_tls_is_never_sent_in_the_clear(self, site):
        client = TestClient(site, base_url="https://ward.example")
        answer = client.post("/login", data={"username": "ward", "password": PASSWORD})
        assert "Secure" in answer.headers["set-cookie"]

    def test_programs_come_in_by_basic_authentication(self, client):
        for given, status in ((f"ward:{PASSWORD}", 200), ("ward:wrong", 401), ("nonsense", 401)):
            basic = base64.b64encode(given.encode()).decode()
            assert client.get("/config", headers={"authorization": f"Basic {basic}"}).status_code == status
        assert client.get("/config", headers={"authorization": "Basic %%%"}).status_code == 401

    def test_guessing_soon_has_to_wait_even_with_the_right_password(self, client):
        guess = {"username": "anna", "password": "wrong"}
        statuses = [client.post("/login", data=guess).status_code for _ in range(FREE + 2)]
        assert statuses == [401] * (FREE + 1) + [429]
        told = client.post("/login", data={"username": "anna", "password": "another pass phrase"})
        assert told.status_code == 429
        assert told.headers["retry-after"] == "2"
        assert "Wait 2 seconds" in told.text

    def test_a_form_that_is_too_long_or_no_form_opens_nothing(self, client):
        assert client.post("/login", content=b"x" * 10_000).status_code == 401
        assert client.post("/login", content=b"\xff\xfe").status_code == 401
