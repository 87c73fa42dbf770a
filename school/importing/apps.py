from django.apps import AppConfig


class ImportingConfig(AppConfig):
    name = "school.importing"
    label = "importing"
