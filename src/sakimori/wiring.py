"""The table of contents: which modules there are, what each contributes, and what causes what.

Read top to bottom it says what the product is made of. Everything that ties modules together is here and nowhere else:
duties, kinds of asks, rules about rows, navigation, jobs, and event → reaction.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sakimori.assurance.audits import asks as audits_asks
from sakimori.assurance.audits import duties as audits_duties
from sakimori.assurance.audits import nav as audits_nav
from sakimori.assurance.audits.dates import DATES as AUDITS_DATES
from sakimori.assurance.audits.jobs import escalate_late
from sakimori.assurance.audits.lists import LISTS as AUDITS_LISTS
from sakimori.assurance.conformance import nav as conformance_nav
from sakimori.assurance.conformance.actions import mark_stale
from sakimori.assurance.conformance.dates import DATES as CONFORMANCE_DATES
from sakimori.assurance.conformance.jobs import daily_snapshot
from sakimori.assurance.conformance.queries import states_today
from sakimori.assurance.inspections import duties as inspections_duties
from sakimori.assurance.inspections import nav as inspections_nav
from sakimori.assurance.inspections.asks import KINDS as INSPECTION_KINDS
from sakimori.assurance.inspections.dates import DATES as INSPECTIONS_DATES
from sakimori.assurance.reviews import duties as reviews_duties
from sakimori.assurance.reviews import nav as reviews_nav
from sakimori.assurance.reviews.dates import DATES as REVIEWS_DATES
from sakimori.foundation.access.rules import rule_for
from sakimori.foundation.actions import events
from sakimori.foundation.approvals.actions import ApplicationDecided
from sakimori.foundation.asks.dates import DATES as ASKS_DATES
from sakimori.foundation.asks.kinds import register_kind
from sakimori.foundation.asks.sheets import register_sheet
from sakimori.foundation.assemblies.models import Assembly
from sakimori.foundation.duties.dates import register_dates
from sakimori.foundation.exchange.offers import register_offer
from sakimori.foundation.files.jobs import discard, sweep
from sakimori.foundation.improvements.dates import DATES as IMPROVEMENTS_DATES
from sakimori.foundation.jobs.sessions import clean_sessions
from sakimori.foundation.ledger.veils import register_veil
from sakimori.foundation.lists.tables import register_table
from sakimori.foundation.notices.mail import register_link, send_notices
from sakimori.foundation.notices.reminders import mail_link, remind
from sakimori.foundation.papers.book import register_book
from sakimori.foundation.papers.handovers import register_handover
from sakimori.foundation.ui.nav import register_emergency, register_help, register_navigation
from sakimori.foundation.witness.jobs import daily_checkpoint, watch_for_restores
from sakimori.front.accounts import nav as accounts_nav
from sakimori.front.accounts.actions.accounts import stop_accounts
from sakimori.front.accounts.jobs import follow_posts
from sakimori.front.calendar import nav as calendar_nav
from sakimori.front.exchange import nav as exchange_nav
from sakimori.front.handover import nav as handover_nav
from sakimori.front.handover.chapters import due_first, why_so
from sakimori.front.home import nav as home_nav
from sakimori.front.links import nav as links_nav
from sakimori.front.records import nav as records_nav
from sakimori.front.scans import nav as scans_nav
from sakimori.measures.assessments import duties as assessments_duties
from sakimori.measures.assessments import nav as assessments_nav
from sakimori.measures.assessments.contract_block import contract_checks
from sakimori.measures.assessments.dates import DATES as ASSESSMENTS_DATES
from sakimori.measures.assessments.lists import LISTS as ASSESSMENTS_LISTS
from sakimori.measures.awareness import asks as awareness_asks
from sakimori.measures.awareness import duties as awareness_duties
from sakimori.measures.awareness import nav as awareness_nav
from sakimori.measures.awareness.dates import DATES as AWARENESS_DATES
from sakimori.measures.awareness.reservations import without_promise
from sakimori.measures.cards import nav as cards_nav
from sakimori.measures.cards.chapters import CHAPTERS as CARD_CHAPTERS
from sakimori.measures.cards.contents import Entrance, register_entrance
from sakimori.measures.cards.handovers import HANDOVERS as CARD_HANDOVERS
from sakimori.measures.cards.jobs import nightly_pack
from sakimori.measures.cards.pack import register_chapter, register_pack_reader
from sakimori.measures.continuity import duties as continuity_duties
from sakimori.measures.continuity import nav as continuity_nav
from sakimori.measures.continuity.dates import DATES as CONTINUITY_DATES
from sakimori.measures.continuity.handovers import HANDOVERS as CONTINUITY_HANDOVERS
from sakimori.measures.continuity.lists import LISTS as CONTINUITY_LISTS
from sakimori.measures.continuity.sheets import pack_chapter as continuity_chapter
from sakimori.measures.drills import duties as drills_duties
from sakimori.measures.drills import nav as drills_nav
from sakimori.measures.drills.actions import adopt_decided_phishing
from sakimori.measures.drills.jobs import run_drills
from sakimori.measures.exceptions import duties as exceptions_duties
from sakimori.measures.exceptions import nav as exceptions_nav
from sakimori.measures.exceptions.actions import adopt_decided_exception
from sakimori.measures.exceptions.dates import DATES as EXCEPTIONS_DATES
from sakimori.measures.exceptions.handovers import HANDOVERS as EXCEPTIONS_HANDOVERS
from sakimori.measures.exceptions.jobs import watch_exceptions
from sakimori.measures.exceptions.lists import LISTS as EXCEPTIONS_LISTS
from sakimori.measures.exceptions.panels import EXCEPTIONS_PANEL
from sakimori.measures.incidents import duties as incidents_duties
from sakimori.measures.incidents import nav as incidents_nav
from sakimori.measures.incidents.actions import take_merged
from sakimori.measures.incidents.chapters import open_cases
from sakimori.measures.incidents.closers import register_closer
from sakimori.measures.incidents.dates import DATES as INCIDENTS_DATES
from sakimori.measures.incidents.lists import LISTS as INCIDENTS_LISTS
from sakimori.measures.incidents.queries.visits import cases_of_visit
from sakimori.measures.incidents.reports import CASE_PAGES
from sakimori.measures.incidents.visibility import RULES as INCIDENTS_RULES
from sakimori.measures.incidents.visibility import closed_until
from sakimori.measures.incidents.visibility import hidden_rows as hidden_case_rows
from sakimori.measures.intake import nav as intake_nav
from sakimori.measures.intake.actions import open_door
from sakimori.measures.intake.cases import register_cases
from sakimori.measures.intake.doors import button as emergency_button
from sakimori.measures.intake.doors import door_link, typed_door
from sakimori.measures.intake.events import ReportMerged
from sakimori.measures.intake.lists import LISTS as INTAKE_LISTS
from sakimori.measures.intake.mails import report_link
from sakimori.measures.intake.queries import door
from sakimori.measures.intake.visibility import hidden_rows as hidden_report_rows
from sakimori.measures.learning import asks as learning_asks
from sakimori.measures.learning import duties as learning_duties
from sakimori.measures.learning import nav as learning_nav
from sakimori.measures.learning.actions.sessions import ATTENDANCE_LIST
from sakimori.measures.learning.dates import DATES as LEARNING_DATES
from sakimori.measures.learning.jobs import ask_new_people
from sakimori.measures.learning.newcomers import TEACHING, untaught
from sakimori.measures.learning.offers import OFFERS as LEARNING_OFFERS
from sakimori.measures.playbooks import duties as playbooks_duties
from sakimori.measures.playbooks import nav as playbooks_nav
from sakimori.measures.playbooks.actions import adopt_decided_playbooks
from sakimori.measures.playbooks.chapters import pack_chapter as playbook_chapter
from sakimori.measures.playbooks.dates import DATES as PLAYBOOKS_DATES
from sakimori.measures.risks import duties as risks_duties
from sakimori.measures.risks import nav as risks_nav
from sakimori.measures.risks.actions import adopt_extended_acceptance
from sakimori.measures.risks.dates import DATES as RISKS_DATES
from sakimori.measures.risks.handovers import HANDOVERS as RISKS_HANDOVERS
from sakimori.measures.risks.lists import LISTS as RISKS_LISTS
from sakimori.measures.risks.standing import register_standing
from sakimori.measures.safety import nav as safety_nav
from sakimori.measures.safety.chapters import pack_chapter as safety_chapter
from sakimori.measures.safety.dates import DATES as SAFETY_DATES
from sakimori.measures.safety.handovers import HANDOVERS as SAFETY_HANDOVERS
from sakimori.measures.safety.jobs import erase_old, read_telegrams
from sakimori.measures.safety.jobs import mail_link as safety_link
from sakimori.measures.safety.lists import LISTS as SAFETY_LISTS
from sakimori.measures.safety.visibility import RULES as SAFETY_RULES
from sakimori.measures.services import duties as services_duties
from sakimori.measures.services import nav as services_nav
from sakimori.measures.services.actions import decide_request
from sakimori.measures.services.asks import KINDS as SERVICES_KINDS
from sakimori.measures.services.contract_block import contract_clouds
from sakimori.measures.services.dates import DATES as SERVICES_DATES
from sakimori.measures.services.handovers import HANDOVERS as SERVICES_HANDOVERS
from sakimori.measures.services.lists import LISTS as SERVICES_LISTS
from sakimori.measures.services.offers import OFFERS as SERVICES_OFFERS
from sakimori.measures.social import duties as social_duties
from sakimori.measures.social import nav as social_nav
from sakimori.measures.social.actions import decide_post
from sakimori.measures.social.dates import DATES as SOCIAL_DATES
from sakimori.measures.social.handovers import HANDOVERS as SOCIAL_HANDOVERS
from sakimori.measures.social.lists import LISTS as SOCIAL_LISTS
from sakimori.policy.clauses import asks as policy_asks
from sakimori.policy.clauses import duties as policy_duties
from sakimori.policy.clauses import nav as policy_nav
from sakimori.policy.clauses.actions import adopt_decided
from sakimori.policy.clauses.dates import DATES as CLAUSES_DATES
from sakimori.registers.assets import duties as assets_duties
from sakimori.registers.assets import nav as assets_nav
from sakimori.registers.assets.dates import DATES as ASSETS_DATES
from sakimori.registers.assets.lists import LISTS as ASSETS_LISTS
from sakimori.registers.assets.offers import OFFERS as ASSET_OFFERS
from sakimori.registers.assets.panels import register_holders
from sakimori.registers.assets.panels import register_panel as register_asset_panel
from sakimori.registers.assets.panels_classes import class_panel
from sakimori.registers.assets.panels_inventories import REPORTS_PANEL
from sakimori.registers.assets.panels_places import PLACE_PANEL
from sakimori.registers.assets.visibility import RULES as ASSET_RULES
from sakimori.registers.disposal import duties as disposal_duties
from sakimori.registers.disposal import nav as disposal_nav
from sakimori.registers.disposal.actions import adopt_decided_case
from sakimori.registers.disposal.endings import disposal_ending
from sakimori.registers.disposal.lists import LISTS as DISPOSAL_LISTS
from sakimori.registers.disposal.obstacles import unerased
from sakimori.registers.disposal.offers import OFFERS as DISPOSAL_OFFERS
from sakimori.registers.disposal.panels import disposal_panel
from sakimori.registers.lending import asks as lending_asks
from sakimori.registers.lending import duties as lending_duties
from sakimori.registers.lending import nav as lending_nav
from sakimori.registers.lending.actions import grant_decided
from sakimori.registers.lending.dates import DATES as LENDING_DATES
from sakimori.registers.lending.duties import register_accesses
from sakimori.registers.lending.handovers import HANDOVERS as LENDING_HANDOVERS
from sakimori.registers.lending.jobs import ask_for_returns
from sakimori.registers.lending.lists import LISTS as LENDING_LISTS
from sakimori.registers.lending.obstacles import register_obstacle
from sakimori.registers.lending.offers import OFFERS as LENDING_OFFERS
from sakimori.registers.lending.panels import HOLDERS, loans_panel
from sakimori.registers.lending.people import register_reservation
from sakimori.registers.organization import duties as organization_duties
from sakimori.registers.organization import nav as organization_nav
from sakimori.registers.organization.book import CHAPTERS as ORGANIZATION_CHAPTERS
from sakimori.registers.organization.dates import DATES as ORGANIZATION_DATES
from sakimori.registers.organization.handovers import HANDOVERS as ORGANIZATION_HANDOVERS
from sakimori.registers.organization.lists import LISTS as ORGANIZATION_LISTS
from sakimori.registers.organization.offers import OFFERS as ORGANIZATION_OFFERS
from sakimori.registers.organization.visibility import RULES as ORGANIZATION_RULES
from sakimori.registers.premises import duties as premises_duties
from sakimori.registers.premises import nav as premises_nav
from sakimori.registers.premises.handovers import HANDOVERS as PREMISES_HANDOVERS
from sakimori.registers.premises.lists import LISTS as PREMISES_LISTS
from sakimori.registers.premises.offers import OFFERS as PREMISES_OFFERS
from sakimori.registers.premises.panels import register_panel as register_place_panel
from sakimori.registers.premises.relations import register_relation
from sakimori.registers.stocktaking import asks as stocktaking_asks
from sakimori.registers.stocktaking import duties as stocktaking_duties
from sakimori.registers.stocktaking import nav as stocktaking_nav
from sakimori.registers.stocktaking.dates import DATES as STOCKTAKING_DATES
from sakimori.registers.stocktaking.lists import LISTS as STOCKTAKING_LISTS
from sakimori.registers.stocktaking.offers import OFFERS as STOCKTAKING_OFFERS
from sakimori.registers.stocktaking.panels import sighting_panel
from sakimori.registers.suppliers import duties as suppliers_duties
from sakimori.registers.suppliers import nav as suppliers_nav
from sakimori.registers.suppliers.asset_panel import contract_panel
from sakimori.registers.suppliers.book import chapters as supplier_chapters
from sakimori.registers.suppliers.book import pack_chapter as supplier_contacts
from sakimori.registers.suppliers.contract_page import Part
from sakimori.registers.suppliers.dates import DATES as SUPPLIERS_DATES
from sakimori.registers.suppliers.handovers import HANDOVERS as SUPPLIERS_HANDOVERS
from sakimori.registers.suppliers.jobs import remind_of_ends
from sakimori.registers.suppliers.lists import LISTS as SUPPLIERS_LISTS
from sakimori.registers.suppliers.offers import OFFERS as SUPPLIERS_OFFERS
from sakimori.registers.suppliers.panels import register_block, register_company_block
from sakimori.registers.suppliers.visits import contract_of as contract_of_visit
from sakimori.registers.turnover import nav as turnover_nav
from sakimori.registers.turnover.lists import LISTS as TURNOVER_LISTS
from sakimori.registers.turnover.teaching import register_teaching
from sakimori.registers.upkeep import nav as upkeep_nav
from sakimori.registers.upkeep.actions import adopt_decided_work
from sakimori.registers.upkeep.dates import DATES as UPKEEP_DATES
from sakimori.registers.upkeep.duties import windows_are_closed
from sakimori.registers.upkeep.jobs import tell_of_open_windows
from sakimori.registers.upkeep.lists import LISTS as UPKEEP_LISTS
from sakimori.registers.upkeep.panels import UPKEEP_PANEL
from sakimori.registers.upkeep.panels import work_of as work_of_visit
from sakimori.registers.upkeep.supplier_blocks import COMPANY_UPKEEP, contract_upkeep

# Importing these binds their duties to the catalogue.
DUTIES = (
    policy_duties,
    organization_duties,
    assets_duties,
    premises_duties,
    suppliers_duties,
    lending_duties,
    disposal_duties,
    stocktaking_duties,
    awareness_duties,
    drills_duties,
    learning_duties,
    playbooks_duties,
    exceptions_duties,
    assessments_duties,
    services_duties,
    social_duties,
    continuity_duties,
    risks_duties,
    incidents_duties,
    inspections_duties,
    audits_duties,
    reviews_duties,
)
JOBS = (
    daily_snapshot,
    daily_checkpoint,
    watch_for_restores,
    clean_sessions,
    sweep,
    discard,
    follow_posts,
    remind_of_ends,
    ask_for_returns,
    remind,
    send_notices,
    escalate_late,
    run_drills,
    ask_new_people,
    watch_exceptions,
    tell_of_open_windows,
    read_telegrams,
    erase_old,
    nightly_pack,
)

# What may be asked of a person.
KINDS = (
    policy_asks.KIND,
    stocktaking_asks.KIND,
    *lending_asks.KINDS,
    learning_asks.KIND,
    awareness_asks.KIND,
    *SERVICES_KINDS,
    *INSPECTION_KINDS,
    audits_asks.KIND,
)

# What falls due on which day, in the order of the calendar's filter.
DATES = (
    CONFORMANCE_DATES,
    CLAUSES_DATES,
    ORGANIZATION_DATES,
    ASKS_DATES,
    ASSETS_DATES,
    SUPPLIERS_DATES,
    UPKEEP_DATES,
    LENDING_DATES,
    STOCKTAKING_DATES,
    AWARENESS_DATES,
    LEARNING_DATES,
    PLAYBOOKS_DATES,
    EXCEPTIONS_DATES,
    ASSESSMENTS_DATES,
    SERVICES_DATES,
    SOCIAL_DATES,
    CONTINUITY_DATES,
    RISKS_DATES,
    SAFETY_DATES,
    INCIDENTS_DATES,
    INSPECTIONS_DATES,
    AUDITS_DATES,
    IMPROVEMENTS_DATES,
    REVIEWS_DATES,
)

# Lists whose filters stand in their address: they can be saved, taken out and seen as of a past day.
LISTS = (
    *ORGANIZATION_LISTS,
    *PREMISES_LISTS,
    *ASSETS_LISTS,
    *SUPPLIERS_LISTS,
    *UPKEEP_LISTS,
    *LENDING_LISTS,
    *STOCKTAKING_LISTS,
    *DISPOSAL_LISTS,
    *TURNOVER_LISTS,
    *EXCEPTIONS_LISTS,
    *ASSESSMENTS_LISTS,
    *SERVICES_LISTS,
    *SOCIAL_LISTS,
    *CONTINUITY_LISTS,
    *RISKS_LISTS,
    *SAFETY_LISTS,
    *INCIDENTS_LISTS,
    *INTAKE_LISTS,
    *AUDITS_LISTS,
)

# Tables that go out to Excel and come back.
OFFERS = (
    *ORGANIZATION_OFFERS,
    *ASSET_OFFERS,
    *PREMISES_OFFERS,
    *SUPPLIERS_OFFERS,
    *LENDING_OFFERS,
    *STOCKTAKING_OFFERS,
    *DISPOSAL_OFFERS,
    *LEARNING_OFFERS,
    *SERVICES_OFFERS,
)

# What changes hands with a post.
HANDOVERS = (
    *ORGANIZATION_HANDOVERS,
    *PREMISES_HANDOVERS,
    *SUPPLIERS_HANDOVERS,
    *LENDING_HANDOVERS,
    *EXCEPTIONS_HANDOVERS,
    *SERVICES_HANDOVERS,
    *SOCIAL_HANDOVERS,
    *CONTINUITY_HANDOVERS,
    *RISKS_HANDOVERS,
    *SAFETY_HANDOVERS,
    *CARD_HANDOVERS,
)

# What modules say of an asset on its page, in order.
ASSET_PANELS = (
    class_panel,
    loans_panel,
    sighting_panel,
    contract_panel,
    disposal_panel,
    REPORTS_PANEL,
    UPKEEP_PANEL,
    EXCEPTIONS_PANEL,
)

# What modules say of a visit on its page, in order.
VISIT_RELATIONS = (work_of_visit, contract_of_visit, cases_of_visit)

# What modules say of a contract, on which part of its page, in order.
CONTRACT_BLOCKS = (
    (Part.ABOUT, contract_checks),
    (Part.ABOUT, contract_clouds),
    (Part.ACCESS, contract_upkeep),
    (Part.END, disposal_ending),
)

# Chapters of the pack that is made every night for the day on which nothing works, in the order to print.
PACK = (
    open_cases,
    *CARD_CHAPTERS,
    playbook_chapter,
    supplier_contacts,
    continuity_chapter,
    safety_chapter,
)

# What an application that was decided brings about.
DECIDED = (
    adopt_decided,
    adopt_decided_case,
    grant_decided,
    adopt_decided_phishing,
    adopt_decided_playbooks,
    adopt_decided_exception,
    adopt_extended_acceptance,
    adopt_decided_work,
    decide_request,
    decide_post,
)

# What stands in the navigation.
MENUS = (
    home_nav,
    policy_nav,
    conformance_nav,
    organization_nav,
    premises_nav,
    assets_nav,
    lending_nav,
    stocktaking_nav,
    disposal_nav,
    turnover_nav,
    awareness_nav,
    drills_nav,
    learning_nav,
    incidents_nav,
    intake_nav,
    playbooks_nav,
    cards_nav,
    continuity_nav,
    safety_nav,
    exceptions_nav,
    risks_nav,
    suppliers_nav,
    upkeep_nav,
    assessments_nav,
    services_nav,
    social_nav,
    inspections_nav,
    audits_nav,
    reviews_nav,
    calendar_nav,
    scans_nav,
    exchange_nav,
    links_nav,
    accounts_nav,
    records_nav,
    handover_nav,
)

# Namespace of the addresses → help topic.
HELP = {
    "home": "today",
    "conformance": "board",
    "clauses": "policy",
    "links": "acknowledgement",
    "organization": "organization",
    "premises": "premises",
    "assets": "assets",
    "lending": "lending",
    "stocktaking": "custody",
    "labels": "custody",
    "disposal": "custody",
    "turnover": "custody",
    "awareness": "awareness",
    "drills": "drills",
    "learning": "learning",
    "incidents": "incidents",
    "intake": "incidents",
    "door": "incidents",
    "playbooks": "incidents",
    "cards": "emergency",
    "card": "emergency",
    "continuity": "emergency",
    "safety": "emergency",
    "exceptions": "exceptions",
    "risks": "risks",
    "suppliers": "suppliers",
    "upkeep": "assets",
    "assessments": "suppliers",
    "services": "services",
    "social": "services",
    "inspections": "inspection",
    "audits": "review",
    "reviews": "review",
    "calendar": "calendar",
    "scans": "paper",
    "handover": "organization",
    "exchange": "assets",
    "records": "records",
    "accounts": "accounts",
}


def printed_entrance(assembly: Assembly) -> Entrance:
    """Cards and reports stand side by side and know nothing of each other: the door that cards print."""
    gate = door()
    return Entrance(door_link(assembly, gate), typed_door(assembly, gate))


# What takes in which of them.
REGISTRIES: tuple[tuple[Callable[[Any], object], tuple[Any, ...]], ...] = (
    (register_kind, KINDS),
    (register_offer, OFFERS),
    (register_handover, HANDOVERS),
    (register_table, LISTS),
    (register_dates, DATES),
    (register_asset_panel, ASSET_PANELS),
    (register_reservation, (without_promise, untaught)),
    (register_chapter, PACK),
    (register_book, (due_first, *ORGANIZATION_CHAPTERS, supplier_chapters, why_so)),
)


def wire() -> None:
    """Called once, when all models are loaded."""
    for register, things in REGISTRIES:
        for thing in things:
            register(thing)
    register_sheet(ATTENDANCE_LIST)
    for model, rule in (*ORGANIZATION_RULES, *ASSET_RULES, *SAFETY_RULES, *INCIDENTS_RULES):
        rule_for(model, rule)
    events.watch(mark_stale)
    for reaction in DECIDED:
        events.react(ApplicationDecided, reaction)
    events.react(ReportMerged, take_merged)
    register_veil(hidden_case_rows)
    register_veil(hidden_report_rows)
    register_pack_reader(closed_until)
    register_closer(stop_accounts)
    register_holders(HOLDERS)
    register_obstacle(unerased)
    register_teaching(TEACHING)
    register_place_panel(PLACE_PANEL)
    for part, block in CONTRACT_BLOCKS:
        register_block(part, block)
    register_company_block(COMPANY_UPKEEP)
    for relation in VISIT_RELATIONS:
        register_relation(relation)
    register_accesses(windows_are_closed)
    register_standing(states_today)
    register_link("asks.ask", mail_link)
    register_link("safety.asked", safety_link)
    register_link("intake.report", report_link)
    register_emergency(emergency_button)
    register_entrance(printed_entrance, open_door)
    register_cases(CASE_PAGES)
    register_help(HELP)
    for module in MENUS:
        register_navigation(module.NAVIGATION)
