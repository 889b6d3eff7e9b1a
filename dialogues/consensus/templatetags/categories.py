"""Names beside figures by category the categories of which nobody is at the table."""

from __future__ import annotations

from django import template

from dialogues.balance import unseated

register = template.Library()
register.simple_tag(unseated, name="unseated")
