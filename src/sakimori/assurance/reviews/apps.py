from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "sakimori.assurance.reviews"
    label = "reviews"
