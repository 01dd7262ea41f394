"""A tiny OpenAI-compatible server on this machine that answers as it is told: well, badly, slowly or not at all."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class FakeServer:
    """What it is to do, and what it was sent."""

    def __init__(self, text: str = "", fault: str = "", piece_s: float = 0.0) -> None:
        self.text, self.fault, self.piece_s = text, fault, piece_s
        self.bodies: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.url = ""


@contextmanager
def serving(fake: FakeServer) -> Iterator[FakeServer]:
    """The server, until the block ends."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(fake))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    fake.url = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()


def _handler(fake: FakeServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            fake.bodies.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            fake.keys.append(self.headers.get("Authorization", ""))
            if fake.fault.isdigit():
                return self._error(int(fake.fault))
            if fake.fault == "hang":
                return time.sleep(3)
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            with suppress(BrokenPipeError, ConnectionResetError):  # the client had enough
                self._stream()

        def _error(self, status: int) -> None:
            body = json.dumps({"error": {"message": f"no luck with {fake.keys[-1]}", "type": "x"}}).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def _stream(self) -> None:
            if fake.fault == "malformed":
                self.wfile.write(b"data: {not json\n\ndata: [DONE]\n\n")
                return
            if fake.fault == "refusal":
                return self._send({"refusal": "I will not."}, "stop")
            if fake.fault == "filter":
                return self._send({"content": ""}, "content_filter")
            for at in range(0, len(fake.text), 9):
                self._send({"content": fake.text[at : at + 9]}, None)
                time.sleep(fake.piece_s)
            if fake.fault == "dropped":
                self.connection.close()
                return
            self._send({}, "stop")
            self.wfile.write(b"data: [DONE]\n\n")

        def _send(self, delta: dict[str, str], finish: str | None) -> None:
            choice = {"index": 0, "delta": {"role": "assistant", **delta}, "finish_reason": finish}
            chunk = {"id": "x", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}
            self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
            self.wfile.flush()

        def log_message(self, *arguments: object) -> None:
            pass

    return Handler
