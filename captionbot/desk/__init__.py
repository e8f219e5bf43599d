"""The desk: the staff's web page. For now one page that shows how things stand, on this machine only.

The desk reads the database and nothing else; it never speaks to Facebook.
"""
