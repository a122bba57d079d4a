"""When to try again."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPException
from typing import TypeVar

from .errors import SatchelError

Result = TypeVar("Result")

_PASSING = {408, 429, 502, 503, 504}


@dataclass(frozen=True)
class Retries:
    """How often something is tried, and how long between two tries at the most, in seconds.

    A service that asks for a longer wait than that is not asked again.
    """

    tries: int = 4
    longest_wait: float = 60.0

    def run(self, call: Callable[[int], Result], repeatable: bool) -> Result:
        """The result of `call`, which is told how many times it was tried before."""
        tried = 0
        while True:
            try:
                return call(tried)
            except (SatchelError, HTTPException, OSError) as failure:
                tried += 1
                wait = self._wait(failure, tried)
                if not repeatable or tried >= self.tries or wait is None:
                    raise
                time.sleep(wait)

    def _wait(self, failure: Exception, tried: int) -> float | None:
        growing = min(self.longest_wait, 0.25 * 2**tried * random.uniform(1, 1.5))
        if not isinstance(failure, SatchelError):
            return growing
        if failure.status not in _PASSING and failure.code != "idempotency_key_in_use":
            return None
        asked = failure.retry_after
        if asked is None:
            return growing
        return asked if asked <= self.longest_wait else None
