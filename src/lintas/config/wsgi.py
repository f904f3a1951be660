"""The pages, as a WSGI application."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lintas.config.settings")

from django.core.wsgi import get_wsgi_application

from lintas.config.durability import stop_unless_durable
from lintas.config.memory import settle

application = get_wsgi_application()
stop_unless_durable()
settle()
