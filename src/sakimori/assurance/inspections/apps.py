from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "sakimori.assurance.inspections"
    label = "inspections"
