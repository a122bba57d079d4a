"""The client."""

from __future__ import annotations

import json
import os
import selectors
import ssl
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import quote, urlencode, urlsplit

from .errors import SatchelError
from .files import Body, File, FormBody, JsonBody
from .retries import Retries
from .types import FileRequest, NewFileRequest, StoredFile, WebhookWithSecret

Progress = Callable[[int, "int | None"], None]
Source = "File | str | os.PathLike[str] | bytes | BinaryIO"

_PIECE = 256 * 1024


class Satchel:
    """Calls a Satchel at a URL such as `https://files.example`, with an API key.

    Each call takes a connection of its own, so that threads can share a client. Nothing waits for longer than
    `timeout` seconds for the other side to go on. What can be repeated is tried again, as `retries` says:
    reads, deletions, and uploads of files that can be read again. Raises SatchelError, or OSError.
    """

    def __init__(self, url: str, key: str, *, timeout: float = 60.0, retries: Retries = Retries(),
                 tls: ssl.SSLContext | None = None) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(f"{url} is no URL of http or https")
        self._secure = parts.scheme == "https"
        self._host, self._port, self._base = parts.hostname, parts.port, parts.path.rstrip("/")
        self._authorization = f"Bearer {key}"
        self._timeout = timeout
        self._retries = retries
        self._tls = tls

    def upload(self, files: Source | Iterable[Source], *, user_id: str, file_request_id: str | None = None,
               expiry_interval: int | None = None, as_json: bool = False, idempotency_key: str | None = None,
               progress: Progress | None = None) -> list[StoredFile]:
        """Uploads a file or several, all or none of them, and tells what is known of them then.

        They go as a form, or with `as_json` as base64, and are never held in memory. `expiry_interval` is
        in seconds. `progress` is told how many bytes of how many (None: not known) have been sent.
        """
        many = [files] if isinstance(files, (File, str, os.PathLike, bytes)) or hasattr(files, "read") else files
        fields = {"userId": user_id, "fileRequestId": file_request_id, "expiryInterval": expiry_interval}
        body = (JsonBody if as_json else FormBody)(
            [it if isinstance(it, File) else File(it) for it in many],
            {name: value for name, value in fields.items() if value is not None})
        headers = {"Idempotency-Key": idempotency_key or str(uuid.uuid4())}
        return self._json("POST", "/v1/files", body, headers, repeatable=body.repeatable, progress=progress)

    def download(self, id: str, target: str | os.PathLike[str], *, size: tuple[int, int] | None = None,
                 progress: Progress | None = None) -> Path:
        """Writes a file's bytes to `target`, or with `size` a thumbnail that covers (width, height).

        A download that breaks off goes on where it was, if the file is still the same. `target` appears, or is
        replaced, when all is there.
        """
        part = Path(f"{os.fspath(target)}.{uuid.uuid4().hex}.part")
        try:
            with open(part, "wb") as sink:
                tag: list[str] = []
                self._retries.run(lambda _: self._fetch(id, size, sink, tag, progress), repeatable=True)
            return part.replace(target)
        finally:
            part.unlink(missing_ok=True)

    def thumbnail(self, id: str, width: int, height: int, target: str | os.PathLike[str]) -> Path:
        """Writes the picture, scaled down so that it covers width by height."""
        return self.download(id, target, size=(width, height))

    @contextmanager
    def open(self, id: str, *, size: tuple[int, int] | None = None) -> Iterator[HTTPResponse]:
        """The answer to a download, to be read piece by piece: `with satchel.open(id) as body: body.read(n)`."""
        with self._exchange("GET", _file(id, size), None, {}) as answer:
            yield answer

    def files(self, *, user_id: str | None = None, file_request_id: str | None = None,
              page_size: int | None = None) -> Iterator[StoredFile]:
        """All files, newest first, fetched page by page as the iteration goes on."""
        query = {"userId": user_id, "fileRequestId": file_request_id, "limit": page_size}
        while True:
            page = self.call("GET", "/v1/files", query)
            yield from page["files"]
            if page["nextCursor"] is None:
                return
            query["cursor"] = page["nextCursor"]

    def metadata(self, id: str) -> StoredFile:
        return self.call("GET", f"/v1/files/{quote(id, safe='')}/metadata")

    def delete(self, id: str) -> None:
        self.call("DELETE", f"/v1/files/{quote(id, safe='')}")

    def create_file_request(self, request: NewFileRequest) -> FileRequest:
        return self.call("POST", "/v1/file-requests", body=request)

    def file_request(self, id: str) -> FileRequest:
        return self.call("GET", f"/v1/file-requests/{quote(id, safe='')}")

    def delete_file_request(self, id: str) -> None:
        self.call("DELETE", f"/v1/file-requests/{quote(id, safe='')}")

    def register_webhook(self, url: str) -> WebhookWithSecret:
        """Has changes of file requests posted to `url`. Keep the `secret`: it is shown this once."""
        return self.call("POST", "/v1/webhooks", body={"url": url, "eventTypes": ["file-request.files.update"]})

    def call(self, method: str, path: str, query: dict[str, Any] | None = None, body: Any = None) -> Any:
        """Any other call of the API: what its JSON says, or None. Names are those of docs/openapi.yaml."""
        given = {name: value for name, value in (query or {}).items() if value is not None}
        target = f"{path}?{urlencode(given)}" if given else path
        sent = None if body is None else Body("application/json", [json.dumps(body).encode()], as_base64=False)
        return self._json(method, target, sent, {}, repeatable=method in ("GET", "HEAD", "DELETE"))

    def _json(self, method: str, path: str, body: Body | None, headers: dict[str, str], *, repeatable: bool,
              progress: Progress | None = None) -> Any:
        def once(tried: int) -> Any:
            try:
                with self._exchange(method, path, body, headers, progress) as answer:
                    text = answer.read()
                    return json.loads(text) if text else None
            except SatchelError as failure:
                # The answer to an earlier try was lost, and that one has deleted it.
                if method == "DELETE" and tried and failure.status == 404:
                    return None
                raise

        return self._retries.run(once, repeatable)

    def _fetch(self, id: str, size: tuple[int, int] | None, sink: BinaryIO, tag: list[str],
               progress: Progress | None) -> None:
        held = sink.tell()
        headers = {"Range": f"bytes={held}-", "If-Range": tag[0]} if held and tag else {}
        with self._exchange("GET", _file(id, size), None, headers) as answer:
            if answer.status != 206:
                held = sink.seek(0)
                sink.truncate()
            tag[:] = filter(None, [answer.getheader("ETag")])
            length = answer.getheader("Content-Length")
            total = held + int(length) if length else None
            while piece := answer.read(_PIECE):
                sink.write(piece)
                held += len(piece)
                if progress:
                    progress(held, total)
        if total is not None and held < total:
            raise ConnectionError(f"The download ended after {held} of {total} bytes")

    @contextmanager
    def _exchange(self, method: str, path: str, body: Body | None, headers: dict[str, str],
                  progress: Progress | None = None) -> Iterator[HTTPResponse]:
        connection = self._connection()
        try:
            answer = self._answer(connection, method, path, body, headers, progress)
            if answer.status >= 300:
                raise SatchelError.of(answer)
            yield answer
        finally:
            connection.close()

    def _answer(self, connection: HTTPConnection, method: str, path: str, body: Body | None,
                headers: dict[str, str], progress: Progress | None) -> HTTPResponse:
        connection.putrequest(method, self._base + path, skip_accept_encoding=True)
        connection.putheader("Authorization", self._authorization)
        for name, value in headers.items():
            connection.putheader(name, value)
        if body is None:
            connection.endheaders()
            return connection.getresponse()
        connection.putheader("Content-Type", body.content_type)
        if body.length is None:
            connection.putheader("Transfer-Encoding", "chunked")
        else:
            connection.putheader("Content-Length", str(body.length))
        try:
            connection.endheaders(self._until_answered(connection, body, progress),
                                  encode_chunked=body.length is None)
        except ConnectionError:
            # A service that refuses a request may close before it has all of it.
            try:
                return connection.getresponse()
            except (HTTPException, OSError):
                pass
            raise
        return connection.getresponse()

    def _until_answered(self, connection: HTTPConnection, body: Body,
                        progress: Progress | None) -> Iterator[bytes]:
        with selectors.DefaultSelector() as early:
            # Over TLS there may be something to read that is no answer.
            if not self._secure:
                early.register(connection.sock, selectors.EVENT_READ)
            for piece in body.pieces(progress):
                if not self._secure and early.select(0):
                    return
                yield piece

    def _connection(self) -> HTTPConnection:
        if self._secure:
            return HTTPSConnection(self._host, self._port, timeout=self._timeout, context=self._tls)
        return HTTPConnection(self._host, self._port, timeout=self._timeout)


def _file(id: str, size: tuple[int, int] | None) -> str:
    return f"/v1/files/{quote(id, safe='')}" + (f"?imageSize={size[0]}x{size[1]}" if size else "")
