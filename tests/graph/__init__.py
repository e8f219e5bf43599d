"""The Page over a real wire: facebook-sdk, requests and urllib3 against sockets on loopback."""
