"""Addresses of the published policy."""

from django.urls import path

from sakimori.front.public import views

app_name = "public"
urlpatterns = [
    path("p/<slug:assembly>/", views.policy, name="policy"),
    path("p/<slug:assembly>/reports/<int:year>.pdf", views.report, name="report"),
    path("p/<slug:assembly>/v/<int:number>/", views.version, name="version"),
    path("p/<slug:assembly>/v/<int:number>/policy.pdf", views.pdf, name="pdf"),
    path("p/<slug:assembly>/v/<int:number>/policy.html", views.html, name="html"),
]
