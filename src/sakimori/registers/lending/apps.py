from django.apps import AppConfig


class LendingConfig(AppConfig):
    name = "sakimori.registers.lending"
    label = "lending"
