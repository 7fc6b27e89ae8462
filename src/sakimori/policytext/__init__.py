"""A policy's text becomes a tree of clauses. No Django here: text in, plain data out.

`read` turns a file into lines, `parse` lines into clauses, `measures` says what a clause is about,
`diff` compares two versions. The exact rules are in docs/policy-text.md.
"""
