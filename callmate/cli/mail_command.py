"""Reads an e-mail or a PEC receipt into a case; clocks start and stop by it."""

import os
from pathlib import Path

from callmate.cli import terminal
from callmate.cli.context import Context
from callmate.cli.parser import Arguments, Grammar, Option, Word, yes_or_no
from callmate.documents.case_paper import sealed_case
from callmate.letters.mail_in_case import file_mail
from callmate.locale.messages import _
from callmate.rulebook.countries import country_of
from callmate.services.case_desk import CaseDesk
from callmate.services.desk import now
from callmate.services.mail.filing import MailNotFiledError, MailThereError
from callmate.store.places import fresh_id

_FAILED = 1


def grammar() -> Grammar:
    """What may be typed after it."""
    return Grammar(
        "mail",
        _(
            "Reads a message that your mail program saved as .eml into a case: a PEC receipt of"
            " acceptance or of delivery, a reply, a letter you sent. It is filed with its own date"
            " and author. A signature is not judged, and nothing in it is opened."
        ),
        (
            Word(
                _("CASE"),
                _("The beginning of the case's id, as “callmate cases” shows it."),
                _("Say which case, by the beginning of its id; “callmate cases” shows them."),
            ),
            Word(_("FILE"), _("The .eml file."), _("Name the .eml file.")),
        ),
        (
            Option(
                "--answers",
                _("Says whether a reply answers what you asked: yes or no."),
                _("YES|NO"),
            ),
        ),
    )


def run(context: Context, arguments: Arguments) -> int:
    """File it and return the exit status."""
    answers = arguments.value("--answers", yes_or_no)
    case_id, path = context.cases.find(arguments.words[0]), Path(arguments.words[1])
    told = sealed_case(context.cabinet, context.cases, case_id).told
    country = country_of(context.settings.country, os.environ)
    desk = CaseDesk(context.cases, fresh_id, now)
    try:
        filed = file_mail(context.cabinet, desk, told, path, country=country, clock=now)
    except MailThereError as error:
        if error.reply and answers is not None:
            desk.judge(told.case, error.reply, answers=answers)
            terminal.say(_("Noted whether it answers."))
            return 0
        terminal.say(str(error))
        return _FAILED
    except MailNotFiledError as error:
        terminal.say(str(error))
        return _FAILED
    terminal.say(filed.said)
    if filed.reply and answers is not None:
        desk.judge(filed.case, filed.reply, answers=answers)
    elif filed.reply:
        terminal.say(
            _("If you know whether it answers what you asked, type it: --answers yes, or no.")
        )
    return 0
