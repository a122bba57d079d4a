"""Deliveries of webhooks, as https://www.standardwebhooks.com says."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import time
from collections.abc import Mapping
from typing import Any

from .errors import InvalidSignature

_TOLERANCE = 300


def verify_webhook(secret: str, headers: Mapping[str, str], body: bytes, *, now: float | None = None) -> Any:
    """The event of a delivery that is genuine, from the very bytes that were signed.

    `secret` is what the registration answered, `headers` are those of the request, `body` its bytes before
    anything has parsed them. Raises InvalidSignature for all that is not genuine, or more than five minutes
    from `now` (seconds since 1970, by default the clock). Remember `event["event"]["id"]`: deliveries repeat.
    """
    given = {name.lower(): value for name, value in headers.items()}
    message_id = given.get("webhook-id", "")
    timestamp = given.get("webhook-timestamp", "")
    if not re.fullmatch("[0-9]{1,15}", timestamp):
        raise InvalidSignature("There is no webhook-timestamp")
    if abs((time.time() if now is None else now) - int(timestamp)) > _TOLERANCE:
        raise InvalidSignature("The delivery was signed at another time")
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{message_id}.{timestamp}.".encode() + body
    expected = b"v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest())
    # While a secret is being rotated there are two signatures; one match is enough.
    if not any(hmac.compare_digest(expected, it.encode()) for it in given.get("webhook-signature", "").split(" ")):
        raise InvalidSignature("No signature is of this secret")
    return json.loads(body)
