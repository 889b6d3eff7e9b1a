"""What becomes of letters when a person is forgotten: number, date and fingerprint stay, every word goes."""

from __future__ import annotations

from django.db import models, transaction
from django.utils import timezone

from dialogues.convening.models import ContactCard, Letter, LetterAnswer, LetterRun
from inspired.core.audit import record
from inspired.core.commit import after_commit
from inspired.core.models import StoredFile, User

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
    found = list(letters.select_related("listed__organisation"))
    for letter in found:
        _blank(letter)
        record(by, "letter.forgotten", letter, reference=letter.reference)
    for run in LetterRun.objects.filter(letters__in=found).distinct():
        _drop(run.pdf, run.bundle)
        LetterRun.objects.filter(pk=run.pk).update(pdf="", bundle="")
    return len(found)


@transaction.atomic
def forget_named(answers: models.QuerySet[LetterAnswer]) -> None:
    """Blank whom institutions named in these answers, with note and scan; outcome and dates stay."""
    for answer in answers.select_related("scan"):
        _blank_answer(answer)


def _blank(letter: Letter) -> None:
    _drop(letter.pdf)
    # Past the model, which never changes what a letter says: this is the one act that does.
    Letter.objects.filter(pk=letter.pk).update(
        subject="", text="", to=[str(letter.listed)], pdf="", insisted="", forgotten_at=timezone.now()
    )
    if (answer := LetterAnswer.objects.filter(letter=letter).select_related("scan").first()) is not None:
        _blank_answer(answer)


def _blank_answer(answer: LetterAnswer) -> None:
    LetterAnswer.objects.filter(pk=answer.pk).update(scan=None, **dict.fromkeys(PERSONAL, ""))
    if answer.scan is not None:
        _drop(answer.scan.file)
        StoredFile.objects.filter(pk=answer.scan.pk).delete()


def _drop(*files: object) -> None:
    """Delete files once the transaction has committed."""
    for file in files:
        name, storage = getattr(file, "name", ""), getattr(file, "storage", None)
        if name and storage is not None:
            after_commit(lambda storage=storage, name=name: storage.delete(name))
