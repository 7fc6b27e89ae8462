from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "sakimori.foundation.ledger"
    label = "ledger"
