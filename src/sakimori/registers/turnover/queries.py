"""Reads of election turnover."""
