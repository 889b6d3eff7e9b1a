"""Sentences for the events of texts, versions and endorsement rounds, and the names of what such events are about."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from dialogues.documents.models import (
    Agreement,
    Citation,
    Comment,
    Document,
    Endorsement,
    Rendition,
    Reservation,
    Round,
    Section,
    Version,
    Voice,
)
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.ports import Naming, Telling

TOLD = [
    Telling(
        "text",
        _("Drafting"),
        {
            "document.created": _("“%(thing)s” was begun"),
            "document.summarised": _("The summary of “%(thing)s” was saved"),
            "list.exported:documents": _("The list of documents was downloaded"),
            "list.exported:round_answers": _("The answers of an endorsement round were downloaded"),
            "document.reopened": _("The text of “%(thing)s” was opened again for a next version"),
            "section.saved": _("The section “%(thing)s” was saved"),
            "section.added": _("The section “%(thing)s” was added"),
            "section.moved": _("The section “%(thing)s” was moved"),
            "section.removed": _("An empty section was removed"),
            "drafter.added": _("%(person)s joined the drafting team"),
            "drafter.removed": _("%(person)s left the drafting team"),
            "source.cited": _("A source was cited in the section “%(thing)s”"),
            "citation.removed": _("A citation was taken out"),
        },
    ),
    Telling(
        "comments",
        _("Comments"),
        {
            "comments.opened": _("“%(thing)s” was opened for comments"),
            "comments.extended": _("More time was given for comments on “%(thing)s”"),
            "comments.closed": _("The comments on “%(thing)s” were closed"),
            "comment.given": _("%(seat)s commented on “%(thing)s”"),
            "comment.entered": _("A comment of %(seat)s on “%(thing)s” was entered on its behalf"),
        },
    ),
    Telling(
        "versions",
        _("Versions"),
        {
            "version.noted": _("Version %(number)s of “%(thing)s” is noted as a working paper"),
            "version.frozen": _("Version %(number)s of “%(thing)s” was frozen"),
            "version.superseded": _("Version %(number)s of “%(thing)s” was replaced by version %(later)s"),
            "version.withdrawn": _("Version %(number)s of “%(thing)s” was withdrawn"),
            "version.adopted": _("Version %(number)s of “%(thing)s” was adopted"),
            "version.published": _("Version %(number)s of “%(thing)s” was published"),
            "version.unpublished": _("Version %(number)s of “%(thing)s” was taken back from the public"),
            "rendition.issued": _("A PDF of “%(thing)s” was issued"),
            "rendition.issued:endorsed": _("The PDF of “%(thing)s” with its endorsements was issued"),
        },
    ),
    Telling(
        "outputs",
        _("Outputs of working groups"),
        {
            "agreement.asked": _("The members were asked whether they agree to “%(thing)s”"),
            "agreement.taken_back": _("The question to the members about “%(thing)s” was taken back"),
            "agreement.closed": _("The question to the members about “%(thing)s” was closed"),
            "voice.given": _("%(seat)s said whether it agrees to “%(thing)s”"),
            "output.submitted": _("“%(thing)s” was submitted to everybody"),
            "output.way_chosen": _("A way out was chosen for “%(thing)s”"),
            "output.returned": _("“%(thing)s” was given back to its group"),
        },
    ),
    Telling(
        "rounds",
        _("Endorsement rounds"),
        {
            "round.opened": _("An endorsement round was opened on version %(version)s of “%(thing)s”"),
            "round.extended": _("More time was given in the endorsement round on “%(thing)s”"),
            "round.reminded": _("Those who had not answered in the endorsement round on “%(thing)s” were reminded"),
            "round.closed": _("The endorsement round on version %(version)s of “%(thing)s” was closed"),
            "endorsement.prepared": _("An answer of %(seat)s on version %(version)s of “%(thing)s” was prepared"),
            "endorsement.announced": _("An answer of %(seat)s on version %(version)s of “%(thing)s” was announced"),
            "endorsement.given": _("%(seat)s answered on version %(version)s of “%(thing)s”"),
            "endorsement.given:endorse": _("%(seat)s endorsed version %(version)s of “%(thing)s”"),
            "endorsement.given:reserve": _("%(seat)s endorsed version %(version)s of “%(thing)s” with a reservation"),
            "endorsement.given:not_yet": _("%(seat)s answered “not yet” on version %(version)s of “%(thing)s”"),
            "endorsement.given:abstain": _("%(seat)s abstained on version %(version)s of “%(thing)s”"),
            "endorsement.given:decline": _("%(seat)s declined to endorse version %(version)s of “%(thing)s”"),
            "reservation.open": _("A reservation of %(seat)s was opened again"),
            "reservation.accommodated": _("A reservation of %(seat)s was accommodated"),
            "reservation.maintained": _("A reservation of %(seat)s was maintained"),
        },
    ),
]


@ports.event_words.provide
def document_words(_user: Anyone) -> list[Telling]:
    """Tell the events of this app."""
    return TOLD


@ports.work_words.provide
def document_work(_user: Anyone) -> Iterator[tuple[str, Any]]:
    """Name the background work of this app."""
    yield "documents.render_version", _("Making the PDF of a version")


@ports.event_names.provide
def document_names(_user: Anyone, dialogues: Collection[int]) -> Iterator[Naming]:
    """Say where texts and what hangs on them have their names."""
    of, version, organisation = "document__dialogue__in", "version__document", "seat__organisation__name"
    here = {f"{version}__dialogue__in": dialogues}
    reservations = Reservation.objects.filter(**{f"endorsement__{version}__dialogue__in": dialogues})
    comments, texts = Comment.objects.filter(**{of: dialogues}), Document.objects.filter(dialogue__in=dialogues)
    citations = Citation.objects.filter(section__document__dialogue__in=dialogues)
    yield Naming("documents.document", texts, "title")
    agreements, voices = Agreement.objects.filter(**{of: dialogues}), Voice.objects
    yield Naming("documents.agreement", agreements, "document__title")
    voices_here = voices.filter(agreement__document__dialogue__in=dialogues)
    title = "agreement__document__title"
    yield Naming("documents.voice", voices_here, title, f"member__{organisation}", through="agreement")
    yield Naming("documents.section", Section.objects.filter(**{of: dialogues}), "title", through="document")
    yield Naming("documents.citation", citations, "section__title")
    yield Naming("documents.comment", comments, "document__title", f"entry__{organisation}")
    yield Naming("documents.version", Version.objects.filter(**{of: dialogues}), "document__title")
    yield Naming("documents.rendition", Rendition.objects.filter(**here), f"{version}__title")
    yield Naming("documents.round", Round.objects.filter(**here), f"{version}__title")
    yield Naming("documents.endorsement", Endorsement.objects.filter(**here), f"{version}__title", organisation)
    title, seat = f"endorsement__{version}__title", f"endorsement__{organisation}"
    yield Naming("documents.reservation", reservations, title, seat, through="endorsement")
