"""Reads over cases. Whoever asks about a case gets only those that they may see (`visibility.cases_for`)."""
