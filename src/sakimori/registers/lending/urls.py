"""Addresses of lending."""

from __future__ import annotations

from django.urls import path

from sakimori.registers.lending.views import counter, loans, losses, papers, permits, terms

app_name = "lending"

urlpatterns = [
    path("", loans.overview, name="overview"),
    path("counter/", counter.counter, name="counter"),
    path("return/", counter.give_back, name="return"),
    path("return/many/", counter.return_many, name="return-many"),
    path("return/<uuid:person_id>/", counter.return_of, name="return-of"),
    path("bulk/", counter.bulk, name="bulk"),
    path("mine/", loans.mine, name="mine"),
    path("mine/<uuid:loan_id>/loss/", losses.loss_own, name="loss-own"),
    path("mine/permit/", permits.own_permit, name="own-permit"),
    path("mine/device/", permits.own_device, name="own-device"),
    path("persons/<uuid:person_id>/", loans.person, name="person"),
    path("persons/<uuid:person_id>/pledge/", papers.pledge_paper, name="pledge-paper"),
    path("loans/<uuid:loan_id>/", loans.loan, name="loan"),
    path("loans/<uuid:loan_id>/due/", loans.due, name="due"),
    path("loans/<uuid:loan_id>/photo/", loans.photo_add, name="photo-add"),
    path("loans/<uuid:loan_id>/malware/", loans.malware, name="malware"),
    path("loans/<uuid:loan_id>/ask-loss/", loans.ask_loss, name="ask-loss"),
    path("photos/<uuid:photo_id>/", loans.photo, name="photo"),
    path("papers/", papers.papers, name="papers"),
    path("pledge/", terms.terms, name="terms"),
    path("pledge/new/", terms.terms_new, name="terms-new"),
    path("papers/ask/", papers.ask_papers, name="ask-papers"),
    path("papers/letters.pdf", papers.letters, name="letters"),
    path("receipts/<uuid:receipt_id>/", papers.receipt, name="receipt"),
    path("receipts/<uuid:receipt_id>/receipt.pdf", papers.receipt_pdf, name="receipt-pdf"),
    path("receipts/<uuid:receipt_id>/scan/", papers.receipt_scan, name="receipt-scan"),
    path("receipts/<uuid:receipt_id>/paper/", papers.receipt_paper, name="receipt-paper"),
    path("receipts/<uuid:receipt_id>/ask/", papers.ask_receipt, name="ask-receipt"),
    path("losses/", losses.losses, name="losses"),
    path("losses/new/<uuid:asset_id>/", losses.loss_new, name="loss-new"),
    path("losses/<uuid:report_id>/", losses.loss, name="loss"),
    path("losses/<uuid:report_id>/loss.pdf", losses.loss_pdf, name="loss-pdf"),
    path("losses/<uuid:report_id>/more/", losses.loss_more, name="loss-more"),
    path("losses/<uuid:report_id>/end/", losses.loss_end, name="loss-end"),
    path("permits/", permits.permits, name="permits"),
    path("permits/new/", permits.permit_new, name="permit-new"),
    path("permits/new/device/", permits.device_new, name="device-new"),
    path("permits/<uuid:permit_id>/", permits.permit, name="permit"),
    path("permits/<uuid:permit_id>/renew/", permits.renew, name="renew"),
    path("permits/<uuid:permit_id>/check/", permits.check, name="permit-check"),
    path("permits/<uuid:permit_id>/revoke/", permits.revoke, name="revoke"),
    path("take-outs/", permits.take_outs, name="take-outs"),
    path("take-outs/new/", permits.take_out_new, name="take-out-new"),
    path("take-outs/<uuid:take_out_id>/back/", permits.take_out_back, name="take-out-back"),
]
