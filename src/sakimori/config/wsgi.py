"""The web application object served by granian."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sakimori.config.settings")
application = get_wsgi_application()
