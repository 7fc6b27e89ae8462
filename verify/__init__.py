"""Stand-alone verifier of evidence bundles; a second implementation on purpose."""
