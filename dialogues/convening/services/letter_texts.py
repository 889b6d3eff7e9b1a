"""The texts that letters are made from and the letterhead: kept by admins for the platform, by hosts for their dialogue."""

from __future__ import annotations

import io
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from PIL import Image

from dialogues.convening.letter_words import checked_text, faults_of
from dialogues.convening.models import Letterhead, OwnLetterText, PlatformLetterText
from dialogues.models import Dialogue
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.models import StoredFile, User
from inspired.core.services import store_upload
from inspired.core.states import StaleError, StateError
from inspired.core.text import TextRefused
from inspired.core.uploads import JPEG, PNG, UploadRefused, check_upload

HEAD_FIELDS = ("name", "address", "contact", "place", "signatory", "signatory_function", "prefix")
LARGEST_LOGO = (900, 400)  # pixels: 18 mm high in print; two hundred letters carry it


@transaction.atomic
def keep_platform_text(*, by: User, kind: str, language: str, subject: str, text: str) -> PlatformLetterText:
    """Set the platform's text of a kind in a language; letters issued and dialogues' own texts stay as they are.

    Raises ValidationError with every fault of both fields at once.
    """
    require(by, "core.keep_accounts", None)
    subject, text = _checked(subject, text)
    known = PlatformLetterText.objects.select_for_update(of=("self",)).filter(kind=kind, language=language).first()
    if known and (known.subject, known.text) == (subject, text):
        return known
    values = {"subject": subject, "text": text, **_saved(known, by)}
    kept, _is_new = PlatformLetterText.objects.update_or_create(kind=kind, language=language, defaults=values)
    record(by, "letter_text.kept", kept, scope="platform", kind=kind, language=language, revision=kept.revision)
    return kept


@transaction.atomic
def edit_text(
    dialogue: Dialogue, *, by: User, kind: str, language: str, revision: int, subject: str, text: str
) -> OwnLetterText:
    """Write the dialogue's own text; the first change copies the platform's, which later changes no longer reach.

    ``revision`` is 0 when the form showed the platform's text. Raises StaleError with the current text when somebody
    else saved since, ValidationError with every fault at once.
    """
    locked = _locked(dialogue, by)
    subject, text = _checked(subject, text)
    known = OwnLetterText.objects.filter(dialogue=locked, kind=kind, language=language).first()
    if known and (known.subject, known.text) == (subject, text):
        return known
    _refuse_stale(known or OwnLetterText(dialogue=locked, kind=kind, language=language, revision=0), revision)
    kept, _is_new = OwnLetterText.objects.update_or_create(
        dialogue=locked,
        kind=kind,
        language=language,
        defaults={"subject": subject, "text": text, **_saved(known, by)},
    )
    record(by, "letter_text.edited", kept, kind=kind, language=language, revision=kept.revision)
    return kept


@transaction.atomic
def back_to_platform(dialogue: Dialogue, *, by: User, kind: str, language: str) -> None:
    """Give the dialogue's own text up, so that the platform's counts again; without one nothing happens."""
    locked = _locked(dialogue, by)
    own = OwnLetterText.objects.filter(dialogue=locked, kind=kind, language=language).first()
    if own is not None:
        record(by, "letter_text.given_up", own, kind=kind, language=language)
        own.delete()


@transaction.atomic
def keep_letterhead(
    dialogue: Dialogue,
    *,
    by: User,
    revision: int,
    logo: UploadedFile[Any] | None = None,
    no_logo: bool = False,
    **said: str,
) -> Letterhead:
    """Set the letterhead of a dialogue; letters issued before keep theirs. A logo passes the upload door first.

    Raises StaleError with the current one when somebody else saved since, UploadRefused for a logo that is no picture.
    """
    locked = _locked(dialogue, by)
    known = Letterhead.objects.filter(dialogue=locked).first()
    _refuse_stale(known or Letterhead(dialogue=locked, revision=0), revision)
    values: dict[str, Any] = {name: said[name].strip() for name in HEAD_FIELDS if name in said}
    if not values.get("name", known.name if known else ""):
        raise StateError(_("Say whose letters these are."))
    if logo is not None or no_logo:
        values["logo"] = store_logo(logo, by=by) if logo is not None else None
    kept, _is_new = Letterhead.objects.update_or_create(dialogue=locked, defaults=values | _saved(known, by))
    record(by, "letterhead.kept", kept, revision=kept.revision)
    return kept


def store_logo(file: UploadedFile[Any], *, by: User) -> StoredFile:
    """Store a picture as it fits a letterhead: checked, drawn again, made small. Raises UploadRefused for anything else."""
    checked = check_upload(file)
    if checked.media_type not in (PNG, JPEG):
        raise UploadRefused(_("A logo is a PNG or JPEG picture."))
    with Image.open(io.BytesIO(checked.content)) as image:
        image.thumbnail(LARGEST_LOGO)
        small = io.BytesIO()
        image.save(small, format="PNG" if checked.media_type == PNG else "JPEG")
    return store_upload(io.BytesIO(small.getvalue()), by=by, name=checked.name)


def _refuse_stale(current: OwnLetterText | Letterhead, revision: int) -> None:
    if revision != current.revision:
        raise StaleError(current)


def _saved(known: PlatformLetterText | OwnLetterText | Letterhead | None, by: User) -> dict[str, Any]:
    """Return what every saving writes: the next revision, when and by whom."""
    return {"revision": (known.revision if known else 0) + 1, "updated_at": timezone.now(), "updated_by": by}


def _locked(dialogue: Dialogue, by: User) -> Dialogue:
    locked = Dialogue.objects.select_for_update(of=("self",), no_key=True).get(pk=dialogue.pk)
    require(by, "convening.write_letters", locked)
    return locked


def _checked(subject: str, text: str) -> tuple[str, str]:
    """Return both as they are stored; raise ValidationError with every fault of either."""
    subject, faults = " ".join(subject.split()), {"subject": faults_of(subject), "text": faults_of(text)}
    if not subject:
        faults["subject"].append(_("A letter has a subject."))
    try:
        text = checked_text(text)
    except TextRefused as refusal:
        faults["text"].append(refusal.sentence)
    if not text.strip():
        faults["text"].append(_("A letter has a text."))
    if any(faults.values()):
        raise ValidationError({name: found for name, found in faults.items() if found})
    return subject, text
