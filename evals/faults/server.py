"""A small HTTP server on this machine that speaks OpenAI's protocol, as badly as it is told."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

GOOD = "The CR/CRi rate in ALCANTARA was 36% [1]."
_LONG_S = 30.0
"""Longer than any answer is waited for."""
Wire = Callable[[bytes], None]


class Server:
    """What the server does now; it can be changed while it runs."""

    def __init__(self) -> None:
        self.does, self.url, self.asked = "good", "", 0
        self.over = threading.Event()


@contextmanager
def serving(server: Server, port: int = 0) -> Iterator[int]:
    """Serves on a port (0: a free one) until the block ends."""
    http = ThreadingHTTPServer(("127.0.0.1", port), _handler(server))
    http.daemon_threads = True
    threading.Thread(target=http.serve_forever, args=(0.02,), daemon=True).start()
    server.url = f"http://127.0.0.1:{http.server_port}/v1"
    server.over.clear()
    try:
        yield http.server_port
    finally:
        server.over.set()
        http.shutdown()
        http.server_close()


def chunk(delta: Mapping[str, Any], finish: str | None = None) -> bytes:
    """One event of a streamed reply."""
    choice = {"index": 0, "delta": {"role": "assistant", **delta}, "finish_reason": finish}
    whole = {"id": "x", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}
    return b"data: " + json.dumps(whole).encode() + b"\n\n"


_END = chunk({}, "stop") + b"data: [DONE]\n\n"


def _say(text: str) -> bytes:
    return chunk({"content": text})


def _drip(write: Wire, server: Server, piece: bytes, pause_s: float) -> None:
    until = time.monotonic() + _LONG_S
    while time.monotonic() < until and not server.over.wait(pause_s):
        write(piece)


def _half(write: Wire, server: Server) -> None:
    write(_say(GOOD[:20]))
    _hold(server)


BODIES: Mapping[str, Callable[[Wire, Server], None]] = {
    "good": lambda w, s: w(_say(GOOD) + _END),
    "nothing": lambda w, s: None,
    "only the end": lambda w, s: w(_END),
    "no JSON": lambda w, s: w(b"data: {not json\n\ndata: [DONE]\n\n"),
    "half a JSON": lambda w, s: w(_say("The rate ")[:60]),
    "half an answer, then closed": lambda w, s: w(_say(GOOD + " Blinatumomab was gi")),
    "a web page": lambda w, s: w(b"<html><body>Welcome to the wifi</body></html>"),
    "noise": lambda w, s: w(bytes(range(256)) * 40),
    "a JSON list": lambda w, s: w(b"data: [1, 2, 3]\n\n" + _END),
    "null choices": lambda w, s: w(b'data: {"id": "x", "object": "chat.completion.chunk", "choices": null}\n\n' + _END),
    "a number for text": lambda w, s: w(chunk({"content": 36}) + _END),
    "JSON a thousand deep": lambda w, s: w(b"data: " + b"[" * 5000 + b"]" * 5000 + b"\n\n"),
    "an error in the stream": lambda w, s: w(b'data: {"error": {"message": "out of memory", "type": "x"}}\n\n'),
    "a refusal": lambda w, s: w(chunk({"refusal": "I will not."}, "stop") + b"data: [DONE]\n\n"),
    "a content filter": lambda w, s: w(chunk({"content": ""}, "content_filter") + b"data: [DONE]\n\n"),
    "a tool call": lambda w, s: w(
        chunk({"tool_calls": [{"index": 0, "id": "1", "function": {"name": "rm", "arguments": "{"}}]}) + _END
    ),
    "control characters and markup": lambda w, s: w(
        _say("\x00\x1b[31m<script>alert(1)</script> [1]. \u202e \ud7ff" + "![x](http://x/y.png) [1]. ") + _END
    ),
    "wrong figures": lambda w, s: w(_say("The CR/CRi rate in ALCANTARA was 93% [1]. All were cured [2].") + _END),
    "nothing but marks": lambda w, s: w(_say("[1]" * 3000 + " [999999999999999999999]. ") + _END),
    "one endless word": lambda w, s: _drip(w, s, _say("a" * 400), 0.001),
    "endless sentences": lambda w, s: _drip(w, s, _say("Blinatumomab is given [1]. "), 0.001),
    "a word a second": lambda w, s: _drip(w, s, _say("word "), 0.5),
    "endless comments": lambda w, s: _drip(w, s, b": still working\n\n", 0.05),
    "one endless line": lambda w, s: _drip(w, s, b"data: xxxxxxxxxxxx", 0.05),
    "endless empty chunks": lambda w, s: _drip(w, s, chunk({"content": ""}), 0.01),
    "a silent stream": lambda w, s: _hold(s),
    "half, then silence": lambda w, s: _half(w, s),
}
STATUSES = ("400", "401", "403", "404", "408", "413", "429", "500", "502", "503")


def _hold(server: Server) -> None:
    server.over.wait(_LONG_S)


def _handler(server: Server) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            server.asked += 1
            self.rfile.read(int(self.headers["Content-Length"]))
            does = server.does
            if does == "closes at once":
                self.connection.close()
            elif does == "never answers":
                _hold(server)
            elif does in ("sends its head for ever", "redirects"):
                self._oddly(does)
            else:
                self._answer(does)

        def _answer(self, does: str) -> None:
            self.send_response(int(does) if does.isdigit() else 200)
            self.send_header("Content-Type", "application/json" if does.isdigit() else "text/event-stream")
            self.end_headers()
            with suppress(OSError):  # the client had enough
                if does.isdigit():
                    self.wfile.write(b'{"error": {"message": "no luck", "type": "x"}}')
                else:
                    BODIES[does](self._write, server)

        def _oddly(self, does: str) -> None:
            with suppress(OSError):
                if does == "redirects":
                    self.send_response(302)
                    self.send_header("Location", self.path)
                    self.end_headers()
                else:
                    self.wfile.write(b"HTTP/1.1 200 OK\r\n")
                    _drip(self._write, server, b"X-Slow: 1\r\n", 0.05)

        def _write(self, held: bytes) -> None:
            self.wfile.write(held)
            self.wfile.flush()

        def log_message(self, *arguments: object) -> None:
            pass

    return Handler


DOINGS = (*BODIES, *STATUSES, "closes at once", "never answers", "sends its head for ever", "redirects")
"""All it can do; "good" is the first."""
