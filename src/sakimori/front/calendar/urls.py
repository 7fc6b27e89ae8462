"""Addresses of the calendar."""

from __future__ import annotations

from django.urls import path

from sakimori.front.calendar import views, views_plan

app_name = "calendar"

urlpatterns = [
    path("a/<slug:assembly>/calendar/", views.year, name="year"),
    path("a/<slug:assembly>/calendar/<int:year>/plan/", views_plan.plan_of_year, name="plan"),
    path("a/<slug:assembly>/calendar/<int:year>/wall-<str:size>.pdf", views_plan.wall, name="wall"),
    path("a/<slug:assembly>/calendar/feeds/", views.feeds, name="feeds"),
    path("a/<slug:assembly>/calendar/feeds/<uuid:feed_id>/stop/", views.stop, name="stop"),
    path("a/<slug:assembly>/calendar/periods/", views.periods, name="periods"),
    path("a/<slug:assembly>/calendar/periods/<uuid:period_id>/", views.periods, name="period"),
    path("a/<slug:assembly>/calendar/periods/<uuid:period_id>/drop/", views.drop, name="drop"),
    path("c/<slug:assembly>/<str:token>.ics", views.feed, name="feed"),
]
