from django.apps import AppConfig


class AssembliesConfig(AppConfig):
    name = "sakimori.foundation.assemblies"
    label = "assemblies"
