"""Last app to load: ties the modules together once all of them are there."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "sakimori.config"
    label = "config"

    def ready(self) -> None:
        from sakimori.wiring import wire

        wire()
