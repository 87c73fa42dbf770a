from django.apps import AppConfig


class PoliciesConfig(AppConfig):
    name = "school.policies"
    label = "policies"
