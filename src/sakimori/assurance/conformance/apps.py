from django.apps import AppConfig


class ConformanceConfig(AppConfig):
    name = "sakimori.assurance.conformance"
    label = "conformance"
