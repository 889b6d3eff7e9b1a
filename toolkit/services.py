"""Everything that writes the catalogue: keep, publish, choose between own and shipped words, take in what is shipped."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from django.contrib.auth.models import Group, Permission
from django.db import models, transaction
from django.utils.translation import gettext as _

from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.commit import after_commit
from inspired.core.models import Event, User
from inspired.core.models.audit import Tier, subject_of
from inspired.core.states import StateError
from toolkit.merging import merge
from toolkit.models import KEPT, CatalogueItem, Edit
from toolkit.outline import forget_outline
from toolkit.shipping import FOLDER, Shipped, shipped

Item = TypeVar("Item", bound=CatalogueItem)
KEEPERS = "Toolkit admins"
ACTS = ("view", "add", "change")


class StaleError(StateError):
    """Raised when something was saved meanwhile by somebody else; nothing is overwritten."""


@transaction.atomic
def add_item(item: Item, *, by: User, values: Mapping[str, Any]) -> Item:
    """Add a thing; ``item`` brings its key and what never changes. Raises StateError when the key is taken."""
    require(by, "toolkit.keep_catalogue", item)
    if type(item)._default_manager.filter(**{item.KEY: getattr(item, item.KEY)}).exists():
        raise StateError(_("There is one of that name already."))
    changes = {key: ["", value] for key, value in values.items() if value}
    _store(item, values)
    _remember(item, record(by, "catalogue.added", item, **_told(item, changes)), changes)
    return item


@transaction.atomic
def edit_item(item: Item, *, by: User, values: Mapping[str, Any], revision: int) -> Item:
    """Change values by their keys. Raises StaleError unless ``revision`` is the one that is to be changed."""
    require(by, "toolkit.keep_catalogue", item)
    kept = _locked(item)
    if kept.revision != revision:
        raise StaleError(_("Somebody else saved this meanwhile. Open it again and compare."))
    changes = {key: [kept.value_of(key), value] for key, value in values.items() if kept.value_of(key) != value}
    if changes:
        _store(kept, values)
        _remember(kept, record(by, "catalogue.edited", kept, **_told(kept, changes)), changes)
    return kept


@transaction.atomic
def publish_item(item: Item, *, by: User) -> Item:
    """Show a draft to everybody. Raises StateError while it says nothing in English."""
    require(by, "toolkit.keep_catalogue", item)
    kept = _locked(item)
    if not kept.is_published:
        if not kept.value_of(f"{next(iter(kept.TEXTS))}.en"):
            raise StateError(_("“%(item)s” cannot be published: it says nothing in English yet.") % {"item": kept})
        _store(kept, {"is_published": True})
        changes = {"is_published": [False, True]}
        _remember(kept, record(by, "catalogue.published", kept, **_told(kept, changes)), changes)
    return kept


@transaction.atomic
def unpublish_item(item: Item, *, by: User) -> Item:
    """Take a published thing back to draft."""
    require(by, "toolkit.keep_catalogue", item)
    kept = _locked(item)
    if kept.is_published:
        _store(kept, {"is_published": False})
        changes = {"is_published": [True, False]}
        _remember(kept, record(by, "catalogue.unpublished", kept, **_told(kept, changes)), changes)
    return kept


@transaction.atomic
def settle_differences(item: Item, *, by: User, take: Mapping[str, bool], revision: int) -> Item:
    """Choose for each key between the shipped words (True) and one's own (False); what is not named stays open.

    Either way what was offered counts as shipped from now on, so that it is not offered again. Raises StaleError as
    editing does.
    """
    require(by, "toolkit.keep_catalogue", item)
    kept = _locked(item)
    if kept.revision != revision:
        raise StaleError(_("Somebody else saved this meanwhile. Look at the differences again."))
    chosen = {key: kept.offered[key] for key in take if key in kept.offered}
    if chosen:
        values = {key: value for key, value in chosen.items() if take[key]}
        changes = {key: [kept.value_of(key), value] for key, value in values.items()}
        kept.seeded = {**kept.seeded, **chosen}
        kept.offered = {key: value for key, value in kept.offered.items() if key not in chosen}
        _store(kept, values)
        _remember(kept, record(by, "catalogue.settled", kept, **_told(kept, changes)), changes)
    return kept


@transaction.atomic
def take_in_shipped(*, by: None, folder: Any = FOLDER) -> dict[str, int]:
    """Bring the catalogue to what this version ships, without overwriting what admins wrote; say what was done.

    Counts of things ``added``, ``updated`` and ``differing`` (an admin has to choose). Harmless when repeated.
    """
    counts = {"added": 0, "updated": 0, "differing": 0}
    for one in shipped(folder):
        known = one[0]._default_manager.select_for_update(of=("self",)).filter(**{one[0].KEY: one[1]}).first()
        if known is None:
            _add_shipped(one, by=by)
            counts["added"] += 1
        elif _merge_shipped(known, one[3], by=by):
            counts["updated"] += 1
        counts["differing"] += bool(known is not None and known.offered)
    return counts


@transaction.atomic
def make_keeper(user: User, *, by: None) -> User:
    """Let an account keep the catalogue and nothing else: into the admin, with rights on these models only.

    An account that is an admin already has them. ``by`` is None: only the command line does this.
    """
    account = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    group, _made = Group.objects.get_or_create(name=KEEPERS)
    codes = [f"{act}_{model._meta.model_name}" for act in ACTS for model in KEPT]
    group.permissions.set(Permission.objects.filter(content_type__app_label="toolkit", codename__in=codes))
    account.groups.add(group)
    if not account.is_staff:
        account.is_staff = True
        account.save(update_fields=["is_staff"])
    record(by, "account.made_keeper", account)
    return account


def _locked(item: Item) -> Item:
    rows = cast("models.QuerySet[Item]", type(item)._default_manager.all())
    return rows.select_for_update(of=("self",)).get(pk=item.pk)


def _store(item: CatalogueItem, values: Mapping[str, Any]) -> None:
    for key, value in values.items():
        item.take(key, value)
    item.revision += 1
    item.save(update_fields=None if item.pk is None else _columns(item))
    after_commit(lambda: forget_outline())


def _columns(item: CatalogueItem) -> list[str]:
    return ["texts", "sources", "seeded", "offered", "revision", *(name.removesuffix("_id") for name in item.FACTS)]


def _told(item: CatalogueItem, changes: Mapping[str, Any]) -> dict[str, Any]:
    return {"tier": Tier.PUBLIC, "kind": item._meta.model_name, "fields": sorted(changes)}


def _remember(item: CatalogueItem, event: Event, changes: Mapping[str, Any]) -> None:
    Edit.objects.create(event=event, subject=subject_of(item), changes=dict(changes))


def _add_shipped(one: Shipped, *, by: None) -> None:
    model, key, fixed, values = one
    item = model(**{model.KEY: key}, **fixed, seeded=values)
    _store(item, values)
    record(by, "catalogue.shipped", item, **_told(item, {}))


def _merge_shipped(item: CatalogueItem, values: Mapping[str, Any], *, by: None) -> bool:
    """Merge into a row; return whether anything visible has changed."""
    merged = merge({key: item.value_of(key) for key in {*item.seeded, *values}}, item.seeded, values)
    if merged.seeded == item.seeded and merged.offered == item.offered and not merged.taken:
        return False
    changes = {key: [item.value_of(key), value] for key, value in merged.taken.items()}
    item.seeded, item.offered = merged.seeded, merged.offered
    _store(item, merged.taken)
    _remember(item, record(by, "catalogue.shipped", item, **_told(item, changes)), changes)
    return bool(changes)
