from django.apps import AppConfig


class TurnoverConfig(AppConfig):
    name = "sakimori.registers.turnover"
    label = "turnover"
