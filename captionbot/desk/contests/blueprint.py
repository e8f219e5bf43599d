"""The one blueprint on which the pages of a contest and the acts upon it hang."""

from flask import Blueprint

pages = Blueprint("contests", __name__)
