"""The pretend Graph API, over real HTTP."""
