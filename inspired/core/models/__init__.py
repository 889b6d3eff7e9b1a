"""The shared floor's tables, one module per concern."""

from .audit import ChainHead, Event
from .files import StoredFile
from .people import Person, User

__all__ = ["ChainHead", "Event", "Person", "StoredFile", "User"]
