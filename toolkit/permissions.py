"""Who keeps the catalogue: an account that may enter the admin and holds the right, and that opens nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inspired.core.access import Anyone, rule

if TYPE_CHECKING:
    from toolkit.models import CatalogueItem


@rule
def keep_catalogue(user: Anyone, _item: CatalogueItem | None) -> bool:
    """Admins and toolkit admins write, publish and see drafts."""
    return user.is_authenticated and user.is_staff and user.has_perm("toolkit.change_tool")
