"""What every request passes through that is ours."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from inspired.core.memory import remembering


def remember_within_request(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Open a memory for the length of each request (see ``inspired.core.memory``)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with remembering():
            return get_response(request)

    return middleware
