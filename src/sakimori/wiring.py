"""The table of contents: which modules there are, what each contributes, and what causes what.

Read top to bottom it says what the product is made of. Everything that ties modules together is here and nowhere else:
duties, kinds of asks, rules about rows, navigation, jobs, and event → reaction.
"""

from __future__ import annotations

from sakimori.assurance.conformance import nav as conformance_nav
from sakimori.assurance.conformance.actions import mark_stale
from sakimori.assurance.conformance.jobs import daily_snapshot
from sakimori.foundation.access.rules import rule_for
from sakimori.foundation.actions import events
from sakimori.foundation.approvals.actions import ApplicationDecided
from sakimori.foundation.asks.kinds import register_kind
from sakimori.foundation.files.jobs import discard, sweep
from sakimori.foundation.jobs.sessions import clean_sessions
from sakimori.foundation.notices.mail import register_link, send_notices
from sakimori.foundation.notices.reminders import mail_link, remind
from sakimori.foundation.papers.book import register_book
from sakimori.foundation.papers.handovers import register_handover
from sakimori.foundation.ui.nav import register_help, register_navigation
from sakimori.foundation.witness.jobs import daily_checkpoint, watch_for_restores
from sakimori.front.accounts import nav as accounts_nav
from sakimori.front.accounts.jobs import follow_posts
from sakimori.front.handover import nav as handover_nav
from sakimori.front.handover.chapters import due_first, why_so
from sakimori.front.home import nav as home_nav
from sakimori.front.links import nav as links_nav
from sakimori.front.records import nav as records_nav
from sakimori.policy.clauses import asks as policy_asks
from sakimori.policy.clauses import duties as policy_duties
from sakimori.policy.clauses import nav as policy_nav
from sakimori.policy.clauses.actions import adopt_decided
from sakimori.registers.organization import duties as organization_duties
from sakimori.registers.organization import nav as organization_nav
from sakimori.registers.organization.book import CHAPTERS as ORGANIZATION_CHAPTERS
from sakimori.registers.organization.handovers import HANDOVERS as ORGANIZATION_HANDOVERS
from sakimori.registers.organization.visibility import RULES as ORGANIZATION_RULES

# Importing these binds their duties to the catalogue.
DUTIES = (policy_duties, organization_duties)
JOBS = (
    daily_snapshot,
    daily_checkpoint,
    watch_for_restores,
    clean_sessions,
    sweep,
    discard,
    follow_posts,
    remind,
    send_notices,
)

# Namespace of the addresses → help topic.
HELP = {
    "home": "today",
    "conformance": "board",
    "clauses": "policy",
    "links": "acknowledgement",
    "organization": "organization",
    "handover": "organization",
    "records": "records",
    "accounts": "accounts",
}


def wire() -> None:
    """Called once, when all models are loaded."""
    register_kind(policy_asks.KIND)
    for model, rule in ORGANIZATION_RULES:
        rule_for(model, rule)
    for handover in ORGANIZATION_HANDOVERS:
        register_handover(handover)
    events.watch(mark_stale)
    events.react(ApplicationDecided, adopt_decided)
    register_link("asks.ask", mail_link)
    register_help(HELP)
    for module in (
        home_nav,
        policy_nav,
        conformance_nav,
        organization_nav,
        links_nav,
        accounts_nav,
        records_nav,
        handover_nav,
    ):
        register_navigation(module.NAVIGATION)
    for chapters in (due_first, *ORGANIZATION_CHAPTERS, why_so):
        register_book(chapters)
