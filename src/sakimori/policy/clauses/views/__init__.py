"""Pages of the policy, by subject."""
