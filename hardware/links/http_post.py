"""One question and its answer over HTTP, blocking, with a time-out: how IPP travels."""

import http.client
from urllib.parse import urlsplit

from hardware.ports.faults import BadFrame, DeviceSilent, DeviceUnplugged

IPP_PORT = 631


def post(url: str, body: bytes, *, content_type: str, device: str, timeout_seconds: float) -> bytes:
    """Send `body` to an `ipp://` or `http://` address and give the body of the answer.

    Raises `DeviceUnplugged` when nobody takes the connection, `DeviceSilent` when no whole answer comes in time,
    `BadFrame` when the answer is no success.
    """
    address = urlsplit(url)
    connection = http.client.HTTPConnection(
        address.hostname or "localhost", address.port or IPP_PORT, timeout=timeout_seconds
    )
    try:
        try:
            connection.connect()
        except TimeoutError as error:
            raise DeviceSilent(device=device, waited_seconds=timeout_seconds) from error
        except OSError as error:
            raise DeviceUnplugged(device=device) from error
        try:
            connection.request("POST", address.path or "/", body, {"Content-Type": content_type})
            response = connection.getresponse()
            data = response.read()
        except (OSError, http.client.HTTPException) as error:
            raise DeviceSilent(device=device, waited_seconds=timeout_seconds) from error
    finally:
        connection.close()
    if response.status != http.client.OK:
        raise BadFrame(device=device, reason=f"HTTP {response.status}")
    return data
