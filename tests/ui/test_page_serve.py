"""The door: addresses, ports, passwords, headers, and what stays closed."""

from __future__ import annotations

import re
import socket

import pytest
from starlette.testclient import TestClient

from ui.errors import UiError
from ui.serve import Auth, address, build_site, check_door, is_loopback, open_door, read_auth
from ui.shield import LOGIN_TRIES, LOGIN_WINDOW_S, Shield, is_open

CLOSED = (
    *("/gradio_api/upload", "/gradio_api/file=/etc/passwd", "/gradio_api/proxy=http://x", "/gradio_api/runs"),
    *("/gradio_api/run/x", "/gradio_api/call/x", "/gradio_api/stream/x", "/gradio_api/vibe-edit/"),
    *("/gradio_api/deep_link", "/gradio_api/openapi.json", "/openapi.json", "/docs", "/monitoring", "/static/../x"),
)
GOOD_AUTH: Auth = ("ward", "a-long-password")


@pytest.fixture(scope="module")
def site_client(scripted):
    """The whole site without a network."""
    return TestClient(build_site(scripted()), base_url="http://127.0.0.1")


class TestAddress:
    @pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "localhost", "::1", "[::1]"])
    def test_loopback_needs_no_password(self, host):
        assert is_loopback(host)
        check_door(host, None)

    @pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.4", "::", "example.org", ""])
    def test_any_other_is_refused_without_a_password(self, host):
        with pytest.raises(UiError, match=r"no password\. Set CD19_UI_AUTH=user:password"):
            check_door(host, None)

    def test_short_password_is_refused(self):
        with pytest.raises(UiError, match="has 5 characters, wanted at least 12"):
            check_door("0.0.0.0", ("ward", "short"))

    def test_good_password_opens_it(self):
        check_door("0.0.0.0", GOOD_AUTH)

    @pytest.mark.parametrize("text", ["ward", ":secret", "ward:"])
    def test_malformed_password_setting_is_refused_without_repeating_it(self, text):
        with pytest.raises(UiError, match="of the form user:password") as caught:
            read_auth(text)
        assert "secret" not in str(caught.value)

    def test_password_may_hold_colons(self):
        assert read_auth("ward:a:b") == ("ward", "a:b")
        assert read_auth("") is None

    @pytest.mark.parametrize(("host", "url"), [("127.0.0.1", "http://127.0.0.1:80"), ("::1", "http://[::1]:80")])
    def test_is_said_as_a_browser_takes_it(self, host, url):
        assert address(host, 80) == url


@pytest.mark.enable_socket
class TestPort:
    def test_next_free_one_is_taken(self):
        with open_door("127.0.0.1", 18765) as first:
            taken = first.getsockname()[1]
            with open_door("127.0.0.1", taken) as second:
                assert taken < second.getsockname()[1] < taken + 50

    def test_none_free_is_an_error_that_says_what_to_do(self, monkeypatch):
        monkeypatch.setattr("ui.serve.PORTS_TRIED", 1)
        with socket.create_server(("127.0.0.1", 0)) as busy, pytest.raises(UiError, match="--port"):
            open_door("127.0.0.1", busy.getsockname()[1])


class TestShield:
    @pytest.mark.parametrize("path", CLOSED)
    def test_keeps_closed_what_the_page_does_not_use(self, site_client, path):
        assert not is_open(path)
        assert site_client.get(path).status_code == 404

    def test_page_opens_with_every_security_header(self, site_client):
        page = site_client.get("/")
        assert page.status_code == 200
        policy = page.headers["content-security-policy"]
        for part in (
            "default-src 'self'",
            "connect-src 'self'",
            "frame-ancestors 'none'",
            "img-src 'self' data: blob:",
        ):
            assert part in policy
        assert "http" not in policy
        assert page.headers["x-content-type-options"] == "nosniff"

    def test_page_names_no_outside_script_style_or_font(self, site_client):
        loaded = re.findall(r'<(?:script|link|img)[^>]*(?:src|href)="(https?:[^"]+)"', site_client.get("/").text)
        assert loaded == []

    def test_other_names_for_this_machine_are_refused(self, site_client):
        assert site_client.get("/", headers={"host": "evil.example"}).status_code == 400

    def test_settings_promise_privacy(self, site_client):
        config = site_client.get("/config").json()
        assert config["analytics_enabled"] is False
        assert config["run_history"] is False
        assert config["footer_links"] == []
        assert not config["show_error"]
        assert {event["api_visibility"] for event in config["dependencies"]} == {"private"}


class TestPassword:
    @pytest.fixture
    def guarded(self, scripted):
        return TestClient(build_site(scripted(), host="0.0.0.0", auth=GOOD_AUTH), base_url="http://10.0.0.1")

    def test_is_asked_before_anything_is_told(self, guarded):
        assert guarded.get("/config").status_code == 401
        assert "FHCRC" not in guarded.get("/").text

    def test_opens_the_page(self, guarded):
        form = {"username": GOOD_AUTH[0], "password": GOOD_AUTH[1]}
        assert guarded.post("/login", data=form).status_code == 200
        assert guarded.get("/config").status_code == 200

    def test_cannot_be_guessed_at_speed(self, guarded):
        wrong = {"username": "ward", "password": "guess"}
        statuses = [guarded.post("/login", data=wrong).status_code for _ in range(LOGIN_TRIES + 1)]
        assert statuses == [400] * LOGIN_TRIES + [429]

    def test_brake_lets_go_after_its_window(self):
        now = [0.0]
        shield = Shield(app=None, clock=lambda: now[0])
        for _ in range(LOGIN_TRIES):
            assert shield._refusal("POST", "/login") is None
        assert shield._refusal("POST", "/login/").status_code == 429
        now[0] = LOGIN_WINDOW_S + 1
        assert shield._refusal("POST", "/login") is None
