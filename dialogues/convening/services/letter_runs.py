"""Runs: one text to many organisations, taken in at one click, worked off by a job, each organisation written to once."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.convening.letter_words import addressee, faults_of
from dialogues.convening.models import ContactCard, Letter, LetterRun, LetterTarget, ListedOrganisation
from dialogues.convening.services.letters import write_down
from dialogues.models import Dialogue
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.canonical import fingerprint
from inspired.core.jobs import enqueue, kept_by
from inspired.core.models import Job, User
from inspired.core.once import made_before
from inspired.core.states import StateError

RUN = kept_by("convening.keep_letter_run", "convening.run_letters")
MOST = 1_000


@transaction.atomic
def start_run(
    dialogue: Dialogue,
    *,
    by: User,
    organisations: Iterable[int],
    kind: str,
    language: str,
    subject: str,
    text: str,
    dated: date,
    answer_by: date | None = None,
    insisted: str = "",
    form_key: UUID | None = None,
) -> LetterRun:
    """Take in whom to write to and let a job write; the same form sent twice is one run.

    Organisations whose people are all marked "do not write" are left out unless ``insisted`` says why not. Raises
    StateError for unknown placeholders, for more organisations than one run takes, and when nobody is left to write to.
    """
    locked = Dialogue.objects.select_for_update(of=("self",), no_key=True).get(pk=dialogue.pk)
    require(by, "convening.write_letters", locked)
    key = form_key or uuid4()
    if (known := made_before(LetterRun.objects.filter(dialogue=locked), key)) is not None:
        return known
    if faults := [*faults_of(subject), *faults_of(text)]:
        raise StateError(" ".join(dict.fromkeys(faults)))
    chosen = recipients(locked, by=by, organisations=organisations)
    written_to = [pk for pk, card in chosen if insisted.strip() or card is None or not card.do_not_write]
    if not written_to:
        raise StateError(_("Nobody is left to write to."))
    wording = {"kind": kind, "language": language, "subject": subject, "text": text, "dated": dated}
    run = LetterRun.objects.create(
        dialogue=locked, by=by, answer_by=answer_by, insisted=insisted.strip()[:300], form_key=key, **wording
    )
    LetterTarget.objects.bulk_create(
        LetterTarget(run=run, listed_id=pk, card=card, is_left_out=pk not in set(written_to)) for pk, card in chosen
    )
    record(by, "letter_run.started", run, kind=kind, letters=len(written_to), left_out=len(chosen) - len(written_to))
    order_run(run, by=by)
    return run


def recipients(dialogue: Dialogue, *, by: User, organisations: Iterable[int]) -> list[tuple[int, ContactCard | None]]:
    """Return each organisation with the person to write to: the first who may be written to, else the first, else nobody.

    Raises StateError for more than one run takes.
    """
    if len(keys := list(organisations)) > MOST:
        raise StateError(_("One run writes %(most)d letters at most: narrow the list.") % {"most": MOST})
    rows = ListedOrganisation.objects.visible_to(by).filter(dialogue=dialogue, pk__in=keys)
    ordered = rows.named().order_by("shown_name", "pk").prefetch_related("cards")  # type: ignore[misc]
    return [(row.pk, addressee(row)) for row in ordered]


@transaction.atomic
def order_run(run: LetterRun, *, by: User) -> Job:
    """Let a job work on a run; while one is at it, that one is returned."""
    require(by, "convening.keep_letter_run", run)
    return enqueue(RUN, run, by=by)


@transaction.atomic
def write_one(target: LetterTarget, *, by: User) -> Letter | None:
    """Write the letter of one target, or return the one there is; None for whoever is left out by now.

    Harmless when repeated, also at the same time: the organisation's lock is taken before anybody looks.
    """
    run = target.run
    listed = ListedOrganisation.objects.select_for_update(of=("self",), no_key=True).get(pk=target.listed_id)
    if (known := Letter.objects.filter(run=run, listed=listed).first()) is not None:
        return known
    card = ContactCard.objects.filter(pk=target.card_id).first() if target.card_id else None
    if target.is_left_out or (card is not None and card.do_not_write and not run.insisted):
        LetterTarget.objects.filter(pk=target.pk).update(is_left_out=True)
        return None
    said: dict[str, Any] = {
        name: getattr(run, name) for name in ("kind", "language", "subject", "text", "dated", "answer_by", "insisted")
    }
    return write_down(listed, by=by, run=run, card=card, **said)


@transaction.atomic
def finish_run(
    run: LetterRun, *, by: User, letters: Collection[Letter], pdf: bytes, pages: int, bundle: bytes
) -> LetterRun:
    """Keep the files of a run once and note that it is done; a second time changes nothing.

    Nothing is kept, and the run not done, when one of the ``letters`` in the files was forgotten or called off meanwhile.
    """
    run = LetterRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    taken_out = Q(forgotten_at__isnull=False) | Q(cancelled_at__isnull=False)
    missing = run.letters.filter(taken_out, pk__in=[letter.pk for letter in letters])
    if run.finished_at is None and not missing.exists():
        run.pages, run.finished_at = pages, timezone.now()
        run.pdf.save(f"{fingerprint(pdf)}.pdf", ContentFile(pdf), save=False)
        run.bundle.save(f"{fingerprint(bundle)}.zip", ContentFile(bundle), save=False)
        run.save(update_fields=["pages", "finished_at", "pdf", "bundle"])
        record(by, "letter_run.finished", run, letters=len(letters))
    return run
