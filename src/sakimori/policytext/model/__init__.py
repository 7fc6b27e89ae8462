"""The shipped model policy: text to fill in, in our own words. See policytext/model_policy.py."""
