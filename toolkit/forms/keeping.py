"""The forms in which admins keep the catalogue: every text in every language, beside where it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inspired.core.formlayout import ReadableWords
from inspired.core.text import TextRefused, clean_source
from toolkit.keys import text_name
from toolkit.models import CatalogueItem, GuidePage, Reading, SitePage, Tool
from toolkit.models.catalogue import FIRST_LANGUAGE, languages
from toolkit.states import Orientation, Phase, Place, Source, ToolCategory

ONE_LINE = {"name", "title", "summary"}
LISTS = {
    "categories": (gettext_lazy("categories"), ToolCategory.choices),
    "orientations": (gettext_lazy("orientations"), Orientation.choices),
    "main_phases": (gettext_lazy("phases in which it is of most use"), Phase.choices),
    "places": (gettext_lazy("places in the application"), Place.choices),
    "tools": (gettext_lazy("tools, by number"), [(number, str(number)) for number in range(1, 20)]),
}


class OrderForm(ReadableWords, forms.ModelForm):  # type: ignore[type-arg]
    """The place of one thing in the list of all; it says of which, for whoever hears the page."""

    instance: CatalogueItem

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["position"].widget.attrs["aria-label"] = _("Position of %(item)s") % {"item": self.instance}


class ItemForm(ReadableWords, forms.ModelForm):  # type: ignore[type-arg]
    """A thing of the catalogue. What was saved meanwhile by somebody else is shown beside what was typed."""

    read_from = forms.IntegerField(widget=forms.HiddenInput, required=False)
    instance: CatalogueItem

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["read_from"].initial = self.instance.revision
        for name, key in self.keys():
            self.fields[name].initial = self.instance.value_of(key)
        if "parent" in self.fields:  # two levels and no more
            tops = GuidePage.objects.filter(parent=None).exclude(pk=self.instance.pk)
            self.fields["parent"].queryset = tops  # type: ignore[attr-defined]

    def keys(self) -> Iterator[tuple[str, str]]:
        """Every field of the form that holds a value, with the key of that value."""
        model = type(self.instance)
        fixed = {name.removesuffix("_id"): name for name in model.FACTS}
        texts = {text_name(field, code): f"{field}.{code}" for field in model.TEXTS for code in languages()}
        sources = {f"source_{field}": f"source.{field}" for field in model.SOURCED}
        yield from ((name, key) for name, key in {**fixed, **sources, **texts}.items() if name in self.fields)

    def values(self) -> dict[str, Any]:
        """What was said, by key."""
        return {key: self._plain(self.cleaned_data[name]) for name, key in self.keys() if name in self.cleaned_data}

    @staticmethod
    def _plain(value: Any) -> Any:
        return value.slug if isinstance(value, GuidePage) else value

    def clean(self) -> dict[str, Any]:
        """Clean the texts, ask for a name in English before anything is published, and refuse what is stale."""
        said = super().clean() or {}
        model = type(self.instance)
        for field in model.TEXTS:
            for code in languages():
                self._clean_text(text_name(field, code), said)
        first = text_name(next(iter(model.TEXTS)), FIRST_LANGUAGE)
        if said.get("is_published") and not said.get(first) and first not in self.errors:
            self.add_error(first, _("What is published says this in English at least."))
        self._refuse_stale(said)
        return said

    def _clean_text(self, name: str, said: dict[str, Any]) -> None:
        try:
            said[name] = clean_source(said.get(name) or "").strip()
        except TextRefused as refusal:
            self.add_error(name, refusal.sentence)

    def _refuse_stale(self, said: Mapping[str, Any]) -> None:
        """Name each value that stands otherwise by now; saving again then means to have compared."""
        stored = type(self.instance)._default_manager.filter(pk=self.instance.pk).first()
        if stored is None or said.get("read_from") == stored.revision:
            return
        self.add_error(None, _("Somebody else saved this meanwhile. Nothing is lost: compare, then save again."))
        for name, key in self.keys():
            now = stored.value_of(key)
            if name in said and self._plain(said[name]) != now:
                self.add_error(name, _("Saved meanwhile: %(now)s") % {"now": now if now != "" else "–"})
        self.data = self.data.copy()
        self.data[self.add_prefix("read_from")] = str(stored.revision)


class WholeNumbers(forms.TypedMultipleChoiceField):
    """Several numbers out of a list."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(coerce=int, **kwargs)


def _text_field(field: str, label: Any, language: str) -> forms.CharField:
    wide = {"lang": language, "dir": "auto"}
    widget = (
        forms.TextInput(attrs={"class": "vTextField", **wide})
        if field in ONE_LINE
        else forms.Textarea(attrs={"class": "vLargeTextField", "rows": 14 if field == "body" else 5, **wide})
    )
    name = dict(settings.CONTENT_LANGUAGES)[language]
    return forms.CharField(label=_Labelled(label, name), required=False, widget=widget)


class _Labelled:
    """A label with its language, put together when it is shown."""

    def __init__(self, label: Any, language: Any = "") -> None:
        self.label, self.language = label, language

    def __str__(self) -> str:
        return capfirst(str(self.label)) + (f" ({self.language})" if self.language else "")


def form_for(model: type[CatalogueItem], columns: tuple[str, ...]) -> type[ItemForm]:
    """Build the form of a model: its columns, its lists, its texts in all languages and where they come from."""
    fields: dict[str, Any] = {
        text_name(field, code): _text_field(field, label, code)
        for field, label in model.TEXTS.items()
        for code in languages()
    }
    for field in model.SOURCED:
        label = _Labelled(model.TEXTS[field], gettext_lazy("where it comes from"))
        fields[f"source_{field}"] = forms.ChoiceField(label=label, choices=Source.choices, required=False)
    for name in set(model.FACTS) & set(LISTS):
        label, choices = LISTS[name]
        kind = WholeNumbers if name == "tools" else forms.MultipleChoiceField
        fields[name] = kind(
            label=_Labelled(label), choices=choices, required=False, widget=forms.CheckboxSelectMultiple
        )
    fields["Meta"] = type("Meta", (), {"model": model, "fields": columns})
    fields["__module__"] = __name__
    return type(f"{model.__name__}Form", (ItemForm,), fields)


ToolForm = form_for(Tool, ("people", "time", "cost", "position", "is_published"))
GuidePageForm = form_for(GuidePage, ("slug", "parent", "readership", "position", "is_published"))


class ReadingForm(
    form_for(Reading, ("slug", "title", "author", "year", "theme", "language", "position", "is_published"))
):  # type: ignore[misc]
    """A reading; an address without a scheme is one of https."""

    url = forms.URLField(label=gettext_lazy("address"), max_length=500, required=False, assume_scheme="https")


SitePageForm = form_for(SitePage, ("position", "is_published"))


class ChoiceForm(ReadableWords, forms.Form):
    """For each difference: keep one's own words, take the shipped ones, or decide later."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, item: CatalogueItem, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"revision": item.revision}, **kwargs)
        for key in item.offered:
            self.fields[key] = forms.ChoiceField(
                choices=[("", _("decide later")), ("own", _("keep ours")), ("shipped", _("take the new words"))],
                required=False, widget=forms.RadioSelect, label=key,
            )  # fmt: skip

    def chosen(self) -> dict[str, bool]:
        """The keys that were decided: True for the shipped words."""
        return {key: value == "shipped" for key, value in self.cleaned_data.items() if value in {"own", "shipped"}}
