"""How the desk looks, and to whom: everybody, at every width, in the dark, by keyboard, whatever is written there."""
