"""Pages and the API, for a WSGI server."""

import os

from django.core.wsgi import get_wsgi_application

from school.checks import refuse_unsafe_mixes
from school.warming import warm_up

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "school.settings")
application = get_wsgi_application()
refuse_unsafe_mixes()
warm_up()
