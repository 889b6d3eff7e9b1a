"""Sentences for what the host team does before and beside the table, and the names of what such events are about."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from dialogues.convening.models import ListedOrganisation, PublicBody, ShelfEntry
from dialogues.convening.states.contacts import Stage, Way
from dialogues.convening.states.letters import LetterKind, Outcome
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.ports import Naming, Telling

TOLD = Telling(
    "contacts",
    _("The contact list"),
    {
        "listed_organisation.added": _("%(thing)s was put on the contact list"),
        "listed_organisation.edited": _("The entry of %(thing)s on the contact list was changed"),
        "listed_organisation.moved": _("%(thing)s went from “%(before)s” to “%(to)s”"),
        "listed_organisation.seated": _("%(thing)s was given a seat from the contact list"),
        "listed_organisation.removed": _("An organisation was taken off the contact list"),
        "contact_card.added": _("A contact card was written"),
        "contact_card.edited": _("A contact card was changed"),
        "contact_card.forgotten": _("A contact card was erased"),
        "contact.logged": _("A contact was logged (%(way)s)"),
        "contact_list.taken_in": _(
            "A list was taken in: %(organisations)s organisations and %(people)s people, nothing was sent"
        ),
        "nomination.made": _("Somebody named an organisation that is missing"),
        "nomination.answered": _("A nomination was answered"),
        "nomination.shared": _("A nomination was shown to the participants"),
        "nomination.unshared": _("A nomination is no longer shown to the participants"),
        "public_body.added": _("%(thing)s was put on the list of public bodies"),
        "public_body.proposed": _("%(thing)s was proposed for the list of public bodies"),
        "public_body.edited": _("The entry of %(thing)s on the list of public bodies was changed"),
        "public_body.decided": _("It was decided about %(thing)s on the list of public bodies"),
        "pulse.blocs_agreed": _("The blocs of the trust pulse were fixed"),
        "pulse.asked": _("A trust pulse was asked"),
        "pulse.paper_counted": _("Paper slips of a trust pulse were counted"),
        "pulse.links_made": _("Links to a trust pulse were made (%(number)s)"),
        "pulse.closed": _("A trust pulse was closed"),
        "slip.made": _("An access slip was made for %(person)s"),
        "slip.told": _("The code of an access slip was shown"),
        "slip.used": _("%(person)s came in by an access slip"),
        "slip.revoked": _("An access slip was revoked"),
        "invitation_request.left": _("Somebody asked to be invited"),
        "invitation_request.answered": _("A request to be invited was answered"),
        "list.exported:slips": _("The list of access slips was downloaded"),
        "list.exported:introductions": _("The list of introductions was downloaded"),
        "list.exported:requests": _("The list of requests to be invited was downloaded"),
        "shelf_entry.added": _("%(thing)s was put on the knowledge shelf"),
        "shelf_entry.proposed": _("%(thing)s was proposed for the knowledge shelf"),
        "shelf_entry.offered": _("A donor offered %(thing)s for the knowledge shelf"),
        "shelf_entry.taken_back": _("A donor took back the offer of %(thing)s for the knowledge shelf"),
        "shelf_entry.accepted": _("%(thing)s was taken onto the knowledge shelf"),
        "shelf_entry.declined": _("%(thing)s was not taken onto the knowledge shelf"),
        "shelf_entry.taken_down": _("%(thing)s was taken down from the knowledge shelf"),
        "shelf_entry.edited": _("What the knowledge shelf says about %(thing)s was changed"),
        "shelf_entry.renewed": _("%(thing)s on the knowledge shelf was replaced by version %(number)s"),
        "shelf_entry.published": _("%(thing)s on the knowledge shelf is public from %(day)s"),
        "shelf_entry.unpublished": _("%(thing)s on the knowledge shelf is no longer public"),
    },
    {"before": dict(Stage.choices), "to": dict(Stage.choices), "way": dict(Way.choices)},
)


LETTERS_TOLD = Telling(
    "letters",
    _("Letters"),
    {
        "letter.issued": _("Letter %(reference)s was issued (%(kind)s)"),
        "letter.printed": _("Letter %(reference)s was printed (%(pages)s pages)"),
        "letter.called_off": _("Letter %(reference)s was not sent"),
        "letter.answered": _("The answer to letter %(reference)s was noted (%(outcome)s)"),
        "letter.seated": _("The answer to letter %(reference)s has become delegates of the seat"),
        "letter.forgotten": _("The words of letter %(reference)s were erased"),
        "letter_run.started": _("A run of %(letters)s letters was started (%(kind)s)"),
        "letter_run.finished": _("A run of %(letters)s letters was finished"),
        "letter_text.kept": _("The platform’s text of a letter was changed (%(kind)s, %(language)s)"),
        "letter_text.edited": _("The dialogue’s own text of a letter was changed (%(kind)s, %(language)s)"),
        "letter_text.given_up": _("The platform’s text of a letter counts again (%(kind)s, %(language)s)"),
        "letterhead.kept": _("The letterhead was changed"),
    },
    {"kind": dict(LetterKind.choices), "outcome": dict(Outcome.choices)},
)
DOWNLOADS_TOLD = Telling(
    "downloads",
    _("Downloads"),
    {
        "list.exported:contacts": _("The contact list was downloaded"),
        "list.exported:contact log": _("The contact log was downloaded"),
        "list.exported:calls": _("The list of calls that are due was downloaded"),
        "list.exported:letters": _("The list of letters was downloaded"),
        "list.exported:nominations": _("The list of nominations was downloaded"),
        "list.exported:public bodies": _("The list of public bodies was downloaded"),
        "list.exported:pulses": _("The list of trust pulses was downloaded"),
        "list.exported:shelf": _("The list of the knowledge shelf was downloaded"),
    },
)


@ports.event_words.provide
def convening_words(_user: Anyone) -> list[Telling]:
    """Tell the events of this app."""
    return [TOLD, LETTERS_TOLD, DOWNLOADS_TOLD]


@ports.work_words.provide
def convening_work(_user: Anyone) -> Iterator[tuple[str, Any]]:
    """Name the background work of this app."""
    yield "convening.render_letter", _("Printing a letter")
    yield "convening.run_letters", _("Writing letters to several organisations")
    yield "convening.print_brief", _("Printing a brief")
    yield "convening.place_ended", _("Word that your place was handed over")


@ports.event_names.provide
def convening_names(_user: Anyone, dialogues: Collection[int]) -> Iterator[Naming]:
    """Say where the names of listed organisations and public bodies stand."""
    listed = ListedOrganisation.objects.filter(dialogue__in=dialogues).named()
    yield Naming("convening.listedorganisation", listed, "shown_name")
    yield Naming("convening.publicbody", PublicBody.objects.filter(dialogue__in=dialogues), "name")
    yield Naming("convening.shelfentry", ShelfEntry.objects.filter(dialogue__in=dialogues), "title")
