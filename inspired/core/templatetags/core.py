"""Tags that every template may use: asking the access door. Components are registered beside them."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from inspired.core import access

register = template.Library()


@register.simple_tag(takes_context=True)
def may(context: dict[str, Any], rule: str, obj: Any) -> bool | SafeString:
    """Ask a rule for the person of this request: ``{% may "documents.open_round" version as can_open %}``."""
    return access.may(context["request"].user, rule, obj)
