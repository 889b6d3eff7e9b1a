"""Background work of letters: printing one, and writing and printing a whole run."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from dialogues.convening.letter_paper import page_of, to_docx
from dialogues.convening.models import Letter, LetterRun
from dialogues.convening.services.letter_runs import RUN, finish_run, write_one
from dialogues.convening.services.letters import RENDER, store_pdf
from inspired.core.jobs import JobFailed, handles, progress
from inspired.core.memory import remembering
from inspired.core.models import Job, User
from inspired.core.printing import Printed, PrintRefused, print_pdf
from inspired.core.states import StateError

EPOCH = (1980, 1, 1, 0, 0, 0)
WITH = ("listed", "logo", "dialogue")


@handles(RENDER)
def render_letter(job: Job) -> None:
    """Print one letter and keep it once; raises JobFailed with the printer's own sentence."""
    letter = Letter.objects.select_related(*WITH).filter(pk=job.target_pk).first()
    if letter is None or letter.pdf or letter.forgotten_at:
        return
    progress(job, 20, _("Setting the letter"))
    printed = _printed([letter], f"letter:{letter.sha256}")
    store_pdf(letter, by=job.by, pdf=printed.pdf, pages=printed.pages)


@handles(RUN)
def work_off_run(job: Job) -> None:
    """Write each letter of a run once, print each once, then put all into one print and one archive.

    Whatever was written or printed before a worker died is not written or printed again. Raises JobFailed when whoever
    started the run may no longer write, and for a letter that cannot be written or printed.
    """
    run = LetterRun.objects.select_related("dialogue").filter(pk=job.target_pk).first()
    if run is None or run.finished_at:
        return
    if job.by is None:
        raise JobFailed(_("The account that started this run is gone. Start the run again from your own."))
    _write(run, job, job.by)
    rows = (
        run.letters.filter(forgotten_at__isnull=True, cancelled_at__isnull=True)
        .select_related(*WITH)
        .order_by("year", "number")
    )
    while letters := list(rows.all()):  # once more, without those forgotten or called off while they were printed
        _print(letters, job)
        progress(job, 90, _("Putting all letters into one file"))
        printed = _printed(letters, f"letters:{letters[0].sha256}:{letters[-1].sha256}")
        files = {"pdf": printed.pdf, "pages": printed.pages, "bundle": _bundle(letters, job)}
        if finish_run(run, by=job.by, letters=letters, **files).finished_at:
            return
    raise JobFailed(_("Nobody is left to write to."))


def _write(run: LetterRun, job: Job, by: User) -> None:
    targets = list(run.targets.filter(is_left_out=False).select_related("run__dialogue"))
    for done, target in enumerate(targets):
        progress(job, 20 * done // len(targets), _told(_("Written: %(done)d of %(all)d letters"), done, len(targets)))
        try:
            with remembering():
                write_one(target, by=by)
        except PermissionDenied as refusal:
            raise JobFailed(_("You may no longer write letters in this dialogue.")) from refusal
        except StateError as refusal:
            raise JobFailed(str(refusal)) from refusal


def _print(letters: Sequence[Letter], job: Job) -> None:
    for done, letter in enumerate(letters):
        progress(
            job, 20 + 70 * done // len(letters), _told(_("Printed: %(done)d of %(all)d letters"), done, len(letters))
        )
        if not letter.pdf:
            printed = _printed([letter], f"letter:{letter.sha256}")
            kept = store_pdf(letter, by=job.by, pdf=printed.pdf, pages=printed.pages)
            letter.pdf, letter.pages = kept.pdf, kept.pages


def _bundle(letters: Sequence[Letter], job: Job) -> bytes:
    """Pack each letter as PDF and as a Word file; the same letters give the same bytes."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for done, letter in enumerate(letters):
            progress(
                job, 93 + 6 * done // len(letters), _told(_("Packed: %(done)d of %(all)d letters"), done, len(letters))
            )
            with letter.pdf.open("rb") as pdf:
                archive.writestr(ZipInfo(f"{letter.reference}.pdf", EPOCH), pdf.read(), ZIP_DEFLATED)
            archive.writestr(ZipInfo(f"{letter.reference}.docx", EPOCH), to_docx(letter), ZIP_DEFLATED)
    return packed.getvalue()


def _printed(letters: Sequence[Letter], identifier: str) -> Printed:
    try:
        return print_pdf(page_of(letters), identifier=identifier)
    except PrintRefused as refusal:
        raise JobFailed(refusal.sentence) from refusal


def _told(sentence: str, done: int, total: int) -> str:
    return sentence % {"done": done, "all": total}
