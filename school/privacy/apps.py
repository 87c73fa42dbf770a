from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "school.privacy"
    label = "privacy"
