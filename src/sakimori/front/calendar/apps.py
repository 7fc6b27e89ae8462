from django.apps import AppConfig


class CalendarConfig(AppConfig):
    name = "sakimori.front.calendar"
    label = "calendar"
