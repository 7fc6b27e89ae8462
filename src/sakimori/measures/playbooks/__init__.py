"""Playbooks for incidents: shipped content, versions, approval, yearly review (6(7))."""
