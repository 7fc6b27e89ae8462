"""Self-inspection (自己点検): rounds of questions drawn from the policy, answered by persons and units (clause 6(9))."""
