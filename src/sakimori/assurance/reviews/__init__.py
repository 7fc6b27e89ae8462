"""Management review, annual report and answers to surveys (clauses 6(9) and 7)."""
