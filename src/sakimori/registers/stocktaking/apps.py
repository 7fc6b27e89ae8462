from django.apps import AppConfig


class StocktakingConfig(AppConfig):
    name = "sakimori.registers.stocktaking"
    label = "stocktaking"
