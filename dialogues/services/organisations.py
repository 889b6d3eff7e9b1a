"""The directory of organisations as admins keep it; hosts add organisations through dialogues and seats."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from dialogues.models import Organisation
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.models import User

FIELDS = ("name", "short_name", "category", "country", "website", "is_public")


@transaction.atomic
def keep_organisation(organisation: Organisation | None, *, by: User, **said: Any) -> Organisation:
    """Enter an organisation into the directory, or change one; only what is in FIELDS is taken.

    Whether it is listed decides only who finds it by name: its seats and positions stay as they are. Raises
    ValidationError without a name.
    """
    require(by, "core.keep_accounts", None)
    values = {name: said[name] for name in FIELDS if name in said}
    if "name" in values:
        values["name"] = " ".join(str(values["name"]).split())
        if not values["name"]:
            raise ValidationError(_("An organisation needs a name."))
    if organisation is None:
        added = Organisation.objects.create(added_by=by, **values)
        record(by, "organisation.added", added)
        return added
    kept = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    changed = sorted(name for name, value in values.items() if getattr(kept, name) != value)
    if changed:
        for name in changed:
            setattr(kept, name, values[name])
        kept.save(update_fields=changed)
        record(by, "organisation.edited", kept, fields=changed)
    return kept
