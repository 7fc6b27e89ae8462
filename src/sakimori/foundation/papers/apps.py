from django.apps import AppConfig
from django.core.checks import register

from sakimori.foundation.papers.checks import fonts_are_there


class PapersConfig(AppConfig):
    name = "sakimori.foundation.papers"
    label = "papers"

    def ready(self) -> None:
        register(fonts_are_there)
