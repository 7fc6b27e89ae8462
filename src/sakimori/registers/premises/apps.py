from django.apps import AppConfig


class PremisesConfig(AppConfig):
    name = "sakimori.registers.premises"
    label = "premises"
