"""The Page through facebook-sdk: the one door to Facebook.

From the wire upwards: ``transport`` makes one call, ``answers`` says what its answer means by the table in ``codes``,
``pace`` keeps within Facebook's limits, ``walking`` reads an edge to its end, the next page ``ahead`` of its reader,
``reading`` turns JSON into our words, and ``page`` is all that the rooms see. What leaves this folder is a frozen
dataclass or one of our own errors, and no text that carries the token.
"""
