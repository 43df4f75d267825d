"""Everything else (Slack, Teams, Matrix, Signal and a hundred more) by Apprise, the extra `wiretrace[alerts]`."""

from __future__ import annotations

from crawler.alerts.message import Message
from crawler.errors import NotSent


def send_by_apprise(url: str, message: Message) -> None:
    """Send a message to the services of an Apprise URL (several with commas). Raises NotSent.

    Apprise does not say why a service refused, nor does it pass an id on: a message that is sent again after a kill comes twice.
    """
    try:
        import apprise  # noqa: PLC0415  # an extra
    except ImportError:
        raise NotSent("Apprise is not installed: pip install 'wiretrace[alerts]'", lasting=True) from None
    services = apprise.Apprise()
    if not services.add(url):
        raise NotSent("Apprise does not know this kind of address", lasting=True)
    if not services.notify(body=message.text, title=message.title, body_format=apprise.NotifyFormat.MARKDOWN):
        raise NotSent("Apprise could not deliver it to every service")
