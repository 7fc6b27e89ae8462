from django.apps import AppConfig


class SuppliersConfig(AppConfig):
    name = "sakimori.registers.suppliers"
    label = "suppliers"
