"""Addresses of scans."""

from __future__ import annotations

from django.urls import path

from sakimori.front.scans import views

app_name = "scans"

urlpatterns = [
    path("", views.scans, name="scans"),
    path("file/", views.file_sure, name="file-sure"),
    path("print/", views.print_sheets, name="print"),
    path("sheet/<str:token>/", views.sheet, name="sheet"),
    path("<uuid:page_id>/", views.check, name="check"),
    path("<uuid:page_id>/assign/", views.assign, name="assign"),
    path("<uuid:page_id>/aside/", views.set_aside, name="aside"),
    path("<uuid:page_id>/back/", views.bring_back, name="back"),
    path("<uuid:page_id>/picture.png", views.picture, name="picture"),
]
