"""The three categories of the method, and which of the 19 tools belongs to which."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ToolCategory(models.TextChoices):
    """What a tool is for. A tool may be for more than one."""

    CAPACITY = "capacity", _("Capacity development")
    TRUST = "trust", _("Trust building")
    COOPERATION = "cooperation", _("Cooperation and networking")


C, T, N = ToolCategory.CAPACITY, ToolCategory.TRUST, ToolCategory.COOPERATION
CATEGORIES: dict[int, frozenset[str]] = {
    1: frozenset({C, N}),
    2: frozenset({C, N}),
    3: frozenset({C, T, N}),
    4: frozenset({C, T, N}),
    5: frozenset({C, T}),
    6: frozenset({C, T, N}),
    7: frozenset({C, T}),
    8: frozenset({N}),
    9: frozenset({T, N}),
    10: frozenset({C, T, N}),
    11: frozenset({T}),
    12: frozenset({C, T}),
    13: frozenset({C, T}),
    14: frozenset({N}),
    15: frozenset({C, N}),
    16: frozenset({C, T, N}),
    17: frozenset({C}),
    18: frozenset({N}),
    19: frozenset({C, N}),
}
PREFERRED = {C: "assessment"}  # the phase in which the method says that a category is best begun
