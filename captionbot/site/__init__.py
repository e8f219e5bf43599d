"""The hall of fame: a static site of everything that was announced, written into a folder.

``publishing`` is its face. ``announced`` says what is public of the record, ``hanging`` what of it stands on which page
(``facts``), and ``drawing`` draws that; ``feed``, ``pictures`` and ``slips`` make the other files. ``folder`` and
``manifest`` keep to what is ours in the folder, ``places`` to where one may stand, ``tracing`` tells whether to look.
"""
