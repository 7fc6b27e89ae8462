"""Self-inspection: short questionnaires made from the clauses, pre-filled from the records (clause 6(9))."""
