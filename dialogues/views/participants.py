"""Who takes part: seats by category, the page of one seat, the host team's list of delegates."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Case, CharField, Exists, F, IntegerField, OuterRef, Prefetch, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from dialogues.appearing import label
from dialogues.balance import Balance, balance_of
from dialogues.frame import frame
from dialogues.models import Delegate, Dialogue, Invitation, Mandate, Seat
from dialogues.models.seats import named_to
from dialogues.services.exports import note_export
from dialogues.states import Audience, Category
from inspired.core import ports
from inspired.core.access import Anyone, may, requires
from inspired.core.listing import Column, Listing

IN_ORDER = Case(
    *[When(category=category, then=Value(place)) for place, category in enumerate(Category.values)],
    output_field=IntegerField(),
)


class SeatFilter(django_filters.FilterSet):
    """Narrows the list of seats by category."""

    category = django_filters.ChoiceFilter(
        label=gettext_lazy("Category"), choices=Category.choices, empty_label=gettext_lazy("All")
    )


def _seats(user: Anyone, dialogue: Dialogue) -> QuerySet[Seat]:
    """Return the visible seats; ``shown_name`` is empty where the organisation is not named, so no search finds it."""
    seats = Seat.objects.visible_to(user).filter(dialogue=dialogue)
    people = Delegate.objects.visible_to(user).mandated().select_related("person").order_by("person__name")
    shown = Case(When(named_to(user), then=F("organisation__name")), default=Value(""), output_field=CharField())
    is_invited: Any = Value(False)
    if may(user, "dialogues.manage_dialogue", dialogue):  # whom alone the page tells
        is_invited = Exists(Invitation.objects.open().filter(seat=OuterRef("pk")))
    return (
        seats.select_related("organisation")
        .annotate(place=IN_ORDER, shown_name=shown, is_invited=is_invited)
        .prefetch_related(Prefetch("delegates", people.only("seat", "person__name"), to_attr="people"))
    )


def _name(seat: Any, balance: Balance) -> str:
    return seat.shown_name or label(seat, Audience.PARTICIPANTS, balance.sizes)


def _columns(balance: Balance) -> list[Column]:
    return [
        Column(gettext_lazy("Organisation"), lambda seat: _name(seat, balance)),
        Column(gettext_lazy("Category"), lambda seat: seat.get_category_display()),
        Column(gettext_lazy("Persons"), lambda seat: [person.person.name for person in seat.people]),
        Column(gettext_lazy("Takes part from"), lambda seat: seat.get_from_phase_display()),
        Column(gettext_lazy("At the table"), lambda seat: bool(seat.joined_at and not seat.left_at)),
    ]


@requires("dialogues.see_members_area", Dialogue, slug="slug")
@require_safe
def participants(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """List the seats by category, with the balance beside them."""
    balance = balance_of(request.user, dialogue)
    listing = Listing(
        request,
        _seats(request.user, dialogue),
        searches=["shown_name"],
        sorts={"category": (_("Category"), ("place", "shown_name"))},
        filterset=SeatFilter,
        columns=_columns(balance),
        per_page=100,
        is_short=True,
        name="participants",
        on_export=lambda kind, rows: note_export(dialogue, by=request.user, what="seats", kind=kind, rows=rows),
    )
    if download := listing.download():
        return download
    shown = [(seat, _name(seat, balance)) for seat in listing.rows]
    groups = [(line, [one for one in shown if one[0].category == line.category]) for line in balance.lines]
    context = {"listing": listing, "groups": [group for group in groups if group[1]], "balance": balance}
    context["panels"] = ports.beside_balance.collect(request.user, dialogue, True)
    return TemplateResponse(
        request, "participants/participants.html", frame(request.user, dialogue, "participants") | context
    )


@requires("dialogues.see_seat", Seat, related=("dialogue", "organisation"), dialogue__slug="slug", pk="pk")
@require_safe
def seat(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Show one seat: to everybody as it wishes to appear, to itself and the host team with its history."""
    user, dialogue = request.user, seat.dialogue
    balance = balance_of(user, dialogue)
    row: Any = _seats(user, dialogue).get(pk=seat.pk)
    context: dict[str, Any] = {"seat": row, "name": _name(row, balance)}
    context["may_know"] = may(user, "dialogues.see_history", seat)
    if context["may_know"]:
        delegates = Delegate.objects.visible_to(user).filter(seat=seat).select_related("person", "seat__dialogue")
        context["delegates"] = delegates.prefetch_related("mandates")
        context["contacts"] = set(delegates.with_contacts_for(user).values_list("pk", flat=True))
        context["moves"] = seat.moves.all()
        context["panels"] = ports.beside_seat.collect(user, seat)
        signed = [one for one in ports.spoken.collect(user, seat) if one.signed_by]
        context["signed"] = sorted(signed, key=lambda one: one.at, reverse=True)
        context["mandates"] = Mandate.objects.filter(delegate__seat=seat).select_related(
            "delegate__person", "delegate__seat__dialogue"
        )
    context["invitations"] = Invitation.objects.visible_to(user).filter(seat=seat)
    return TemplateResponse(request, "participants/seat.html", frame(user, dialogue, "participants") | context)


class DelegateFilter(django_filters.FilterSet):
    """Narrows the list of delegates by category."""

    category = django_filters.ChoiceFilter(
        field_name="seat__category",
        label=gettext_lazy("Category"),
        choices=Category.choices,
        empty_label=gettext_lazy("All"),
    )


DELEGATE_COLUMNS = [
    Column(gettext_lazy("Name"), lambda delegate: delegate.person.name),
    Column(gettext_lazy("Organisation"), lambda delegate: delegate.seat.organisation.name),
    Column(gettext_lazy("Category"), lambda delegate: delegate.seat.get_category_display()),
    Column(gettext_lazy("Function"), "function"),
    Column(gettext_lazy("E-mail address"), "email"),
    Column(gettext_lazy("Telephone"), "phone"),
    Column(
        gettext_lazy("Mandates"),
        lambda delegate: [str(mandate.get_role_display()) for mandate in delegate.held if not mandate.is_over],
    ),
]


@requires("dialogues.manage_dialogue", Dialogue, slug="slug")
@require_safe
def delegate_list(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """List every delegate with contact details, for the host team alone."""
    rows = Delegate.objects.with_contacts_for(request.user).filter(seat__dialogue=dialogue)
    listing = Listing(
        request,
        rows.select_related("person", "seat__organisation").prefetch_related(Prefetch("mandates", to_attr="held")),
        searches=["person__name", "seat__organisation__name", "function", "email"],
        sorts={
            "name": (_("Name"), "person__name"),
            "organisation": (_("Organisation"), "seat__organisation__name"),
        },
        filterset=DelegateFilter,
        columns=DELEGATE_COLUMNS,
        name="delegates",
        on_export=lambda kind, rows: note_export(dialogue, by=request.user, what="delegates", kind=kind, rows=rows),
    )
    context = frame(request.user, dialogue, "participants") | {"listing": listing}
    return listing.download() or TemplateResponse(request, "participants/delegate_list.html", context)
