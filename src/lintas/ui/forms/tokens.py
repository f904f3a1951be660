"""The hidden fields that every form with an effect carries."""

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.html import format_html
from django.utils.safestring import SafeString


def form_tokens(request: HttpRequest) -> SafeString:
    """Return the proof that the form is ours, and the key that makes sending it twice count once."""
    from lintas.foundation.idempotency.door import fresh_key

    request.gave_form_tokens = True  # type: ignore[attr-defined]  # such a page is nobody else's (`ui.shared`)
    return format_html(
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}"><input type="hidden" name="once" value="{}">',
        get_token(request),
        fresh_key(),
    )
