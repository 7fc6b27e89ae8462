"""Every write of election turnover."""
