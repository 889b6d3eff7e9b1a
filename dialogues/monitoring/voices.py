"""Says for whom somebody may report on a commitment: the seat that took it on, others, a working group. Reads only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from dialogues.models import Seat
from dialogues.monitoring.models import Commitment
from inspired.core.access import Anyone
from workinggroups.models import Group, Member


@dataclass(frozen=True)
class Voice:
    """A seat, perhaps for a working group, for which a report may be given."""

    seat: Seat
    label: str
    group: Group | None = None


def voices_of(user: Anyone, commitment: Commitment) -> dict[str, Voice]:
    """Return by key the voices this person may use, the owner's first; two queries.

    A delegate speaks for own seats and, as a member, for working groups; the host team enters what any seat at the table
    says. The owner's voice is there once the seat has taken the commitment on.
    """
    standing = commitment.dialogue.standing_of(user)
    table = Seat.objects.visible_to(user).at_the_table().filter(dialogue=commitment.dialogue_id)
    chosen = table if standing.is_team else table.filter(pk__in=standing.speaking)
    seats = list(chosen.select_related("organisation"))
    seats.sort(key=lambda seat: (seat.pk != commitment.seat_id, seat.organisation.name))
    return dict([*_seats(seats, commitment), *_groups(user, seats, commitment)])


def _seats(seats: list[Seat], commitment: Commitment) -> Iterator[tuple[str, Voice]]:
    for seat in seats:
        name = seat.organisation.name
        if seat.pk != commitment.seat_id:
            yield f"{seat.pk}", Voice(seat, _("%(name)s, as an independent view") % {"name": name})
        elif commitment.is_taken_on:
            yield f"{seat.pk}", Voice(seat, _("%(name)s, which took it on") % {"name": name})


def _groups(user: Anyone, seats: list[Seat], commitment: Commitment) -> Iterator[tuple[str, Voice]]:
    by_pk = {seat.pk: seat for seat in seats if seat.pk != commitment.seat_id}
    known = Group.objects.visible_to(user).active().filter(dialogue=commitment.dialogue_id)
    places = Member.objects.accepted().filter(seat__in=by_pk, group__in=known.values("pk")).select_related("group")
    for place in places.order_by("group__name", "pk"):
        seat = by_pk[place.seat_id]
        words = {"group": place.group.name, "name": seat.organisation.name}
        yield f"{seat.pk}-{place.group_id}", Voice(seat, _("%(group)s, through %(name)s") % words, place.group)
