from django.apps import AppConfig


class AssetsConfig(AppConfig):
    name = "sakimori.registers.assets"
    label = "assets"
