from django.apps import AppConfig


class ClausesConfig(AppConfig):
    name = "sakimori.policy.clauses"
    label = "clauses"
