from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "sakimori.foundation.exchange"
    label = "exchange"
