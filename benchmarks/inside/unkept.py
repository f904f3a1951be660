"""The one port as it would be without a doorkeeper: whoever comes waits for a thread, behind all who came before."""

from typing import Any, cast

from a2wsgi import WSGIMiddleware

from lintas.config import asgi
from lintas.config.serving import THREADS

asgi._pages = cast(Any, WSGIMiddleware(cast(Any, asgi.pages), workers=THREADS))
application = asgi.application
