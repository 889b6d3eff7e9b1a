"""A choice of seats, folded by category, each category with a box for all of it. Works without a script."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict

from dialogues.models import Seat
from dialogues.states import Category
from inspired.core.formlayout import RowsField

ALL_OF = "all:"  # "all:media" ticks every seat of the category


class FoldedSeats(forms.CheckboxSelectMultiple):
    """Boxes under the names of their categories; a box "all of this category" stands for each of its seats."""

    template_name = "activities/widgets/folded_seats.html"
    is_folded = True

    def value_from_datadict(self, data: Any, files: MultiValueDict[str, Any], name: str) -> list[str]:
        """Return the seats that are ticked, those of a whole category among them."""
        ticked = [str(one) for one in super().value_from_datadict(data, files, name) or []]
        whole = {one.removeprefix(ALL_OF) for one in ticked if one.startswith(ALL_OF)}
        found = [one for one in ticked if not one.startswith(ALL_OF)]
        found += [str(seat.pk) for seat in self.seats() if seat.category in whole]
        return list(dict.fromkeys(found))

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Return what the template draws: the categories with their boxes."""
        return {"widget": {"name": name, "id": (attrs or {}).get("id", "")}, "folded": self.folded(value)}

    def seats(self) -> list[Seat]:
        """Return the seats on offer; one query for a form, however often it asks."""
        if not hasattr(self, "_seats"):
            self._seats: list[Seat] = list(self.choices.queryset)  # type: ignore[attr-defined]
        return self._seats

    def folded(self, value: Any) -> list[dict[str, Any]]:
        """Return for each category its boxes, how many of them are ticked, and the value that ticks them all."""
        ticked = {str(getattr(one, "pk", one)) for one in value or ()}
        found = []
        for category in Category:
            boxes = [
                {"value": str(seat.pk), "label": str(seat), "is_ticked": str(seat.pk) in ticked}
                for seat in self.seats()
                if seat.category == category
            ]
            count = sum(1 for box in boxes if box["is_ticked"])
            if boxes:
                whole = {"label": category.label, "key": category.value, "all": f"{ALL_OF}{category.value}"}
                found.append(whole | {"boxes": boxes, "count": count, "is_all": count == len(boxes)})
        return found


class SeatsByCategory(RowsField):
    """Seats of a dialogue; the form that uses it gives it its rows."""

    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=Seat.objects.none(), widget=FoldedSeats, **options)
