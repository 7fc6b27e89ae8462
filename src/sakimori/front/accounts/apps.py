from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "sakimori.front.accounts"
    label = "accounts"
