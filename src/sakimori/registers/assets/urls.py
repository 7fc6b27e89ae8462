"""Addresses of the asset register."""

from __future__ import annotations

from django.urls import path

from sakimori.registers.assets.views import (
    asset,
    classes,
    copies,
    holdings,
    inventories,
    lenders,
    limits,
    listing,
    retention,
    write,
)
from sakimori.registers.assets.views import (
    map as map_pages,
)

app_name = "assets"

urlpatterns = [
    path("", listing.assets, name="list"),
    path("bulk/", listing.bulk, name="bulk"),
    path("new/", write.new, name="new"),
    path("new/<slug:kind>/", write.new_of_kind, name="new-of-kind"),
    path("lenders/", lenders.lenders, name="lenders"),
    path("lenders.xlsx", lenders.lenders_xlsx, name="lenders-xlsx"),
    path("lenders.pdf", lenders.lenders_pdf, name="lenders-pdf"),
    path("inventories/", inventories.inventories, name="inventories"),
    path("inventories/preview/<uuid:file_id>/", inventories.inventory_preview, name="inventory-preview"),
    path("inventories/<uuid:source_id>/", inventories.reported, name="reported"),
    path("inventories/<uuid:source_id>/match/", inventories.match, name="reported-match"),
    path("inventories/devices/<uuid:device_id>/link/", inventories.link, name="report-link"),
    path("inventories/devices/<uuid:device_id>/ignore/", inventories.ignore, name="report-ignore"),
    path("inventories/devices/<uuid:device_id>/heed/", inventories.heed, name="report-heed"),
    path("files/<uuid:attachment_id>/", asset.attachment, name="attachment"),
    path("files/<uuid:attachment_id>/remove/", asset.detach, name="detach"),
    path("<uuid:asset_id>/", asset.asset, name="asset"),
    path("<uuid:asset_id>/edit/", write.edit, name="edit"),
    path("<uuid:asset_id>/copy/", write.copy, name="copy"),
    path("<uuid:asset_id>/state/", write.state, name="state"),
    path("<uuid:asset_id>/attach/", asset.attach, name="attach"),
    path("classes/", classes.classes, name="classes"),
    path("classes/raise/", classes.raise_holders, name="raise"),
    path("<uuid:asset_id>/classify/", classes.classify, name="classify"),
    path("limits/", limits.limits, name="limits"),
    path("limits.pdf", limits.limits_pdf, name="limits-pdf"),
    path("limits/<slug:level>/<slug:topic>/", limits.limit, name="limit"),
    path("limits/<slug:level>/<slug:topic>/reset/", limits.limit_reset, name="limit-reset"),
    path("<uuid:asset_id>/marking.pdf", limits.marking_pdf, name="marking-pdf"),
    path("<uuid:asset_id>/holdings/", holdings.holdings, name="holdings"),
    path("<uuid:asset_id>/holdings/new/", holdings.put_in, name="put-in"),
    path("holdings/<uuid:holding_id>/end/", holdings.take_out, name="take-out"),
    path("map/", map_pages.system_map, name="map"),
    path("map.pdf", map_pages.map_pdf, name="map-pdf"),
    path("map/connect/", map_pages.connect, name="connect"),
    path("map/<uuid:connection_id>/end/", map_pages.disconnect, name="disconnect"),
    path("copies/", copies.papers, name="papers"),
    path("<uuid:asset_id>/copies/", copies.copies, name="copies"),
    path("<uuid:asset_id>/copies/new/", copies.hand_out, name="hand-out"),
    path("<uuid:asset_id>/copies.pdf", copies.copies_pdf, name="copies-pdf"),
    path("retention/", retention.retention, name="retention"),
    path("<uuid:asset_id>/retention/", retention.retention_set, name="retention-set"),
    path("<uuid:asset_id>/retention/decide/", retention.retention_decide, name="retention-decide"),
    path("<uuid:asset_id>/retention/release/", retention.retention_release, name="retention-release"),
]
