"""A small OpenAI-compatible server that does what a test tells it to, above all what no server should."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

PAUSE = 0.02
"""Seconds between the pieces of an answer that trickles."""


class Exchange:
    """One request, and the ways to answer it."""

    def __init__(self, handler: BaseHTTPRequestHandler, body: dict[str, Any], closing: threading.Event) -> None:
        self.body = body
        self.messages: list[dict[str, Any]] = body["messages"]
        self.closing = closing
        self._handler = handler

    @property
    def streams(self) -> bool:
        return bool(self.body.get("stream"))

    def send(self, status: int, text: str) -> None:
        content = text.encode()
        self._handler.send_response(status)
        self._handler.send_header("Content-Type", "application/json")
        self._handler.send_header("Content-Length", str(len(content)))
        self._handler.end_headers()
        self._handler.wfile.write(content)

    def begin_stream(self) -> None:
        self._handler.send_response(200)
        self._handler.send_header("Content-Type", "text/event-stream")
        self._handler.send_header("Transfer-Encoding", "chunked")
        self._handler.end_headers()

    def piece(self, delta: dict[str, Any], finish: str | None = None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        self.data(json.dumps({"id": "c", "object": "chat.completion.chunk", "model": "m", "choices": [choice]}))

    def data(self, text: str) -> None:
        line = f"data: {text}\n\n".encode()
        self._handler.wfile.write(b"%x\r\n%s\r\n" % (len(line), line))
        self._handler.wfile.flush()

    def end_stream(self, done: bool = True) -> None:
        if done:
            self.data("[DONE]")
        self._handler.wfile.write(b"0\r\n\r\n")

    def hang_up(self) -> None:
        self._handler.close_connection = True

    def answer(self, text: str, calls: list[dict[str, Any]], usage: int | None = None) -> None:
        """Answer as a good server does."""
        finish = "tool_calls" if calls else "stop"
        if not self.streams:
            choice = {
                "index": 0,
                "message": {"role": "assistant", "content": text, **({"tool_calls": calls} if calls else {})},
                "finish_reason": finish,
            }
            told = {"prompt_tokens": 1, "completion_tokens": usage, "total_tokens": 1 + (usage or 0)}
            answer = {"id": "c", "object": "chat.completion", "model": "m", "choices": [choice]}
            self.send(200, json.dumps({**answer, **({"usage": told} if usage else {})}))
            return
        self.begin_stream()
        for piece in text.split(" ") if text else []:
            self.piece({"role": "assistant", "content": f"{piece} "})
        for number, each in enumerate(calls):
            self.piece({"tool_calls": [{**each, "index": number}]})
        self.piece({}, finish)
        self.end_stream()


Behaviour = Callable[[Exchange], None]


class FaultyServer:
    """Answer requests as the test says for a message of the person: one behaviour after the other, the last for ever.

    A client that gave up may still be sending, so what is meant for one message is never given to another.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.requests: list[dict[str, Any]] = []
        self.closing = threading.Event()
        self._scripts: dict[str, list[Behaviour]] = {}

    def play(self, message: str, *behaviours: Behaviour) -> None:
        self._scripts[message] = list(behaviours)

    def serve(self, exchange: Exchange) -> None:
        self.requests.append(exchange.body)
        said = [each["content"] for each in exchange.messages if each["role"] == "user"]
        script = self._scripts[said[-1]]
        behaviour = script.pop(0) if len(script) > 1 else script[0]
        behaviour(exchange)


@contextmanager
def serving() -> Iterator[FaultyServer]:
    """Serve on a free port of this machine only."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            try:
                faulty.serve(Exchange(self, body, faulty.closing))
            except (BrokenPipeError, ConnectionResetError):
                # The client had enough.
                self.close_connection = True

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        server.block_on_close = False
        faulty = FaultyServer(f"http://127.0.0.1:{server.server_port}/v1")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield faulty
        faulty.closing.set()
        server.shutdown()


def says(text: str, usage: int | None = None) -> Behaviour:
    return lambda exchange: exchange.answer(text, [], usage)


def calls(name: str, arguments: str | None = None, **values: Any) -> Behaviour:
    """Call a tool, with `arguments` as they are or with values."""

    def behave(exchange: Exchange) -> None:
        number = len(exchange.messages)
        given = json.dumps(values) if arguments is None else arguments
        function = {"name": name, "arguments": given}
        exchange.answer("", [{"id": f"call-{number}", "type": "function", "function": function}])

    return behave


def repeats_its_instructions(exchange: Exchange) -> None:
    exchange.answer(exchange.messages[0]["content"], [])


def fails(status: int) -> Behaviour:
    return lambda exchange: exchange.send(status, json.dumps({"error": {"message": "no", "type": "t", "code": None}}))


def hangs(exchange: Exchange) -> None:
    exchange.closing.wait(20)
    exchange.hang_up()


def trickles(exchange: Exchange) -> None:
    """Send a piece now and then, without an end: each comes in time, all of them do not."""
    exchange.begin_stream()
    while not exchange.closing.wait(PAUSE):
        exchange.piece({"role": "assistant", "content": ""})


def babbles(exchange: Exchange) -> None:
    """Talk without an end."""
    exchange.begin_stream()
    while not exchange.closing.is_set():
        exchange.piece({"role": "assistant", "content": "And so on. 等等。"})


def hangs_up_in_the_middle(exchange: Exchange) -> None:
    exchange.begin_stream()
    exchange.piece({"role": "assistant", "content": "I would say. And"})
    exchange.hang_up()


def breaks_off(exchange: Exchange) -> None:
    """Stop in the middle of a sentence, as if that were the end."""
    exchange.begin_stream()
    exchange.piece({"role": "assistant", "content": "I would say. And"})
    exchange.end_stream(done=False)


def forgets_done(text: str) -> Behaviour:
    """Send everything but the last line."""

    def behave(exchange: Exchange) -> None:
        exchange.begin_stream()
        exchange.piece({"role": "assistant", "content": text})
        exchange.piece({}, "stop")
        exchange.end_stream(done=False)

    return behave


def speaks_no_json(exchange: Exchange) -> None:
    if not exchange.streams:
        exchange.send(200, '{"choices": [{"mess')
        return
    exchange.begin_stream()
    exchange.data('{"choices": [{"del')
    exchange.end_stream()
