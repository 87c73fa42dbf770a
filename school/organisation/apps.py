from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "school.organisation"
    label = "organisation"
