from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "sakimori.measures.assessments"
    label = "assessments"
