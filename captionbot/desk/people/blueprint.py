"""The one blueprint on which the pages about people hang."""

from flask import Blueprint

pages = Blueprint("people", __name__)
