"""The filters of the overview of tools."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from toolkit.models import Tool
from toolkit.states import Effort, Orientation, Phase, ToolCategory


class ToolFilter(forms.Form):
    """Narrows the tools by what the address says; a value that does not exist narrows nothing."""

    phase = forms.ChoiceField(label=_("Phase"), choices=[("", _("all")), *Phase.choices], required=False)
    category = forms.ChoiceField(label=_("Category"), choices=[("", _("all")), *ToolCategory.choices], required=False)
    orientation = forms.ChoiceField(
        label=_("Orientation"), choices=[("", _("all")), *Orientation.choices], required=False
    )
    effort = forms.TypedChoiceField(
        label=_("Effort, at most"),
        choices=[("", _("any")), *Effort.choices],
        required=False,
        coerce=int,
        empty_value=None,
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select"

    @property
    def is_narrowed(self) -> bool:
        """Whether any filter is in force."""
        return any(self._said.values())

    @property
    def _said(self) -> dict[str, object]:
        self.is_valid()
        return self.cleaned_data

    def keep(self, tool: Tool) -> bool:
        """Say whether a tool passes every filter."""
        said = self._said
        checks = (
            not said.get("phase") or said["phase"] in tool.phases,
            not said.get("category") or said["category"] in tool.categories,
            not said.get("orientation") or said["orientation"] in tool.orientations,
            not said.get("effort") or tool.overall <= said["effort"],  # type: ignore[operator]
        )
        return all(checks)
