"""Where toolkit, guide, readings and pages about this site are kept. No field, filter or pop-up leads anywhere else."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inspired.core.admin import Audited
from inspired.core.models import Person, User
from inspired.core.models.audit import subject_of
from inspired.core.numbers import key_in
from inspired.core.states import StateError
from toolkit.differing import word_differences
from toolkit.forms.keeping import ChoiceForm, GuidePageForm, ItemForm, OrderForm, ReadingForm, SitePageForm, ToolForm
from toolkit.keys import key_label, shown_value, text_name
from toolkit.models import CatalogueItem, Edit, GuidePage, Reading, SitePage, Tool
from toolkit.models.catalogue import COMPLETE, languages
from toolkit.services import add_item, edit_item, publish_item, settle_differences, unpublish_item
from toolkit.showing import guide_context, tool_context

EDITS_SHOWN = 50


class CatalogueAdmin(Audited):
    """What every kind of thing in the catalogue has in common; each act is a verb, each page asks for the right to change."""

    first: tuple[str, ...] = ()  # the columns that stand above the texts
    page = ""  # the template of the public page, for the preview
    list_editable: tuple[str, ...] = ("position",)
    actions = ("publish", "take_back")
    change_form_template = "admin/toolkit/change_form.html"
    change_list_template = "admin/toolkit/change_list.html"

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """The facts, then every text in English and French side by side, then the other languages, folded."""
        texts: list[Any] = []
        for field in self.model.TEXTS:
            texts += [f"source_{field}"] if field in self.model.SOURCED else []
            texts.append(tuple(text_name(field, code) for code in COMPLETE))
        sets: list[Any] = [(None, {"fields": (*self.first, "read_from")}), (gettext_lazy("Texts"), {"fields": texts})]
        for code in languages():
            if code not in COMPLETE:
                names = [text_name(field, code) for field in self.model.TEXTS]
                label = self.form.base_fields[names[0]].label.language  # type: ignore[attr-defined]
                sets.append((label, {"fields": names, "classes": ("collapse",)}))
        return sets

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """The key of a thing stays, once it is there."""
        return ("slug",) if obj and "slug" in self.first else ()

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> Any:
        """Name in the list whose position each field holds."""
        return super().get_changelist_form(request, **kwargs | {"form": OrderForm})

    def get_urls(self) -> list[URLPattern]:
        """Add preview, differences and the list of what is empty."""
        name = self.model._meta.model_name
        guarded = self.admin_site.admin_view
        return [
            path("empty/", guarded(self.empty_view), name=f"toolkit_{name}_empty"),
            path("<int:pk>/preview/", guarded(self.preview_view), name=f"toolkit_{name}_preview"),
            path("<int:pk>/differences/", guarded(self.differences_view), name=f"toolkit_{name}_differences"),
            *super().get_urls(),
        ]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """Begin where every page begins."""
        return self.model._default_manager.visible_to(request.user)  # type: ignore[attr-defined]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Add or edit through the verbs."""
        by = keeper(request)
        try:
            if not isinstance(form, ItemForm):  # a row of the list, where only the order is changed
                said = {name: form.cleaned_data[name] for name in form.changed_data}
                kept = edit_item(obj, by=by, values=said, revision=obj.revision)
            elif change:
                kept = edit_item(obj, by=by, values=form.values(), revision=form.cleaned_data["read_from"])
            else:
                kept = add_item(self.model(slug=form.cleaned_data["slug"]), by=by, values=form.values())
        except StateError as refused:
            self.message_user(request, str(refused), messages.ERROR)
            return
        obj.pk = kept.pk

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Nothing hangs on these forms."""

    @admin.action(description=gettext_lazy("Publish"), permissions=["change"])
    def publish(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> None:
        """Show them to everybody."""
        for item in queryset:
            try:
                publish_item(item, by=keeper(request))
            except StateError as refused:
                self.message_user(request, str(refused), messages.ERROR)

    @admin.action(description=gettext_lazy("Take back to draft"), permissions=["change"])
    def take_back(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> None:
        """Show them to keepers only."""
        for item in queryset:
            unpublish_item(item, by=keeper(request))

    @admin.display(description=gettext_lazy("still empty"))
    def still_empty(self, item: CatalogueItem) -> str:
        """Count what says nothing yet in the languages that should be complete."""
        found = {code: len(item.empty_texts(code)) for code in COMPLETE}
        return ", ".join(f"{code}: {count}" for code, count in found.items() if count) or "–"

    @admin.display(description=gettext_lazy("differences"))
    def differing(self, item: CatalogueItem) -> str:
        """Lead to the choice between own words and new ones."""
        if not item.offered:
            return "–"
        address = reverse(f"admin:toolkit_{item._meta.model_name}_differences", args=[item.pk])
        return format_html('<a href="{}">{}</a>', address, _("%(count)d to choose") % {"count": len(item.offered)})

    def item(self, request: HttpRequest, pk: int) -> Any:
        """Find a thing, for whoever may change it."""
        found = self.get_object(request, str(pk))
        return found if found is not None and self.has_change_permission(request, found) else None

    def shown(self, request: HttpRequest, template: str, title: str, **context: Any) -> TemplateResponse:
        """Draw a page of the admin."""
        frame = {**self.admin_site.each_context(request), "title": title, "opts": self.opts}
        return TemplateResponse(request, f"admin/toolkit/{template}.html", frame | context)

    def empty_view(self, request: HttpRequest) -> HttpResponse:
        """List which fields are still empty; a phase in which a tool is not used may be."""
        if not self.has_change_permission(request):
            return redirect("admin:index")
        rows = [
            (item, [(code, [key_label(self.model, field_key) for field_key in missing]) for code, missing in found])
            for item in self.get_queryset(request)
            if (found := self._missing(item))
        ]
        return self.shown(request, "empty", _("What is still empty"), rows=rows)

    @staticmethod
    def _missing(item: CatalogueItem) -> list[tuple[str, list[str]]]:
        pairs = ((code, [f"{field}.{code}" for field in item.empty_texts(code)]) for code in COMPLETE)
        return [(code, keys) for code, keys in pairs if keys]

    def preview_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Draw the public page with what stands in the form, and save nothing."""
        item = self.item(request, pk)
        if item is None or request.method != "POST":
            return redirect("admin:index")
        form = self.get_form(request, item, change=True)(request.POST, instance=item)
        if not form.is_valid():
            return self.shown(request, "refused", _("The preview cannot be drawn"), form=form)
        for key, value in form.values().items():
            item.take(key, value)
        return TemplateResponse(request, self.page, self.page_context(item, request) | {"is_preview": True})

    def page_context(self, item: Any, request: HttpRequest) -> dict[str, Any]:
        """What the public page needs."""
        return {"page": item, "words": item.words}

    def differences_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show own words beside those of a new version and let the admin choose."""
        item = self.item(request, pk)
        if item is None:
            return redirect("admin:index")
        form = ChoiceForm(item, request.POST if request.method == "POST" else None)
        if form.is_valid():
            return self._settle(request, item, form)
        rows = [
            {
                "label": key_label(self.model, key),
                "before": shown_value(item.seeded.get(key)),
                "field": form[key],
                "parts": word_differences(shown_value(item.value_of(key)), shown_value(offered)),
                "own": shown_value(item.value_of(key)),
                "new": shown_value(offered),
            }
            for key, offered in item.offered.items()
        ]
        return self.shown(request, "differences", _("Differences: %(item)s") % {"item": item}, form=form, rows=rows)

    def _settle(self, request: HttpRequest, item: Any, form: ChoiceForm) -> HttpResponse:
        revision = form.cleaned_data.pop("revision")
        try:
            kept = settle_differences(item, by=keeper(request), take=form.chosen(), revision=revision)
        except StateError as refused:
            self.message_user(request, str(refused), messages.ERROR)
            return redirect(request.path)
        self.message_user(request, _("Your choice is kept."), messages.SUCCESS)
        return redirect(request.path if kept.offered else f"admin:toolkit_{item._meta.model_name}_changelist")

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Show who changed what when, with the words before and after."""
        item = self.item(request, key_in(object_id))
        if item is None:
            return redirect("admin:index")
        edits = list(Edit.objects.filter(subject=subject_of(item)).select_related("event")[:EDITS_SHOWN])
        names = dict(Person.objects.filter(key__in={edit.event.actor for edit in edits}).values_list("key", "name"))
        rows = [
            {
                "at": edit.event.at,
                "who": names.get(edit.event.actor) or ("" if edit.event.actor else _("a new version")),
                "changes": [
                    (key_label(self.model, key), word_differences(shown_value(before), shown_value(after)))
                    for key, (before, after) in edit.changes.items()
                ],
            }
            for edit in edits
        ]
        return self.shown(request, "history", _("History: %(item)s") % {"item": item}, rows=rows, item=item)


def keeper(request: HttpRequest) -> User:
    """The account that acts; the admin is open to accounts only."""
    assert isinstance(request.user, User)  # noqa: S101  # nosec B101
    return request.user


@admin.register(Tool)
class ToolAdmin(CatalogueAdmin):
    """The 19 tools: none is added and none is deleted, each is published or a draft."""

    form = ToolForm
    page = "toolkit/tool.html"
    first = ("categories", "orientations", "main_phases", "people", "time", "cost", "position", "is_published")
    list_display = ("__str__", "position", "is_published", "still_empty", "differing")
    list_filter = ("is_published",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """The method has these."""
        return False

    def page_context(self, item: Any, request: HttpRequest) -> dict[str, Any]:
        """What the page of a tool needs."""
        return tool_context(item, request.user)


@admin.register(GuidePage)
class GuidePageAdmin(CatalogueAdmin):
    """Pages of the guide."""

    form = GuidePageForm
    page = "toolkit/guide_page.html"
    first = ("slug", "parent", "readership", "places", "tools", "position", "is_published")
    list_display = ("__str__", "parent_id", "readership", "position", "is_published", "still_empty", "differing")
    list_filter = ("is_published", "readership")

    def page_context(self, item: Any, request: HttpRequest) -> dict[str, Any]:
        """What a page of the guide needs."""
        return guide_context(item, Tool.objects.visible_to(request.user), request.user)


@admin.register(Reading)
class ReadingAdmin(CatalogueAdmin):
    """Readings; they stand on one page, so that the preview of one is the page of the list."""

    form = ReadingForm
    page = "toolkit/readings.html"
    first = ("slug", "title", "author", "year", "url", "theme", "language", "position", "is_published")
    list_display = ("__str__", "author", "theme", "position", "is_published", "still_empty", "differing")
    list_filter = ("is_published", "theme")

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Take an address without a scheme as one of https."""
        if db_field.name == "url":
            kwargs["assume_scheme"] = "https"
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def page_context(self, item: Any, request: HttpRequest) -> dict[str, Any]:
        """The one reading under its theme."""
        return {"themes": [(item.get_theme_display(), [(item, item.text("annotation"))])]}


@admin.register(SitePage)
class SitePageAdmin(CatalogueAdmin):
    """Contact, legal notice, privacy: these three."""

    form = SitePageForm
    page = "toolkit/about.html"
    first = ("position", "is_published")
    list_display = ("__str__", "position", "is_published", "still_empty", "differing")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """The footer names these."""
        return False
