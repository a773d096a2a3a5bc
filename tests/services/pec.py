"""PEC receipts and messages made for tests, in the form in which providers send them."""

from base64 import encodebytes
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html import escape

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization.pkcs7 import PKCS7Options, PKCS7SignatureBuilder

SUBJECT = "reclamo scritto: Line dead"
MESSAGE = "<opec21010.20261124101500.1@pec.example>"
OWNER = "anna@pec.example"
COMPANY = "reclami@pec.zefiro.example"


def certificate(
    kind: str,
    at: datetime,
    *,
    to: str = COMPANY,
    error: str = "nessuno",
    subject: str = SUBJECT,
) -> str:
    """A ``daticert.xml``."""
    came = f"<consegna>{to}</consegna>" if kind == "avvenuta-consegna" else ""
    why = f"<errore-esteso>{error}</errore-esteso>" if error != "nessuno" else ""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<postacert tipo="{kind}" errore="{"altro" if why else "nessuno"}">
<intestazione>
<mittente>{OWNER}</mittente>
<destinatari tipo="certificato">{to}</destinatari>
<risposte>{OWNER}</risposte>
<oggetto>{escape(subject)}</oggetto>
</intestazione>
<dati>
<gestore-emittente>POSTA PEC S.p.A.</gestore-emittente>
<data zona="{at:%z}">
<giorno>{at:%d/%m/%Y}</giorno>
<ora>{at:%H:%M:%S}</ora>
</data>
<identificativo>opec21010.20261124101500</identificativo>
<msgid>{escape(MESSAGE)}</msgid>
<ricevuta tipo="completa"/>
{came}{why}
</dati>
</postacert>
"""


def receipt(kind: str, at: datetime, *, xml: str | None = None, subject: str = SUBJECT) -> bytes:
    """A receipt, signed as a provider signs it; the signature is none."""
    message = EmailMessage(policy=SMTP)
    message["X-Ricevuta"] = kind
    message["Date"] = format_datetime(at)
    message["Subject"] = f"{kind.rsplit('-', maxsplit=1)[-1].upper()}: {SUBJECT}"
    message["From"] = "posta-certificata@pec.example"
    message["To"] = OWNER
    message["Message-ID"] = f"<{kind}.{at:%H%M%S}@pec.example>"
    message["X-Riferimento-Message-ID"] = MESSAGE
    message.set_content(f"Ricevuta di {kind}\n\nIl giorno {at:%d/%m/%Y}.")
    message.make_mixed()
    body = (certificate(kind, at, subject=subject) if xml is None else xml).encode()
    message.add_attachment(body, maintype="application", subtype="xml", filename="daticert.xml")
    message.add_attachment(
        b"no signature", maintype="application", subtype="pkcs7-signature", filename="smime.p7s"
    )
    return message.as_bytes()


def reply(
    at: datetime,
    text: str = "Abbiamo verificato la linea.",
    *,
    author: str = "Ufficio Reclami <reclami@zefiro.example>",
    subject: str = "R: reclamo",
    **headers: str,
) -> bytes:
    """An ordinary e-mail."""
    message = EmailMessage(policy=SMTP)
    message["From"] = author
    message["To"] = "anna@example.org"
    message["Date"] = format_datetime(at)
    message["Subject"] = subject
    message["Message-ID"] = f"<{at:%H%M%S}@zefiro.example>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message.as_bytes()


def by_pec(at: datetime, inner: bytes) -> bytes:
    """A message that came by PEC: an envelope with the message within."""
    from email import message_from_bytes  # noqa: PLC0415 - only here
    from email.policy import default  # noqa: PLC0415 - only here

    message = EmailMessage(policy=SMTP)
    message["X-Trasporto"] = "posta-certificata"
    message["Date"] = format_datetime(at)
    message["Subject"] = "POSTA CERTIFICATA: R: reclamo"
    message["From"] = '"Per conto di: reclami@pec.zefiro.example" <posta-certificata@pec.example>'
    message["To"] = OWNER
    message.set_content("Messaggio di posta certificata")
    message.make_mixed()
    xml = certificate("posta-certificata", at).replace(f"<mittente>{OWNER}", f"<mittente>{COMPANY}")
    message.add_attachment(
        xml.encode(), maintype="application", subtype="xml", filename="daticert.xml"
    )
    message.add_attachment(message_from_bytes(inner, policy=default), filename="postacert.eml")
    return message.as_bytes()


def signed_block(content: bytes) -> bytes:
    """Something within its own signature, as DER: SignedData with the content in it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Zefiro Telecom")])
    begins = datetime(2026, 1, 1, tzinfo=UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + timedelta(days=365))
        .sign(key, SHA256())
    )
    signed = PKCS7SignatureBuilder().set_data(content).add_signer(certificate, key, SHA256())
    return signed.sign(Encoding.DER, [PKCS7Options.Binary])


def wrapped(inner: bytes, kind: str = "application/pkcs7-mime", **headers: str) -> bytes:
    """A message within its own signature; what stands outside is taken from it, as programs do."""
    from email import message_from_bytes  # noqa: PLC0415 - only here

    outside = {name: message_from_bytes(inner)[name] for name in ("From", "To", "Date", "Subject")}
    outside |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"{name}: {value}" for name, value in outside.items()]
    lines += [
        f'Content-Type: {kind}; smime-type=signed-data; name="smime.p7m"',
        'Content-Disposition: attachment; filename="smime.p7m"',
        *("Content-Transfer-Encoding: base64", "MIME-Version: 1.0", "", ""),
    ]
    return "\r\n".join(lines).encode() + encodebytes(signed_block(inner))
