"""What becomes of letters when a person is forgotten: number, date and fingerprint stay, every word goes."""

from __future__ import annotations

from django.db import models, transaction
from django.utils import timezone

from dialogues.convening.models import ContactCard, Letter, LetterAnswer, LetterRun
from dialogues.states import Status
from inspired.core.audit import record
from inspired.core.forgetting import remove_names, remove_unneeded
from inspired.core.models import User

PERSONAL = (
    "note",
    "name",
    "function",
    "email",
    "phone",
    "substitute",
    "substitute_function",
    "substitute_email",
)


@transaction.atomic
def forget_letters_to(cards: models.QuerySet[ContactCard], *, by: User | None) -> int:
    """Blank the letters to people whose cards are being erased, their prints and their answers, and return how many.

    The register stays without a gap. The files of a run that holds such a letter go too; those of its other letters
    stay one by one.
    """
    letters = Letter.objects.filter(card__in=cards.order_by().values("pk"), forgotten_at__isnull=True)
    locked = letters.select_for_update(of=("self",)).select_related("dialogue", "listed__organisation")
    found = list(locked.order_by("pk"))
    runs = LetterRun.objects.select_for_update(of=("self",)).filter(pk__in={letter.run_id for letter in found})
    for run in runs.order_by("pk"):
        remove_names([run.pdf.name, run.bundle.name])
        LetterRun.objects.filter(pk=run.pk).update(pdf="", bundle="")
    for letter in found:
        _blank(letter)
    told = [letter for letter in found if letter.dialogue.status != Status.DELETED]  # else its trail has ended
    for letter in told:  # once every row is ours: whoever prints a letter waits for us, not we for them
        record(by, "letter.forgotten", letter, reference=letter.reference)
    return len(found)


@transaction.atomic
def forget_named(answers: models.QuerySet[LetterAnswer]) -> None:
    """Blank whom institutions named in these answers, with note and scan; outcome and dates stay."""
    for answer in answers.select_for_update(of=("self",)).select_related("scan").order_by("pk"):
        _blank_answer(answer)


def _blank(letter: Letter) -> None:
    remove_names([letter.pdf.name])
    # Past the model, which never changes what a letter says: this is the one act that does.
    Letter.objects.filter(pk=letter.pk).update(
        subject="", text="", to=[str(letter.listed)], pdf="", insisted="", forgotten_at=timezone.now()
    )
    if (answer := LetterAnswer.objects.filter(letter=letter).select_related("scan").first()) is not None:
        _blank_answer(answer)


def _blank_answer(answer: LetterAnswer) -> None:
    LetterAnswer.objects.filter(pk=answer.pk).update(scan=None, **dict.fromkeys(PERSONAL, ""))
    if answer.scan_id is not None:
        remove_unneeded([answer.scan_id])
