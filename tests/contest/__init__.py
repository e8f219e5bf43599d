"""The rules of the game, case by case: these tables are their specification."""
