"""The shared floor's tables, one module per concern."""

from .audit import ChainHead, Event
from .broker import Binding, Message
from .files import FileRemoval, StoredFile
from .jobs import Job
from .keeping import KeptForm
from .limits import Limit
from .mail import OutboxMail
from .people import Person, User
from .sessions import SignIn

__all__ = [
    "Binding",
    "ChainHead",
    "Event",
    "FileRemoval",
    "Job",
    "KeptForm",
    "Limit",
    "Message",
    "OutboxMail",
    "Person",
    "SignIn",
    "StoredFile",
    "User",
]
