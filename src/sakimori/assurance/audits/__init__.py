"""Audits from plan to report, and the one list of corrective actions (clause 6(9))."""
