"""Groups, their missions, members and work, one module per concern."""

from .files import GroupFile
from .groups import Group, GroupQuerySet, Mission, Output
from .members import Member, MemberQuerySet, Specialism
from .prints import GroupPrint
from .thanks import Thanks
from .work import BoardNote, Task

__all__ = [
    "BoardNote",
    "Group",
    "GroupFile",
    "GroupPrint",
    "GroupQuerySet",
    "Member",
    "MemberQuerySet",
    "Mission",
    "Output",
    "Specialism",
    "Task",
    "Thanks",
]
