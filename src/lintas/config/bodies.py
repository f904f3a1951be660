"""How much may be sent to us in one request: asked of its length before anything of it is read."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from lintas.config.edge import message_page
from lintas.ui import filters

CODE = "edge.too_large"


class BodyLimitMiddleware:
    """
    Refuse a request that announces more than its page takes: 413, before any parser, session or form check.

    Pages that take files say so by ``takes_files`` on the view; all others take a form only. A request without a
    length is read as empty by Django.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Let the request through, or answer in the page's place."""
        announced = request.META.get("CONTENT_LENGTH") or "0"
        takes_files = getattr(view, "takes_files", False)
        most = settings.LARGEST_UPLOAD if takes_files else settings.LARGEST_FORM
        if announced.isascii() and announced.isdecimal() and len(announced) < 16 and int(announced) <= most:
            return None
        return _too_large(request, files=takes_files)


def _too_large(request: HttpRequest, *, files: bool) -> HttpResponse:
    title = _("Kiriman terlalu besar")
    text = _("Isian ini lebih panjang daripada yang dapat diterima. Persingkat, lalu kirim lagi.")
    if files:
        megabytes = filters.number(settings.LARGEST_UPLOAD // settings.MEBIBYTE)
        text = _(
            "Sekali kirim paling banyak %(megabytes)s MB. Kirim berkas satu per satu, atau foto ulang dengan resolusi "
            "lebih kecil. Berkas yang sudah tersimpan tidak hilang."
        ) % {"megabytes": megabytes}
    if request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate":
        return JsonResponse({"code": CODE, "title": title, "text": text}, status=413)
    return message_page(request, title=title, text=text, status=413)
