"""The form that asks for a trial of the notices."""

from captionbot.desk.acting import ActForm


class TrialForm(ActForm):
    """That a notice be sent, to see whether notices arrive."""
