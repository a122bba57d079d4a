"""A client of Satchel that needs Python's standard library only."""

from .client import Satchel
from .errors import InvalidSignature, SatchelError
from .files import File
from .retries import Retries
from .webhooks import verify_webhook

__all__ = ["File", "InvalidSignature", "Retries", "Satchel", "SatchelError", "verify_webhook"]
