"""Checks of contractors by questionnaire, by link without an account (6(8))."""
