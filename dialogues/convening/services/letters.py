"""Letters: numbered without gaps, frozen as issued, called off with a reason, printed by a job."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.convening.letter_words import composed, head_of, lines_to, prefix_of, values_for
from dialogues.convening.models import ContactCard, Letter, LetterRun, ListedOrganisation
from dialogues.convening.services.contact_log import log_contact
from dialogues.convening.services.contacts import locked_card, locked_listed, move_stage
from dialogues.convening.states.contacts import Stage, Way
from dialogues.convening.states.letters import AWAITS_ANSWER
from dialogues.models import Dialogue
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.canonical import canonical, fingerprint
from inspired.core.jobs import enqueue, kept_by
from inspired.core.models import Job, StoredFile, User
from inspired.core.once import made_before
from inspired.core.states import StateError

RENDER = kept_by("convening.keep_letter", "convening.render_letter")


@transaction.atomic
def issue_letter(
    listed: ListedOrganisation,
    *,
    by: User,
    kind: str,
    language: str,
    subject: str,
    text: str,
    dated: date,
    form_key: UUID | None = None,
    **facts: Any,
) -> Letter:
    """Give a letter its number and freeze what it says; a job prints it after the commit.

    ``facts`` may hold ``card``, ``answer_by`` and ``insisted``, the reason for writing to somebody marked "do not
    write". The same form sent twice (``form_key``) is one letter. Raises StateError for unknown placeholders, for a
    card of another organisation, and for somebody marked "do not write" without a reason.
    """
    listed = locked_listed(listed, by=by)  # before anybody looks: a form pressed twice at once is one letter
    if (known := made_before(Letter.objects.filter(listed=listed, by=by), form_key)) is not None:
        return known
    wording: dict[str, Any] = {"kind": kind, "language": language, "subject": subject, "text": text, "dated": dated}
    letter = write_down(listed, by=by, form_key=form_key, **wording, **facts)
    order_pdf(letter, by=by)
    return letter


@transaction.atomic
def write_down(
    listed: ListedOrganisation, *, by: User, form_key: UUID | None = None, run: LetterRun | None = None, **said: Any
) -> Letter:
    """Number and freeze one letter and note it in the contact log; what ``issue_letter`` and a run have in common."""
    listed = locked_listed(listed, by=by)
    dialogue = listed.dialogue
    card: ContactCard | None = locked_card(listed, said.pop("card", None), by=by)
    # Taken after the organisation's lock, as everywhere on this floor; it makes the numbers follow each other.
    Dialogue.objects.select_for_update(of=("self",), no_key=True).get(pk=dialogue.pk)
    insisted = str(said.get("insisted") or "").strip()[:300]
    if card is not None and card.do_not_write and not insisted:
        raise StateError(_("This person is marked “do not write”. Say why you write all the same."))
    letter = _composed(listed, card, **said)
    letter.run, letter.by, letter.form_key = run, by, form_key or uuid4()
    letter.insisted = insisted if card is not None and card.do_not_write else ""
    letter.sha256 = fingerprint(canonical(letter.said))
    letter.save(force_insert=True)
    facts = {"reference": letter.reference, "kind": letter.kind, "sha256": letter.sha256}
    record(by, "letter.issued", letter, insisted=bool(letter.insisted), **facts)
    _note_in_log(letter, listed, by=by)
    return letter


def _composed(listed: ListedOrganisation, card: ContactCard | None, **said: Any) -> Letter:
    """Return the letter with the next number and every word in its place; the dialogue's lock is held."""
    dialogue, dated, answer_by = listed.dialogue, said["dated"], said.get("answer_by")
    number, head, logo = _next_number(dialogue, dated.year), head_of(dialogue), _logo_of(dialogue)
    reference = f"{prefix_of(dialogue)}-{dated.year}-{number:03d}"
    facts = {"reference": reference, "head": head, "answer_by": answer_by}
    values = values_for(listed, card, language=said["language"], dated=dated, **facts)
    subject, text = composed(said["subject"], said["text"], values)
    return Letter(
        dialogue=dialogue,
        listed=listed,
        card=card,
        year=dated.year,
        number=number,
        reference=reference,
        kind=said["kind"],
        language=said["language"],
        dated=dated,
        answer_by=answer_by,
        subject=subject,
        text=text,
        to=lines_to(listed, card),
        head=head | ({"logo": logo.sha256} if logo else {}),
        logo=logo,
    )


@transaction.atomic
def cancel_letter(letter: Letter, *, by: User, reason: str) -> Letter:
    """Note that a letter was not sent and why; its number stays taken. StateError once there is an answer, or twice.

    The contact log says so; nobody waits for its answer any more, and nobody counts as approached by it.
    """
    listed = locked_listed(letter.listed, by=by)  # first, as whoever writes to the organisation does
    letter = locked_letter(letter, by=by)
    if letter.cancelled_at:
        raise StateError(_("This letter is called off already."))
    if hasattr(letter, "answer"):
        raise StateError(_("There is an answer to this letter, so it was sent."))
    letter.cancelled_at, letter.cancelled_why = timezone.now(), reason.strip()[:300]
    if not letter.cancelled_why:
        raise StateError(_("Say why it was not sent."))
    letter.save(update_fields=["cancelled_at", "cancelled_why"])
    record(by, "letter.called_off", letter, reference=letter.reference)
    _take_back_in_log(letter, listed, by=by)
    return letter


@transaction.atomic
def order_pdf(letter: Letter, *, by: User) -> Job:
    """Let a job print a letter; while one is at it, that one is returned."""
    require(by, "convening.keep_letter", letter)
    return enqueue(RENDER, letter, by=by)


@transaction.atomic
def store_pdf(letter: Letter, *, by: User | None, pdf: bytes, pages: int) -> Letter:
    """Keep the print of a letter once; a second run of the job changes nothing, and a forgotten letter gets none."""
    letter = Letter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
    if not letter.pdf and letter.forgotten_at is None:
        letter.pages = pages
        letter.pdf.save(f"{fingerprint(pdf)}.pdf", ContentFile(pdf), save=False)
        letter.save(update_fields=["pdf", "pages"])
        record(by, "letter.printed", letter, reference=letter.reference, pages=pages)
    return letter


def locked_letter(letter: Letter, *, by: User) -> Letter:
    """Read a letter again under its lock, and ask whether the person may keep it as things stand now."""
    # Without the answer: what is joined to a locked row is as old as the question, not as new as the lock.
    rows = Letter.objects.select_for_update(of=("self",)).select_related("dialogue", "listed")
    found = rows.get(pk=letter.pk)
    require(by, "convening.keep_letter", found)
    return found


def _next_number(dialogue: Dialogue, year: int) -> int:
    last = Letter.objects.filter(dialogue=dialogue, year=year).aggregate(last=Max("number"))["last"]
    return int(last or 0) + 1


def _logo_of(dialogue: Dialogue) -> StoredFile | None:
    head = getattr(dialogue, "letterhead", None)
    return head.logo if head is not None else None


def _note_in_log(letter: Letter, listed: ListedOrganisation, *, by: User) -> None:
    """Log the letter, and plan to look for its answer; a letter that awaits none leaves the plan as it is.

    Whoever was only on the list is approached by a letter that asks for an answer.
    """
    plan = listed.plan
    outcome = _("Letter %(reference)s: %(kind)s") % {"reference": letter.reference, "kind": letter.get_kind_display()}
    if letter.kind in AWAITS_ANSWER:
        if letter.answer_by:
            step = _("Answer to letter %(reference)s awaited") % {"reference": letter.reference}
            plan = {"next_step": step, "next_on": letter.answer_by}
        if ListedOrganisation.objects.standing_of(listed)[0] == Stage.IDENTIFIED:
            move_stage(listed, by=by, to=Stage.APPROACHED, reason=outcome, next_step=plan["next_step"])
    key = uuid5(letter.form_key, "issued")
    log_contact(listed, by=by, outcome=outcome, way=Way.LETTER, card=letter.card, form_key=key, **plan)


def _take_back_in_log(letter: Letter, listed: ListedOrganisation, *, by: User) -> None:
    """Log that a letter was not sent, end the waiting for its answer, and undo the approach that it alone was."""
    outcome = _("Letter %(reference)s was not sent.") % {"reference": letter.reference}
    plan = {} if letter.reference in listed.next_step else listed.plan
    last, stage = listed.moves.order_by("-at", "-pk").first(), ListedOrganisation.objects.standing_of(listed)[0]
    if last is not None and last.stage == stage == Stage.APPROACHED and letter.reference in last.reason:
        move_stage(listed, by=by, to=Stage.IDENTIFIED, reason=outcome)
    log_contact(listed, by=by, outcome=outcome, way=Way.LETTER, card=letter.card, **plan)
