"""What the ledger holds about a person, and what becomes of it: the organisation's words stay, the person's name goes."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from dialogues.addresses import naming
from dialogues.ledger.models import Decision, Entry
from inspired.core import ports
from inspired.core.models import Person, User
from inspired.core.personal import chapter
from inspired.core.ports import Effect, Eraser, Part

COVERS = frozenset({"ledger.Entry.author", "ledger.Entry.entered_by", "ledger.Entry.disposed_by", "ledger.Decision.by"})


@ports.personal_data.provide
@chapter("said")
def my_entries(user: User) -> Iterable[Part]:
    """Give a person what they contributed themselves, with what became of it."""
    entries = Entry.objects.filter(author=user).select_related("dialogue").order_by("pk")
    rows = tuple(
        {
            _("Dialogue"): entry.dialogue.title,
            _("Number"): entry.number,
            _("Kind"): entry.get_source_display(),
            _("Text"): entry.text,
            _("Disposition"): entry.get_disposition_display(),
            _("Reason"): entry.reason,
            _("Given"): entry.created_at,
        }
        for entry in entries
    )
    yield Part(_("What you contributed"), rows)


@ports.personal_data.provide
@chapter("said")
def my_dispositions(user: User) -> Iterable[Part]:
    """Give a person the dispositions they gave for the host."""
    rows = Decision.objects.filter(by=user).select_related("entry__dialogue").order_by("pk")
    yield Part(
        _("Dispositions you gave"),
        tuple(
            {
                _("Dialogue"): one.entry.dialogue.title,
                _("Number"): one.entry.number,
                _("Disposition"): one.get_disposition_display(),
                _("Reason"): one.reason,
                _("Given"): one.at,
            }
            for one in rows
        ),
    )


def _translated(person: Person, scope: str) -> QuerySet[Entry]:
    """Keep what the person is noted to have translated, in dialogues they belong or belonged to."""
    return naming(Entry.objects.all(), "translated_by", person, scope)


def preview(person: Person, scope: str) -> Iterable[Effect]:
    """Count the entries that stay as their organisations', and the names of translators that go."""
    yield Effect(_("Your name as a translator"), _translated(person, scope).count())
    if scope:
        return
    mine = Entry.objects.filter(Q(author__person=person) | Q(entered_by__person=person))
    said = _("They were said for an organisation and answered by the host; both stay with the dialogue.")
    yield Effect(_("Contributions"), mine.count(), goes=False, why=said)
    given = Decision.objects.filter(by__person=person).count()
    yield Effect(_("Dispositions given for the host"), given, goes=False, why=said)


def erase(person: Person, scope: str) -> None:
    """Take the name out where somebody is noted as a translator; nothing else here holds a name."""
    _translated(person, scope).update(translated_by="")


ports.erasure.provide(Eraser("ledger", preview, erase, covers=COVERS))
