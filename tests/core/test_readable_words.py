"""No name and no text takes signs that nobody sees and that mislead: in one place, for all forms."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django import forms
from django.contrib import admin
from django.urls import get_resolver

from dialogues.convening.contact_reading import KnownContacts, read_contacts
from inspired.core.formlayout import PlainForm, ReadableWords
from inspired.core.forms import ProfileForm
from tests import make

# Forms of the library that takes addresses, codes and passwords, and one for an address.
WITHOUT_WORDS = {
    *("SignInForm", "RequestCodeForm", "EnterCodeForm", "ForgottenPasswordForm", "NewPasswordForm", "AddAppForm"),
    *("ChangePasswordForm", "FirstPasswordForm", "ConfirmPasswordForm", "SecondFactorForm", "ConfirmSecondFactorForm"),
}
MISLEADING = ["\x01", "\x1b", "\x7f", "\x85", "\u202e", "\u2066", "\u2069", "\U000e0041", "\ufdd0"]


class WordsForm(PlainForm):
    name = forms.CharField()
    text = forms.CharField(widget=forms.Textarea)
    secret = forms.CharField(widget=forms.PasswordInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["late"] = forms.CharField(required=False)


def forms_of_ours(start: type = forms.BaseForm) -> Iterator[type]:
    for one in start.__subclasses__():
        if one.__module__.startswith(("inspired.", "dialogues.", "workinggroups.")):
            yield one
        yield from forms_of_ours(one)


def test_every_form_refuses_them() -> None:
    assert get_resolver("inspired.urls").url_patterns  # loads every page and with it every form
    found = set(forms_of_ours())
    assert len(found) > 90
    assert {one.__name__ for one in found if not issubclass(one, ReadableWords)} == WITHOUT_WORDS
    assert all(issubclass(kept.form, ReadableWords) for kept in admin.site._registry.values())


@pytest.mark.parametrize("sign", MISLEADING)
def test_misleading_sign_is_refused_with_a_sentence(sign: str) -> None:
    form = WordsForm({"name": f"Ana{sign}Silva", "late": f"a{sign}b", "text": "one\ntwo", "secret": f"p{sign}w"})
    assert set(form.errors) == {"name", "late"}
    assert f"U+{ord(sign):04X}" in form.errors["name"][0]
    assert ProfileForm({"name": f"Ana{sign}", "language": "en"}).is_valid() is False or sign == "\x85"


@pytest.mark.parametrize("sign", [sign for sign in MISLEADING if sign != "\x85"])
def test_misleading_sign_in_a_text_is_refused_with_its_line(sign: str) -> None:
    form = WordsForm({"name": "Ana", "text": f"one\r\ntwo{sign}"})
    assert set(form.errors) == {"text"}
    assert "Line 2" in form.errors["text"][0]


@pytest.mark.parametrize("name", ["Ana da Silva", "محمد\u200f (أ)", "जि\u200dला", "O’Neill–Łódź", "👩\u200d🌾 co-op"])
def test_names_of_every_writing_are_taken(name: str) -> None:
    assert WordsForm({"name": name, "text": f"\t{name}\r\n\x0c{name}", "late": name}).is_valid()


@pytest.mark.django_db
def test_every_column_of_a_list_is_looked_at_as_well() -> None:
    for name in ("organisation", "name", "function", "address", "next_step", "notes", "phones"):
        said = {"organisation": "Union", "name": "Ana", name: "Ana\u202eavliS"}
        [line] = read_contacts("\n".join([";".join(said), ";".join(said.values())]), KnownContacts())
        assert line.problems, name


@pytest.mark.django_db
def test_names_are_refused_on_the_page_and_in_the_admin(client) -> None:
    keeper = make.user("keeper@example.org", is_staff=True, is_superuser=True)
    client.force_login(keeper)
    organisation = make.organisation()
    for url in (
        f"/admin/core/person/{keeper.person_id}/change/",
        f"/admin/dialogues/organisation/{organisation.pk}/change/",
    ):
        answer = client.post(url, {"name": "Un\u202eion", "short_name": "U", "kind": "", "country": "x"})
        assert answer.status_code == 200
        assert "U+202E" in answer.content.decode()
