from django.apps import AppConfig


class FrontExchangeConfig(AppConfig):
    name = "sakimori.front.exchange"
    label = "interchange"
