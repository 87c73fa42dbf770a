from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "school.notices"
    label = "notices"
