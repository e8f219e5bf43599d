"""The pretend Graph API: a request becomes a call, a call is answered from the world in Meta's own shapes."""
