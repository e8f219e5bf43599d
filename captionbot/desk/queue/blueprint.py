"""What the pages of the queue hang on."""

from flask import Blueprint

pages = Blueprint("queue", __name__)
