"""The door: addresses, ports, passwords, headers, and what stays closed."""

from __future__ import annotations

import re
import socket

import pytest
from starlette.testclient import TestClient

from ui.errors import UiError
from ui.exposed import described
from ui.limits import MAX_BODY_BYTES
from ui.programs import NAMES
from ui.serve import address, build_site, check_door, find_users, is_loopback, open_door
from ui.shield import is_open, is_own

CLOSED = (
    *("/gradio_api/upload", "/gradio_api/file=/etc/passwd", "/gradio_api/proxy=http://x", "/gradio_api/runs"),
    *(
        "/gradio_api/run/x",
        "/gradio_api/call/x",
        "/gradio_api/stream/x",
        "/gradio_api/vibe-edit/",
        "/gradio_api/run/ask",
    ),
    *("/gradio_api/deep_link", "/gradio_api/openapi.json", "/openapi.json", "/docs", "/monitoring", "/static/../x"),
    *("/mcp", "/login", "/logout", "/gradio_api/token", "/gradio_api/call/ask/x/y"),
)
TRAVERSALS = (
    *("/gradio_api/file=../../../../etc/passwd", "/gradio_api/file=..%2f..%2f..%2fetc%2fpasswd", "/file=/etc/passwd"),
    *("/gradio_api/file/../../etc/passwd", "/gradio_api/file=%2e%2e/%2e%2e/etc/passwd", "/file/etc/passwd"),
    *("/gradio_api/file=file:///etc/passwd", "/gradio_api/file=http://127.0.0.1/x", "/gradio_api/file=C:\\x"),
    *("/static/../../../../etc/passwd", "/static/..%2f..%2f..%2f..%2fetc%2fpasswd", "/assets/%2e%2e/%2e%2e/etc/passwd"),
    *("/static/....//....//etc/passwd", "/assets//etc/passwd", "/static/%252e%252e/%252e%252e/etc/passwd"),
    *("/svelte/..%5c..%5cetc%5cpasswd", "/static//etc/passwd", "/theme.css/../../etc/passwd"),
    *("/gradio_api/proxy=file:///etc/passwd", "/custom_component/x/client/component/../../../etc/passwd"),
)


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
        with pytest.raises(UiError, match=r"no password is set\. Make one with `cd19 auth add FILE USER`"):
            check_door(host, None)

    def test_a_plain_password_of_the_environment_is_refused_without_repeating_it(self):
        with pytest.raises(UiError, match=r"CD19_UI_AUTH in the environment, line 1: .*no bcrypt hash") as caught:
            find_users(None, "ward:a-plain-secret")
        assert "secret" not in str(caught.value)
        assert find_users(None, "") is None

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
        public = [event["api_name"] for event in config["dependencies"] if event["api_visibility"] != "private"]
        assert sorted(public) == list(NAMES)

    @pytest.mark.parametrize("path", TRAVERSALS)
    @pytest.mark.parametrize("method", ["GET", "HEAD"])
    def test_no_way_of_writing_a_path_gets_a_file_of_this_machine(self, site_client, method, path):
        answer = site_client.request(method, path)
        assert answer.status_code in (400, 403, 404, 405, 422), answer.text[:200]
        assert "root:" not in answer.text

    def test_another_site_cannot_send_anything(self, site_client):
        for origin in ("https://evil.example", "null", "http://127.0.0.1:9999"):
            answer = site_client.post("/gradio_api/call/ask", json={"data": ["x"]}, headers={"origin": origin})
            assert answer.status_code == 403
            assert answer.text == "Refused: this request comes from another site."
        assert is_own("http://127.0.0.1", "127.0.0.1")
        assert is_own("", "127.0.0.1")

    @pytest.mark.parametrize("path", ["/gradio_api/queue/join", "/gradio_api/call/ask", "/", "/health"])
    def test_a_request_beyond_the_limit_is_told_so(self, site_client, path):
        answer = site_client.post(path, content=b"x" * (MAX_BODY_BYTES + 1))
        assert answer.status_code == 413
        assert answer.text.startswith("Too large: a request may hold 512 kB.")

    def test_a_size_not_announced_is_counted(self, site_client):
        parts = (b"x" * 65536 for _ in range(9))
        assert site_client.post("/gradio_api/call/ask", content=parts).status_code == 413

    def test_functions_tell_programs_what_each_parameter_is(self, site_client):
        known = site_client.get("/gradio_api/info").json()["named_endpoints"]
        assert sorted(known) == [f"/{name}" for name in NAMES]
        ask = known["/ask"]
        assert [part["parameter_name"] for part in ask["parameters"]] == ["question", "thread", "case"]
        assert ask["parameters"][0]["type"] == {"type": "string"}
        assert ask["returns"][0]["type"]["type"] == "object"
        assert ask["description"].startswith("A cited and checked answer")
        assert "- thread: Name of the conversation" in ask["description"]


def test_a_function_without_notes_is_described_by_its_docstring():
    assert described(address) == "The address to open in a browser."
