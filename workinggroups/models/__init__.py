"""Groups, their missions, members and work, one module per concern."""

from .groups import Group, GroupQuerySet, Mission, Output
from .members import Member, MemberQuerySet, Specialism
from .prints import GroupPrint
from .work import BoardNote, Task

__all__ = [
    "BoardNote",
    "Group",
    "GroupPrint",
    "GroupQuerySet",
    "Member",
    "MemberQuerySet",
    "Mission",
    "Output",
    "Specialism",
    "Task",
]
