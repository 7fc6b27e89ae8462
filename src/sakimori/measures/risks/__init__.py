"""Threats of the policy (clause 3) as risks: scenarios in plain words, two questions a year, what is done about it."""
