from django.apps import AppConfig


class DisposalConfig(AppConfig):
    name = "sakimori.registers.disposal"
    label = "disposal"
