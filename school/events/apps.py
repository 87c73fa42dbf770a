from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "school.events"
    label = "events"
