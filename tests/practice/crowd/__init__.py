"""Invented fans."""
