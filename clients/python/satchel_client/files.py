"""Files to upload, and the two forms in which a request holds them, written piece by piece."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import mimetypes
import os
import uuid
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import BinaryIO, ContextManager
from urllib.parse import quote

# Three bytes are four characters of base64, so pieces of this size need no padding.
_PIECE = 3 * 32 * 1024


class File:
    """A file to upload: a path, bytes, or an object with `read`.

    What can only be read once (a pipe, a socket) is sent once: its upload is not tried again.
    """

    def __init__(self, source: str | os.PathLike[str] | bytes | BinaryIO, *, name: str | None = None,
                 type: str | None = None, description: str | None = None) -> None:
        self.name = name or (Path(source).name if isinstance(source, (str, os.PathLike)) else "file")
        self.type = type or mimetypes.guess_type(self.name)[0] or "application/octet-stream"
        self.description = description
        self._source = source
        self._start = 0
        self.size: int | None = None
        if isinstance(source, (str, os.PathLike)):
            self.size = os.stat(source).st_size
        elif isinstance(source, bytes):
            self.size = len(source)
        elif source.seekable():
            self._start = source.tell()
            self.size = source.seek(0, io.SEEK_END) - self._start
            source.seek(self._start)

    def pieces(self) -> Iterator[bytes]:
        """The bytes, from the start each time it is asked."""
        count = 0
        with self._open() as source:
            # read(n) may return less than n; only what is full keeps base64 free of padding.
            while piece := _read_fully(source, _PIECE):
                count += len(piece)
                yield piece
        if self.size is not None and count != self.size:
            raise OSError(f"{self.name} had {self.size} bytes and now has {count}")

    def _open(self) -> ContextManager[BinaryIO]:
        if isinstance(self._source, (str, os.PathLike)):
            return open(self._source, "rb")
        if isinstance(self._source, bytes):
            return io.BytesIO(self._source)
        if self.size is not None:
            self._source.seek(self._start)
        return nullcontext(self._source)


class Body:
    """A request body that is written anew for every try, without being held in memory.

    `length` is None where a file's size is not known; it is then sent in chunks.
    """

    def __init__(self, content_type: str, parts: list[bytes | File], as_base64: bool) -> None:
        self.content_type = content_type
        self._parts = parts
        self._as_base64 = as_base64
        sizes = [self._size(part) for part in parts]
        self.length = None if None in sizes else sum(size for size in sizes if size is not None)

    @property
    def repeatable(self) -> bool:
        return self.length is not None

    def pieces(self, progress: Callable[[int, int | None], None] | None) -> Iterator[bytes]:
        sent = 0
        for part in self._parts:
            for piece in [part] if isinstance(part, bytes) else self._file(part):
                yield piece
                sent += len(piece)
                if progress:
                    progress(sent, self.length)

    def _file(self, file: File) -> Iterator[bytes]:
        digest = hashlib.sha256()
        for piece in file.pieces():
            digest.update(piece)
            yield base64.b64encode(piece) if self._as_base64 else piece
        # What was read is what has to arrive: the service refuses a file with another digest.
        yield self._end(digest.hexdigest())

    def _size(self, part: bytes | File) -> int | None:
        if isinstance(part, bytes):
            return len(part)
        if part.size is None:
            return None
        return (4 * ((part.size + 2) // 3) if self._as_base64 else part.size) + len(self._end("0" * 64))

    def _end(self, digest: str) -> bytes:
        raise NotImplementedError


class JsonBody(Body):
    """The files as base64 within a JSON document."""

    def __init__(self, files: list[File], fields: dict[str, str | int]) -> None:
        parts: list[bytes | File] = [json.dumps(fields)[:-1].encode() + b', "files": [']
        for number, file in enumerate(files):
            about = {"name": file.name, "type": file.type, "description": file.description}
            comma = b", " if number else b""
            parts += [comma + json.dumps(about)[:-1].encode() + b', "contents": "', file]
        super().__init__("application/json", [*parts, b"]}"], as_base64=True)

    def _end(self, digest: str) -> bytes:
        return f'", "sha256": "{digest}"}}'.encode()


class FormBody(Body):
    """The files as they are, as parts of a form."""

    def __init__(self, files: list[File], fields: dict[str, str | int]) -> None:
        self._boundary = uuid.uuid4().hex
        parts: list[bytes | File] = [self._text(name, str(value)) for name, value in fields.items()]
        for file in files:
            parts += [self._head(file), file]
            if file.description is not None:
                parts.append(self._text("description", file.description))
        parts.append(f"--{self._boundary}--\r\n".encode())
        super().__init__(f"multipart/form-data; boundary={self._boundary}", parts, as_base64=False)

    def _head(self, file: File) -> bytes:
        name = quote(file.name, safe="")
        return (f"--{self._boundary}\r\nContent-Disposition: form-data; name=\"files\"; filename=\"file\"; "
                f"filename*=UTF-8''{name}\r\nContent-Type: {file.type}\r\n\r\n").encode()

    def _text(self, name: str, value: str) -> bytes:
        return (f"--{self._boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n"
                f"Content-Type: text/plain; charset=utf-8\r\n\r\n{value}\r\n").encode()

    def _end(self, digest: str) -> bytes:
        return b"\r\n" + self._text("sha256", digest)


def _read_fully(source: BinaryIO, size: int) -> bytes:
    piece = source.read(size)
    while piece and len(piece) < size and (more := source.read(size - len(piece))):
        piece += more
    return piece
