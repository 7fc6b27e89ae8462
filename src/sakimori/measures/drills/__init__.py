"""Drills: phishing without names, desk exercises, incident, contact and continuity drills and what was learnt."""
