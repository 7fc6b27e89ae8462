"""Suppliers: companies, contracts with their clauses and chain, selection, third parties (6(8), 6(7))."""
