"""Data of the policy text package: canonical measures and the rules that find them. No code."""
