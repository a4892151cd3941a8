"""Mail through a server of the intranet: STARTTLS unless the file says otherwise, and a login."""

import smtplib
import ssl
from contextlib import suppress
from email.message import EmailMessage
from email.utils import formatdate

from metrics.telling.deliveries.parcel import NotDelivered, Parcel, Unsure, variable, without
from metrics.telling.rules import MailSettings

_DOCX = ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document")


def deliver(parcel: Parcel, settings: MailSettings) -> None:
    """Send the text with the document attached. The certificate of the server is always checked."""
    host = f"{settings.host}:{settings.port}"
    password = variable(settings.password_from) if settings.password_from else ""
    try:
        with _connected(settings, password) as server:
            try:
                server.send_message(_mail(parcel, settings))
            except (smtplib.SMTPServerDisconnected, OSError) as error:
                if isinstance(error, smtplib.SMTPException) and not isinstance(
                    error, smtplib.SMTPServerDisconnected
                ):
                    raise  # the server answered
                raise Unsure(host, without(str(error), password)) from error
            _leave(server)
    except Unsure:
        raise
    except smtplib.SMTPException as error:
        code, why = _answer(error)
        again = not 500 <= code < 600 and not isinstance(error, smtplib.SMTPNotSupportedError)
        raise NotDelivered("tell-why-refused", host, without(why, password), again) from error
    except OSError as error:
        why = without(error.strerror or str(error), password)
        again = not isinstance(error, ssl.SSLCertVerificationError)
        raise NotDelivered("tell-why-unreachable", host, why, again) from error


class _Server(smtplib.SMTP):
    """A server that is left without a word: after the mail was taken nothing else matters."""

    def __exit__(self, *args: object) -> None:
        self.close()


class _SecureServer(smtplib.SMTP_SSL):
    def __exit__(self, *args: object) -> None:
        self.close()


def _connected(settings: MailSettings, password: str) -> smtplib.SMTP:
    context = ssl.create_default_context(cafile=settings.ca_file)
    at = (settings.host, settings.port)
    if settings.security == "tls":
        server: smtplib.SMTP = _SecureServer(*at, timeout=settings.timeout, context=context)
    else:
        server = _Server(*at, timeout=settings.timeout)
    try:
        if settings.security == "starttls":
            server.starttls(context=context)
        if settings.login:
            server.login(settings.login, password)
    except BaseException:
        server.close()
        raise
    return server


def _mail(parcel: Parcel, settings: MailSettings) -> EmailMessage:
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = parcel.title, settings.sender, parcel.address
    mail["Date"] = formatdate(localtime=True)
    mail["Message-ID"] = f"<{parcel.id}@{settings.sender.partition('@')[2]}>"
    mail.set_content(f"{parcel.text}\n")
    main, sub = _DOCX
    mail.add_attachment(parcel.document, maintype=main, subtype=sub, filename=f"{parcel.name}.docx")
    return mail


def _leave(server: smtplib.SMTP) -> None:
    with suppress(smtplib.SMTPException, OSError):
        server.quit()


def _answer(error: smtplib.SMTPException) -> tuple[int, str]:
    """The code of a server's refusal (0: none) and its words."""
    code: int
    text: bytes | str
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, text = next(iter(error.recipients.values()))
    elif isinstance(error, smtplib.SMTPResponseException):
        code, text = error.smtp_code, error.smtp_error
    else:
        return 0, str(error)
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)
    return int(code), f"{code} {words}"
