"""A proxy before the server that loses answers, as a mobile net does at the worst moment.

Each request goes through whole and its answer is read whole; only then is it decided whether the
phone gets to see it. So a lost answer means here what it means in life: the server has done it.
"""

import asyncio
import threading
from asyncio import StreamReader, StreamWriter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.e2e.installation import HOST

HEAD_END = b"\r\n\r\n"


@dataclass(slots=True)
class LosingProxy:
    """Loses the next answers to one path; `lost` holds what the server had said."""

    port: int
    server_port: int
    lost: list[bytes] = field(default_factory=list)
    _path: str = ""
    _times: int = 0

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    def lose_answers_to(self, path: str, *, times: int) -> None:
        """From now on the phone hears nothing of the next `times` answers to that path."""
        self._path, self._times = path, times

    async def serve(self, phone: StreamReader, to_phone: StreamWriter) -> None:
        """Carry one request and, unless it is to be lost, its answer."""
        try:
            request = await _read_request(phone)
            answer = await self._ask(request)
            if self._times > 0 and request.startswith(f"POST {self._path} ".encode()):
                self._times -= 1
                self.lost.append(answer)
                # A reset and not an end: the phone must not take it for an empty answer.
                to_phone.transport.abort()
                return
            to_phone.write(answer)
            await to_phone.drain()
            to_phone.close()
        except (OSError, asyncio.IncompleteReadError):
            # The server is down or the phone has gone; the other side learns it from the reset.
            to_phone.transport.abort()

    async def _ask(self, request: bytes) -> bytes:
        server, to_server = await asyncio.open_connection(HOST, self.server_port)
        try:
            to_server.write(request)
            await to_server.drain()
            # The server ends the connection after its answer, because the request asked for that.
            return await server.read()
        finally:
            to_server.close()


async def _read_request(phone: StreamReader) -> bytes:
    """One request, changed only so that it is the last one on its connection."""
    head = (await phone.readuntil(HEAD_END)).removesuffix(HEAD_END)
    lines = head.split(b"\r\n")
    length = next(
        (int(line[15:]) for line in lines if line.lower().startswith(b"content-length:")), 0
    )
    body = await phone.readexactly(length)
    kept = [line for line in lines if not line.lower().startswith(b"connection:")]
    return b"\r\n".join([*kept, b"Connection: close"]) + HEAD_END + body


@contextmanager
def losing_proxy(port: int, *, server_port: int) -> Iterator[LosingProxy]:
    """Listen on `port` before the server on `server_port`, in a thread of its own."""
    proxy = LosingProxy(port, server_port)
    is_listening, is_over = threading.Event(), asyncio.Event()
    loop = asyncio.new_event_loop()

    async def listen() -> None:
        async with await asyncio.start_server(proxy.serve, HOST, port):
            is_listening.set()
            await is_over.wait()

    thread = threading.Thread(target=lambda: loop.run_until_complete(listen()), name="losing-proxy")
    thread.start()
    assert is_listening.wait(timeout=10), "the proxy does not listen"
    try:
        yield proxy
    finally:
        loop.call_soon_threadsafe(is_over.set)
        thread.join()
        loop.close()
