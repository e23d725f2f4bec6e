"""Leads every connection to the sandbox that plays amoCRM; the name it asks for stays."""

import os
import socket

HOST, PORT = os.environ["SANDBOX"].split(":")


class Led(socket.socket):
    def connect(self, address):
        return super().connect((HOST, int(PORT)))


def getaddrinfo(host, port, *args, **kwargs):
    return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (HOST, 443))]


socket.socket = Led
socket.getaddrinfo = getaddrinfo
