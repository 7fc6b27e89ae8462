"""Addresses of erasure and disposal."""

from __future__ import annotations

from django.urls import path

from sakimori.registers.disposal.views import cases, erasure

app_name = "disposal"

urlpatterns = [
    path("", cases.cases, name="cases"),
    path("pending/", erasure.pending, name="pending"),
    path("erasures/", erasure.erasures, name="erasures"),
    path("erase/", erasure.erase_many, name="erase-many"),
    path("erase/<uuid:asset_id>/", erasure.erase, name="erase"),
    path("erasures/<uuid:erasure_id>/certificate/", erasure.certificate, name="certificate"),
    path("erasures/<uuid:erasure_id>/photo/", erasure.photo, name="erasure-photo"),
    path("new/", cases.case_new, name="case-new"),
    path("<uuid:case_id>/", cases.case, name="case"),
    path("<uuid:case_id>/edit/", cases.case_edit, name="case-edit"),
    path("<uuid:case_id>/items/", cases.items, name="items"),
    path("<uuid:case_id>/approval/", cases.approval, name="approval"),
    path("<uuid:case_id>/handed/", cases.handed, name="handed"),
    path("<uuid:case_id>/reconcile/", cases.reconcile, name="reconcile"),
    path("<uuid:case_id>/close/", cases.close, name="close"),
    path("<uuid:case_id>/files/", cases.file_add, name="file-add"),
    path("<uuid:case_id>/case.pdf", cases.case_pdf, name="case-pdf"),
    path("items/<uuid:item_id>/remove/", cases.item_remove, name="item-remove"),
    path("items/<uuid:item_id>/excuse/", cases.item_excuse, name="item-excuse"),
    path("files/<uuid:file_id>/", cases.file_download, name="file"),
]
