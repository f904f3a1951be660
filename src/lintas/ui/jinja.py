"""The template language: Jinja2, strict about what it does not know."""

from typing import Any

from django.template.backends.jinja2 import Jinja2
from django.templatetags.static import static
from django.utils.translation import gettext, ngettext, npgettext, pgettext
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined

from lintas.ui import filters
from lintas.ui.addresses import address
from lintas.ui.aids import aids
from lintas.ui.codes import drawing
from lintas.ui.components import ROOM, Components, one_of
from lintas.ui.forms.tokens import form_tokens
from lintas.ui.forms.view import control, problems


class RoomTemplates(Jinja2):
    """Find templates in each app's ``templates`` room."""

    app_dirname = "templates"


def environment(**options: Any) -> Environment:
    """Return the environment of every page; an unknown variable is an error, not an empty spot."""
    options.setdefault("undefined", StrictUndefined)
    rooms = PrefixLoader({"ui/components": FileSystemLoader(ROOM)}, delimiter=":")
    options["loader"] = ChoiceLoader([options["loader"], rooms])
    env = Environment(**options, extensions=["jinja2.ext.i18n"], trim_blocks=True, lstrip_blocks=True)  # noqa: S701 (Django passes autoescape)
    # The method comes with the extension.
    env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext
    )
    env.filters.update(filters.ALL)
    env.globals.update(
        static=static,
        url=address,
        ui=Components(env),
        aids=aids,
        form_tokens=form_tokens,
        control=control,
        problems=problems,
        one_of=one_of,
        qr_svg=drawing,
    )
    return env
