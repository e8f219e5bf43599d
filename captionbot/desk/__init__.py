"""The desk: the staff's web page. It shows the record and writes staff's word into it, which the next tick does.

It never speaks to Facebook, and looking at it changes nothing.
"""
