"""E-mails and PEC receipts, read into a case from the command line."""

import json
from datetime import timedelta

from callmate.domain.case import CaseFacts
from callmate.domain.entry import Sector
from callmate.services.case_desk import CaseDesk
from callmate.store.cases import Cases
from callmate.store.places import fresh_id
from tests.cli.conftest import START, Clock, Home
from tests.services.pec import receipt, reply


def test_receipts_and_a_reply_are_read_into_a_case(home: Home) -> None:
    facts = CaseFacts(name="Line dead", company="Zefiro", sector=Sector.COMMUNICATIONS)
    case = CaseDesk(Cases(home.places), fresh_id, Clock()).open(facts).id
    at = START - timedelta(hours=1)
    for name, raw in (
        ("accettazione", receipt("accettazione", at)),
        ("consegna", receipt("avvenuta-consegna", at + timedelta(minutes=2))),
        ("risposta", reply(at + timedelta(minutes=30))),
    ):
        (home.folder / f"{name}.eml").write_bytes(raw)
    assert "Filed as sent by PEC" in home.tells("mail", case, "accettazione.eml", status=0)
    assert "Delivered on" in home.tells("mail", case, "consegna.eml", status=0)
    assert "--answers" in home.tells("mail", case, "risposta.eml", status=0)
    assert "Noted" in home.tells("mail", case, "risposta.eml", "--answers=no", status=0)
    told = json.loads(home.says("case", case, "--json"))
    kinds = [entry["kind"] for entry in told["entries"]]
    assert kinds == ["opened", "happened", "delivered", "happened", "reply_judged"]
    assert told["entries"][-1]["answers"] is False


def test_what_cannot_be_filed_is_told_in_a_sentence(home: Home) -> None:
    case = CaseDesk(Cases(home.places), fresh_id, Clock()).open(CaseFacts(name="Line dead")).id
    (home.folder / "bill.eml").write_bytes(b"%PDF")
    assert "holds no e-mail" in home.tells("mail", case, "bill.eml", status=1)
    assert "cannot be read" in home.tells("mail", case, "nowhere.eml", status=1)
    assert "does not fit" in home.tells("mail", case, "bill.eml", "--answers=perhaps", status=2)
