"""E-mails and PEC receipts are read as they are; what is hostile is shown as text, and no more."""

import base64
import io
import zipfile
from datetime import datetime, timedelta, timezone
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from time import perf_counter

import pytest
from hypothesis import given, settings, strategies as st

from callmate.services.mail.message import NoMailError, read_mail
from callmate.services.mail.receipt import ReceiptKind, read_certificate
from tests.services.pec import (
    COMPANY,
    MESSAGE,
    OWNER,
    SUBJECT,
    by_pec,
    certificate,
    receipt,
    reply,
    signed_block,
    wrapped,
)

AT = datetime(2026, 11, 24, 10, 15, 7, tzinfo=timezone(timedelta(hours=1)))
HEAD = b"From: a@x.example\r\nDate: Tue, 24 Nov 2026 10:15:07 +0100\r\nSubject: s\r\n"


def test_a_receipt_is_read_whole() -> None:
    found = read_mail(receipt("avvenuta-consegna", AT)).receipt
    assert found is not None
    assert found.kind is ReceiptKind.DELIVERED
    assert found.at == AT
    assert (found.sender, found.recipients, found.delivered_to) == (OWNER, (COMPANY,), COMPANY)
    assert found.subject == SUBJECT
    assert f"<{found.message}>" == MESSAGE
    assert (found.error, found.provider) == ("", "POSTA PEC S.p.A.")


@pytest.mark.parametrize("kind", ReceiptKind)
def test_every_kind_of_the_rules_is_known(kind: ReceiptKind) -> None:
    found = read_certificate(certificate(kind.value, AT, error="casella piena").encode())
    assert found is not None
    assert (found.kind, found.error) == (kind, "casella piena")


def test_a_receipt_whose_certificate_cannot_be_read_is_known_by_its_headers() -> None:
    found = read_mail(receipt("accettazione", AT, xml="no certificate")).receipt
    assert found is not None
    assert (found.kind, found.at, found.subject) == (ReceiptKind.ACCEPTED, AT, SUBJECT)
    assert f"<{found.message}>" == MESSAGE


def test_a_bare_message_id_in_a_certificate_is_read() -> None:
    xml = certificate("accettazione", AT).replace("&lt;", "<").replace("&gt;", ">")
    found = read_certificate(xml.encode())
    assert found is not None
    assert f"<{found.message}>" == MESSAGE


BOMB = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "xml",
    [
        f'<!DOCTYPE p [<!ENTITY e0 "x">{BOMB}]><postacert tipo="accettazione">&e9;</postacert>',
        '<!DOCTYPE p SYSTEM "file:///etc/passwd"><postacert tipo="accettazione"/>',
        '<!DOCTYPE p [<!ENTITY x SYSTEM "/etc/passwd">]><postacert tipo="accettazione"/>',
        '<postacert tipo="accettazione">' + "<a>" * 5000 + "</a>" * 5000 + "</postacert>",
        '<postacert tipo="accettazione">' + "x" * 300_000 + "</postacert>",
        '<postacert tipo="poesia"/>',
        '<altro tipo="accettazione"/>',
        "<postacert",
        "",
        "\x00",
        '<?xml version="1.0" encoding="x-unheard-of"?><postacert tipo="accettazione"/>',
    ],
    ids=range(11),
)
def test_a_hostile_certificate_is_not_read(xml: str) -> None:
    began = perf_counter()
    assert read_certificate(xml.encode()) is None
    assert perf_counter() - began < 5


def test_an_impossible_moment_is_no_moment() -> None:
    xml = certificate("accettazione", AT).replace("24/11/2026", "31/02/2026")
    found = read_certificate(xml.encode())
    assert found is not None
    assert found.at is None


def test_a_reply_is_read() -> None:
    mail = read_mail(reply(AT, "Gentile cliente,\nperché no?"))
    assert (mail.name, mail.address) == ("Ufficio Reclami", "reclami@zefiro.example")
    assert (mail.sent_on, mail.subject) == (AT, "R: reclamo")
    assert mail.text == "Gentile cliente,\nperché no?"
    assert not mail.automatic
    assert mail.receipt is None


@pytest.mark.parametrize(
    "headers",
    [{"Auto_Submitted": "auto-replied"}, {"Precedence": "bulk"}, {"X_Autoreply": "yes"}],
)
def test_what_says_so_is_automatic(headers: dict[str, str]) -> None:
    assert read_mail(reply(AT, **headers)).automatic
    assert read_mail(reply(AT, author="noreply@zefiro.example")).automatic
    assert not read_mail(reply(AT, Auto_Submitted="no")).automatic


def test_what_came_by_pec_is_the_message_within() -> None:
    mail = read_mail(by_pec(AT + timedelta(minutes=1), reply(AT, "Accogliamo il reclamo.")))
    assert mail.by_pec
    assert mail.text == "Accogliamo il reclamo."
    assert (mail.address, mail.subject) == (COMPANY, "R: reclamo")
    assert mail.sent_on == AT + timedelta(minutes=1)


@pytest.mark.parametrize("kind", ["application/pkcs7-mime", "application/x-pkcs7-mime"])
def test_of_a_message_within_its_signature_nothing_is_read_but_the_outside(kind: str) -> None:
    mail = read_mail(wrapped(reply(AT, "Le paghiamo tutto."), kind))
    assert mail.wrapped
    assert (mail.text, mail.receipt, mail.by_pec) == ("", None, False)
    assert (mail.subject, mail.address, mail.sent_on) == (
        "R: reclamo",
        "reclami@zefiro.example",
        AT,
    )


def test_what_calls_itself_a_receipt_outside_its_signature_is_none() -> None:
    raw = wrapped(receipt("avvenuta-consegna", AT), X_Ricevuta="avvenuta-consegna")
    assert read_mail(raw).receipt is None


def test_a_message_within_its_signature_is_known_within_an_envelope_of_pec() -> None:
    mail = read_mail(by_pec(AT, wrapped(reply(AT))))
    assert (mail.wrapped, mail.by_pec, mail.text) == (True, True, "")


def test_a_signed_file_that_goes_with_words_wraps_nothing() -> None:
    message = message_from_bytes(reply(AT, "Vedi allegato."), policy=default)
    assert isinstance(message, EmailMessage)
    message.add_attachment(
        signed_block(b"contract"),
        maintype="application",
        subtype="pkcs7-mime",
        filename="c.pdf.p7m",
    )
    mail = read_mail(message.as_bytes())
    assert (mail.wrapped, mail.text, mail.attached) == (False, "Vedi allegato.", ("c.pdf.p7m",))


def test_of_html_only_words_are_left() -> None:
    html = (
        b"<html><head><title>t</title><style>p{}</style></head><body><p>Uno &amp; due</p>"
        b'<script>alert("x")</script><img src="https://track.example/1.png" onerror="x()">'
        b"<div>tre<br>quattro</div><a href='javascript:x()'>cinque</a></body></html>"
    )
    raw = HEAD + b"Content-Type: text/html; charset=utf-8\r\n\r\n" + html
    assert read_mail(raw).text == "Uno & due\ntre\nquattro\ncinque"


def nested(depth: int, inner: bytes = b"deep") -> bytes:
    raw = b"Content-Type: text/plain\r\n\r\n" + inner
    for level in range(depth):
        mark = b"b%d" % level
        raw = (
            b'Content-Type: multipart/mixed; boundary="' + mark + b'"\r\n\r\n--' + mark + b"\r\n"
        ) + (raw + b"\r\n--" + mark + b"--\r\n")
    return HEAD + raw


def zipped() -> bytes:
    """A hundred megabytes of nothing, in little room."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros", bytes(100_000_000))
    part = base64.encodebytes(held.getvalue())
    return (
        HEAD + b'Content-Type: application/zip; name="a.zip"\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\n" + part
    )


HOSTILE = {
    "deep": nested(3000),
    "deep enough": nested(50),
    "messages in messages": HEAD + b"Content-Type: message/rfc822\r\n\r\n" * 5000 + b"x",
    "many parts": HEAD
    + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n'
    + b"--b\r\nContent-Type: text/plain\r\n\r\nx\r\n" * 20_000,
    "boundary without end": HEAD + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n',
    "long line": HEAD + b"\r\n" + b"x" * 5_000_000,
    "long header": HEAD + b"X-Y: " + b"a," * 1_000_000 + b"\r\n\r\nx",
    "long author": b"From: " + b"<a@b.example>," * 200_000 + b"\r\nSubject: s\r\n\r\nx",
    "many headers": HEAD + b"X-Y: z\r\n" * 200_000 + b"\r\nx",
    "not base64": HEAD + b"Content-Transfer-Encoding: base64\r\n\r\n" + b"%%%=" * 1000,
    "uuencoded": HEAD + b"Content-Transfer-Encoding: x-uuencode\r\n\r\nbegin 666 x\n\xff\xff",
    "tags": HEAD + b"Content-Type: text/html\r\n\r\n" + b"<script" * 200_000,
    "entities": HEAD + b"Content-Type: text/html\r\n\r\n" + b"&amp" * 200_000,
    "comments": HEAD + b"Content-Type: text/html\r\n\r\n" + b"<!--" * 200_000,
    "year": b"From: a@x.example\r\nDate: Fri, 31 Dec 9999 23:59:59 -1400\r\n\r\nx",
    "date": b"From: a@x.example\r\nDate: Tue, 99 Nov 999999 99:99:99 +9999\r\n\r\nx",
    "encoded words": b"Subject: " + b"=?utf-8?q?x?=" * 50_000 + b"\r\n\r\nx",
    "broken words": b"Subject: =?utf-8?b?%%%?= =?x-no?q?=FF?= =?idna?q?xn--a?=\r\n\r\nx",
    "bytes": b"Subject: \xff\xfe\x00\r\nFrom: \xff@\xff\r\n\r\n\xff\xfe\x00\x1b[2J",
    "a zero in the name of its letters": HEAD
    + b'Content-Type: text/plain; charset="u\x00-8"\r\n\r\n\xf5',
    "a zero in the letters of that name": HEAD
    + b"Content-Type: text/plain; charset*=u\x00'en'utf-8\r\n\r\nx",
    "a zero in the letters of a name": HEAD
    + b"Content-Disposition: attachment; filename*=u\x00''a%41\r\n\r\nx",
    "name": HEAD + b'Content-Disposition: attachment; filename="../../etc/\x1b[2Jx"\r\n\r\nx',
    "name of many pieces": HEAD
    + b"Content-Disposition: attachment"
    + b"".join(b"; filename*%d=x" % place for place in range(5000))
    + b"\r\n\r\nx",
}


@pytest.mark.parametrize("name", [*HOSTILE, "zip"])
def test_a_hostile_message_is_read_as_text_and_in_time(name: str) -> None:
    raw = HOSTILE[name] if name in HOSTILE else zipped()
    began = perf_counter()
    mail = read_mail(raw)
    assert perf_counter() - began < 20
    assert len(mail.text) <= 20_000
    assert len(mail.subject) <= 2000
    assert "\n" not in mail.subject
    assert not any("/" in each or len(each) > 2000 for each in mail.attached)


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("iso-8859-1", "perché"),
        ("windows-1252", "costa 5 €"),
        ("utf-16", "perché"),
        ("x-unheard-of", "perch"),
        ("punycode", "perch"),
        ("unicode_escape", "perch"),
    ],
)
def test_letters_are_read_by_known_names_only(charset: str, text: str) -> None:
    known = charset in {"iso-8859-1", "windows-1252", "utf-16"}
    raw = text.encode(charset if known else "ascii")
    head = HEAD + b"Content-Type: text/plain; charset=" + charset.encode()
    coded = head + b"\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(raw)
    assert read_mail(coded).text == text


@pytest.mark.parametrize(
    "raw", [b"", b"hello", b"\x00" * 100, b"%PDF-1.7 \n x", b"{}", b"\r\n\r\n"]
)
def test_what_is_no_message_is_told_so(raw: bytes) -> None:
    with pytest.raises(NoMailError):
        read_mail(raw)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 900))
def test_whatever_is_broken_in_a_receipt_it_is_read_or_refused(piece: bytes, place: int) -> None:
    raw = receipt("avvenuta-consegna", AT)
    at = place * len(raw) // 900
    try:
        mail = read_mail(raw[:at] + piece + raw[at + len(piece) :])
    except NoMailError:
        return
    assert mail.receipt is None or mail.receipt.kind in set(ReceiptKind)
