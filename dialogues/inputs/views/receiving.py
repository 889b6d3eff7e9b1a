"""Takes in what a form of answers brought: stores its files, and shows it again when it cannot be saved."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from dialogues.inputs.forms import AnswerForm
from dialogues.inputs.forms.answers import KeptFile
from dialogues.inputs.models import Answer, Call
from dialogues.inputs.services.answers import Typed
from inspired.core.models.files import StoredFile
from inspired.core.models.people import User
from inspired.core.services import store_upload
from inspired.core.uploads import UploadRefused


@dataclass
class Received:
    """The files of one request, by question: stored now, or with an earlier try of the same form."""

    files: dict[int, StoredFile] = field(default_factory=dict)


def receive(form: AnswerForm, user: User) -> Received:
    """Store what was handed in; a file that cannot be taken becomes an error beside its field."""
    mine = StoredFile.objects.filter(uploaded_by=user).in_bulk(list(form.carried.values()))
    files = {pk: mine[stored] for pk, stored in form.carried.items() if stored in mine}
    for pk, upload in form.uploads.items():
        if f"q{pk}" in form.errors:
            continue
        try:
            files[pk] = store_upload(upload, by=user)
        except UploadRefused as refusal:
            form.add_error(f"q{pk}", str(refusal))
    return Received(files)


def typed(form: AnswerForm, received: Received) -> Typed:
    """Return what the verbs take."""
    files: dict[int, StoredFile | None] = dict.fromkeys(form.cleared)
    return Typed(form.cleaned_data["language"], form.values, {**files, **received.files})


def stored_values(call: Call, answer: Answer) -> dict[str, Any]:
    """Return a stored answer as the form's initial values."""
    found: dict[str, Any] = {"language": answer.language, "revision": answer.revision}
    for response in answer.responses.all():
        value: Any = response.value
        if response.file:
            address = reverse("answer_file", args=[call.dialogue.slug, call.pk, answer.pk, response.pk])
            value = KeptFile(response.file.pk, response.file.original_name, address)
        found[f"q{response.question_id}"] = value
    return found
