"""Addresses of the start pages."""

from django.urls import path

from sakimori.front.home import views

app_name = "home"
urlpatterns = [
    path("", views.start, name="start"),
    path("a/<slug:assembly>/", views.desk, name="desk"),
    path("a/<slug:assembly>/applications/<uuid:application_id>/", views.application, name="application"),
]
