"""Evidence: canonical lines, the tree over them, signed checkpoints, bundles and their verification. Needs no Django.

The format is described in docs/evidence.md; a second implementation that shares nothing with this one lies in `verify/`.
"""
