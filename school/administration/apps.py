from django.apps import AppConfig


class AdministrationConfig(AppConfig):
    name = "school.administration"
    label = "administration"
