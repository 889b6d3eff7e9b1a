"""Finds for which organisations those speak who wrote to the host team. Reads only."""

from __future__ import annotations

from collections.abc import Iterable

from dialogues.convening.models import Talk
from dialogues.models import Delegate, Dialogue
from inspired.core.access import Anyone


def organisations_of(dialogue: Dialogue, user: Anyone, talks: Iterable[Talk]) -> dict[int, str]:
    """Return by account the organisations of those who wrote, as this reader may know them; one query."""
    people = {talk.by_id for talk in talks}
    found = Delegate.objects.visible_to(user).filter(seat__dialogue=dialogue, user__in=people)
    names: dict[int, list[str]] = {}
    for account, name in found.order_by("pk").values_list("user", "seat__organisation__name"):
        names.setdefault(account, []).append(name)
    return {account: ", ".join(dict.fromkeys(said)) for account, said in names.items()}
