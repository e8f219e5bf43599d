"""Invented fans: who they are, what they write under which photo, and when."""
