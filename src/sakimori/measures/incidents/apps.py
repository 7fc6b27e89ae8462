from django.apps import AppConfig


class IncidentsConfig(AppConfig):
    name = "sakimori.measures.incidents"
    label = "incidents"
