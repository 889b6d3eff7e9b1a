"""The one way a form of ours becomes an act: checked, carried out by a verb, said in a sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest

from inspired.core.states import StateError


def submitted(
    request: HttpRequest, form: forms.BaseForm, act: Callable[[dict[str, Any]], object], said: object
) -> bool:
    """Carry out the act with what the form cleaned; a refusal stands at its field or above the form, and nothing is lost."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except StateError as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return False
    messages.success(request, str(said))
    return True


def done(request: HttpRequest, act: Callable[[], object], said: object) -> bool:
    """Carry out an act that needs no form; a refusal is told on the next page."""
    try:
        act()
    except StateError as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, str(said))
    return True
