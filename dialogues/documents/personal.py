"""What texts and rounds hold about a person: what they wrote, signed and prepared, and what of it names them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext as _

from dialogues.documents.models import Agreement, Drafter, Endorsement, SectionRevision, Version, Voice
from dialogues.documents.models.drafts import SectionDraft
from inspired.core import ports
from inspired.core.models import Person, User
from inspired.core.personal import chapter
from inspired.core.ports import Effect, Eraser, Part

DONE = (
    "Section.updated_by SectionRevision.by Citation.cited_by CommentPeriod.opened_by Version.frozen_by "
    "Version.endorsed_by Round.opened_by Endorsement.prepared_by Endorsement.signed_by EndorsementChange.by Agreement.opened_by Agreement.closed_by Voice.by Submission.by Drafter.user SectionDraft.user"
)
COVERS = frozenset(f"documents.{name}" for name in DONE.split())


@ports.personal_data.provide
@chapter("texts")
def my_endorsements(user: User) -> Iterable[Part]:
    """Give a person what they signed or prepared for their organisations."""
    rows = Endorsement.objects.filter(Q(signed_by=user) | Q(prepared_by=user))
    rows = rows.select_related("version__document", "seat__organisation").order_by("pk")
    yield Part(
        _("Endorsements you signed or prepared"),
        tuple(
            {
                _("Text"): str(one.version),
                _("Organisation"): one.seat.organisation.name,
                _("Answer"): one.get_position_display(),
                _("Note"): one.note,
                _("Function"): one.signatory_function,
                _("Signed"): one.signed_at,
            }
            for one in rows
        ),
    )


@ports.personal_data.provide
@chapter("texts")
def my_revisions(user: User) -> Iterable[Part]:
    """Give a person the sections they changed, each with its text as they left it."""
    rows = SectionRevision.objects.filter(by=user).select_related("section__document").order_by("pk")
    yield Part(
        _("Sections you wrote in"),
        tuple(
            {
                _("Document"): one.section.document.title,
                _("Section"): one.section.title,
                _("On"): one.at,
                _("Text"): "\n\n".join(paragraph["text"] for paragraph in one.paragraphs),
            }
            for one in rows
        ),
    )


@ports.personal_data.provide
@chapter("texts")
def my_drafting_teams(user: User) -> Iterable[Part]:
    """Give a person the drafting teams they belong to."""
    rows = Drafter.objects.filter(user=user).select_related("document").order_by("pk")
    yield Part(_("Your drafting teams"), tuple({_("Document"): one.document.title} for one in rows))


@ports.personal_data.provide
@chapter("texts")
def my_voices(user: User) -> Iterable[Part]:
    """Give a person what they said for their organisations to texts of working groups."""
    rows = Voice.objects.filter(by=user).select_related("agreement__document", "member__seat__organisation")
    yield Part(
        _("What you said to texts of working groups"),
        tuple(
            {
                _("Document"): one.agreement.document.title,
                _("Organisation"): one.member.seat.organisation.name,
                _("Answer"): str(one),
                _("Note"): one.note,
                _("On"): one.at,
            }
            for one in rows.order_by("pk")
        ),
    )


@ports.personal_data.provide
@chapter("texts")
def my_closed_questions(user: User) -> Iterable[Part]:
    """Give a person the reasons for which they closed questions to members before all had answered."""
    rows = Agreement.objects.filter(closed_by=user).exclude(reason="").select_related("document").order_by("pk")
    yield Part(
        _("Why you closed questions to members of working groups"),
        tuple({_("Document"): one.document.title, _("Reason"): one.reason, _("On"): one.closed_at} for one in rows),
    )


@ports.personal_data.provide
@chapter("texts")
def my_private_drafts(user: User) -> Iterable[Part]:
    """Give a person what they wrote and have not saved for the others."""
    rows = SectionDraft.objects.filter(user=user).select_related("section__document").order_by("pk")
    yield Part(
        _("Your private drafts"),
        tuple(
            {_("Document"): one.section.document.title, _("Section"): one.section.title, _("Text"): one.text}
            for one in rows
        ),
    )


def preview(person: Person, scope: str) -> Iterable[Effect]:
    """Count what goes, and the signatures and texts that stay as the organisation's."""
    if scope:
        return
    signed = Endorsement.objects.filter(signed_by__person=person)
    written = SectionRevision.objects.filter(by__person=person).count()
    frozen = Version.objects.filter(Q(frozen_by__person=person) | Q(endorsed_by__person=person)).count()
    yield Effect(_("Your private drafts"), SectionDraft.objects.filter(user__person=person).count())
    yield Effect(_("Places in drafting teams"), Drafter.objects.filter(user__person=person).count())
    yield Effect(_("Your function beside signatures"), signed.exclude(signatory_function="").count())
    for what, count, why in (
        (
            _("Endorsements"),
            signed.count(),
            _("An endorsement is the organisation’s word on an exact text, and stays its word."),
        ),
        (
            _("Sections you wrote in"),
            written,
            _("The text is the work of all who wrote it; its history keeps no name."),
        ),
        (_("Frozen versions"), frozen, _("A frozen text is never changed. It names organisations, never you.")),
    ):
        yield Effect(what, count, goes=False, why=why)


def erase(person: Person, scope: str) -> None:
    """Take the person out of drafting teams, and the function from beside what they signed."""
    if scope:
        return
    Drafter.objects.filter(user__person=person).delete()
    SectionDraft.objects.filter(user__person=person).delete()
    Endorsement.objects.filter(signed_by__person=person).exclude(signatory_function="").update(signatory_function="")


ports.erasure.provide(Eraser("documents", preview, erase, covers=COVERS))
