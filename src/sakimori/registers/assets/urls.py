"""Addresses of the asset register."""

from __future__ import annotations

from django.urls import path

from sakimori.registers.assets.views import asset, lenders, listing, write

app_name = "assets"

urlpatterns = [
    path("", listing.assets, name="list"),
    path("bulk/", listing.bulk, name="bulk"),
    path("views/save/", listing.save_view, name="save-view"),
    path("views/<uuid:view_id>/drop/", listing.drop_view, name="drop-view"),
    path("new/", write.new, name="new"),
    path("new/<slug:kind>/", write.new_of_kind, name="new-of-kind"),
    path("lenders/", lenders.lenders, name="lenders"),
    path("lenders.xlsx", lenders.lenders_xlsx, name="lenders-xlsx"),
    path("lenders.pdf", lenders.lenders_pdf, name="lenders-pdf"),
    path("files/<uuid:attachment_id>/", asset.attachment, name="attachment"),
    path("files/<uuid:attachment_id>/remove/", asset.detach, name="detach"),
    path("<uuid:asset_id>/", asset.asset, name="asset"),
    path("<uuid:asset_id>/edit/", write.edit, name="edit"),
    path("<uuid:asset_id>/copy/", write.copy, name="copy"),
    path("<uuid:asset_id>/state/", write.state, name="state"),
    path("<uuid:asset_id>/attach/", asset.attach, name="attach"),
]
