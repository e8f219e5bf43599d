"""The lies, told over real HTTP."""
