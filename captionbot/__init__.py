"""captionbot: a weekly "beat the caption" contest on a Facebook Page."""

__version__ = "0.1.0"
