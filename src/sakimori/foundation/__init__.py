"""What everything stands on; knows nothing of security management. Imports run top down, see docs/architecture.md."""
