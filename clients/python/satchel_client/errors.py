"""What can go wrong. Failures of the network stay what Python makes of them: OSError."""

from __future__ import annotations

import json
from http.client import HTTPResponse


class SatchelError(Exception):
    """An answer that is no success.

    `status` is that of HTTP, `code` the stable name of the fault (empty where the answer has no body, as with
    401 and 404), `path` the field at fault, `request_id` what to ask the operator about, and
    `retry_after` how many seconds the service asks to wait.
    """

    def __init__(self, status: int, code: str, message: str, path: str | None, request_id: str | None,
                 retry_after: float | None) -> None:
        super().__init__(f"{status} {code or 'error'}: {message}"
                         + (f" [{path}]" if path else "") + f" (request {request_id})")
        self.status = status
        self.code = code
        self.message = message
        self.path = path
        self.request_id = request_id
        self.retry_after = retry_after

    @classmethod
    def of(cls, answer: HTTPResponse) -> SatchelError:
        """Reads a small part of the answer's body."""
        try:
            problem = json.loads(answer.read(65536))
        except (OSError, ValueError):
            problem = None
        if not isinstance(problem, dict):
            problem = {}
        wait = answer.getheader("Retry-After", "")
        return cls(answer.status, problem.get("code", ""), problem.get("error", answer.reason),
                   problem.get("path"), answer.getheader("X-Request-Id"),
                   float(wait) if wait.isdecimal() else None)


class InvalidSignature(Exception):
    """A webhook delivery that did not come from your Satchel, or came at another time than it says."""
