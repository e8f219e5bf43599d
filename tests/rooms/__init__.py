"""The rooms: saying a thing once, staff's word, the tick. Facebook is pretended in memory here."""
