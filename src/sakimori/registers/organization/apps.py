from django.apps import AppConfig


class OrganizationConfig(AppConfig):
    name = "sakimori.registers.organization"
    label = "organization"
