from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    name = "sakimori.registers.upkeep"
    label = "upkeep"
