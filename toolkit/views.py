"""The public pages: toolkit, guide, readings, contact, legal notice and privacy."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from inspired.core.access import public
from toolkit.forms.filters import ToolFilter
from toolkit.models import GuidePage, Reading, SitePage, Tool
from toolkit.showing import by_theme, chapters, guide_context, matrix, neighbours, tool_context
from toolkit.states import Phase


@public
@require_safe
def toolkit(request: HttpRequest) -> HttpResponse:
    """Show the tools as a matrix of tool and phase, narrowed by what the address says."""
    form = ToolFilter(request.GET)
    tools = list(Tool.objects.visible_to(request.user).shown())
    kept = [tool for tool in tools if form.keep(tool)]
    context = {"form": form, "rows": matrix(kept), "total": len(tools), "phases": Phase.choices}
    return TemplateResponse(request, "toolkit/toolkit.html", context)


@public
@require_safe
def tool(request: HttpRequest, number: int, slug: str) -> HttpResponse:
    """Show one tool, with its neighbours; the number alone identifies it."""
    tools = list(Tool.objects.visible_to(request.user).named())
    found = get_object_or_404(Tool.objects.visible_to(request.user).shown(), number=number)
    if found.slug != slug:
        return redirect(found, permanent=True)
    return TemplateResponse(request, "toolkit/tool.html", tool_context(found, request.user) | neighbours(found, tools))


@public
@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """Show the contents of the guide."""
    return TemplateResponse(request, "toolkit/guide.html", {"chapters": chapters()})


@public
@require_safe
def guide_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a page of the guide, where its matter is done in the application, and the tools that serve it."""
    page = get_object_or_404(GuidePage.objects.visible_to(request.user).shown(), slug=slug)
    tools = Tool.objects.visible_to(request.user).named() if page.tools else []
    return TemplateResponse(request, "toolkit/guide_page.html", guide_context(page, tools, request.user))


@public
@require_safe
def readings(request: HttpRequest) -> HttpResponse:
    """Show what to read elsewhere, by theme, with our own words about it."""
    themes = by_theme(Reading.objects.visible_to(request.user).shown())
    return TemplateResponse(request, "toolkit/readings.html", {"themes": themes})


@public
@require_safe
def about(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a page about this site."""
    page = get_object_or_404(SitePage.objects.visible_to(request.user).shown(), slug=slug)
    return TemplateResponse(request, "toolkit/about.html", {"page": page, "words": page.words})
