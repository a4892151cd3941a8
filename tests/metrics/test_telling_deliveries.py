"""Deliveries to real servers: what arrives, what is refused, and what nobody can know."""

import base64
import hashlib
import hmac
import io
from urllib.parse import parse_qs, urlsplit

import pytest
from docx import Document

from metrics.telling.deliveries import drop_folder, smtp, webhook
from metrics.telling.deliveries.parcel import NotDelivered, Parcel, Unsure
from metrics.telling.document import telling_document
from metrics.telling.rules import FolderSettings, MailSettings, WebhookSettings
from tests.metrics.telling_servers import free_port, mail_server, robot_server

PASSWORD = "p-geheim"


@pytest.fixture
def parcel(tmp_path) -> Parcel:
    document = telling_document("东屏区", [("逾期", "东屏区逾期")], "依据", _day(), "zh")
    more = tuple(f"另有 {n} 项" for n in range(1, 3))
    lines = ("一：东屏区逾期 19 件。", "二：" + "长" * 300)
    return Parcel("ab12", "东屏区", "d@x.cn", "告知（2 项）", lines, "依据：s@2", more, document,
                  "2025-11-03-ab12", tmp_path)  # fmt: skip


def _day():
    from datetime import date

    return date(2025, 11, 3)


def cells(content: bytes) -> list[str]:
    document = Document(io.BytesIO(content))
    return [cell.text for row in document.tables[0].rows for cell in row.cells]


def test_a_folder_gets_the_text_and_the_document(parcel, tmp_path):
    drop_folder.deliver(parcel, FolderSettings(type="folder"))
    folder = tmp_path / "told" / "东屏区"
    assert "一：东屏区逾期 19 件。" in (folder / "2025-11-03-ab12.txt").read_text("utf-8")
    assert "东屏区逾期" in cells((folder / "2025-11-03-ab12.docx").read_bytes())
    assert len(list(folder.iterdir())) == 2


@pytest.mark.parametrize("name", ["../../etc", "a/b", "..", "C:\\x"])
def test_a_recipients_name_leads_out_of_no_folder(name):
    assert not {"/", "\\", ".", ":"} & set(drop_folder.file_name(name))


def test_a_folder_that_cannot_be_written_is_told(parcel, tmp_path):
    (tmp_path / "told").write_text("a file")
    with pytest.raises(NotDelivered):
        drop_folder.deliver(parcel, FolderSettings(type="folder"))


@pytest.fixture
def mail(tmp_path, monkeypatch):
    monkeypatch.setenv("MAIL_PASSWORD", PASSWORD)
    with mail_server(tmp_path, "kaoping", PASSWORD) as (box, port, cert):
        settings = MailSettings(
            type="smtp", host="localhost", port=port, sender="k@x.cn", login="kaoping",
            password_from="MAIL_PASSWORD", ca_file=str(cert), timeout=5,
        )  # fmt: skip
        yield box, settings


def test_mail_arrives_encrypted_with_its_document(parcel, mail):
    box, settings = mail
    smtp.deliver(parcel, settings)
    (got,) = box.mails
    assert box.secure == [True]
    assert (
        got["Subject"] == "告知（2 项）" and got["To"] == "d@x.cn" and "ab12" in got["Message-ID"]
    )
    assert "一：东屏区逾期 19 件。" in got.get_body().get_content()
    (attached,) = got.iter_attachments()
    assert attached.get_filename() == "2025-11-03-ab12.docx"
    assert "东屏区逾期" in cells(attached.get_content())


@pytest.mark.parametrize(("answer", "again"), [("451 later", True), ("554 no", False)])
def test_a_mail_server_that_refuses_is_believed(parcel, mail, answer, again):
    box, settings = mail
    box.answers = [answer]
    with pytest.raises(NotDelivered) as error:
        smtp.deliver(parcel, settings)
    assert error.value.again is again and answer in error.value.text("zh")


def test_a_wrong_password_is_told_and_stands_in_no_message(parcel, mail, monkeypatch):
    box, settings = mail
    monkeypatch.setenv("MAIL_PASSWORD", "falsch")
    with pytest.raises(NotDelivered) as error:
        smtp.deliver(parcel, settings)
    assert not error.value.again and "falsch" not in error.value.text("zh") and not box.mails


def test_no_password_is_sent_to_a_server_that_nobody_vouches_for(parcel, mail):
    box, settings = mail
    with pytest.raises(NotDelivered) as error:
        smtp.deliver(parcel, settings.model_copy(update={"ca_file": None}))
    assert not error.value.again and not box.asked


def test_a_server_that_hangs_up_over_the_mail_leaves_it_unsure(parcel, mail):
    """It may have taken it: to send it again would be to send it twice."""
    box, settings = mail

    async def hang_up(server, session, envelope):
        server.transport.close()
        return "250 taken"

    box.handle_DATA = hang_up
    with pytest.raises(Unsure):
        smtp.deliver(parcel, settings)


def test_a_mail_server_that_is_not_there_is_asked_again(parcel, mail):
    _, settings = mail
    with pytest.raises(NotDelivered) as error:
        smtp.deliver(parcel, settings.model_copy(update={"port": free_port()}))
    assert error.value.again


def robot(form: str, **more) -> WebhookSettings:
    return WebhookSettings(type="webhook", form=form, url_from="ROBOT_URL", timeout=5, **more)


@pytest.fixture
def listening(monkeypatch):
    with robot_server({"errcode": 0, "errmsg": "ok"}) as found:
        monkeypatch.setenv("ROBOT_URL", found.url)
        monkeypatch.setenv("ROBOT_SECRET", "s-geheim")
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.delenv(name, raising=False)
        yield found


def test_wecom_gets_its_form_cut_to_what_it_takes(parcel, listening):
    webhook.deliver(parcel, robot("wecom"))
    (body,) = listening.bodies
    assert body == {"msgtype": "text", "text": {"content": f"{parcel.title}\n{parcel.text}"}}
    long = Parcel(**vars(parcel) | {"lines": (parcel.lines[0], "长" * 900)})
    webhook.deliver(long, robot("wecom"))
    content = listening.bodies[1]["text"]["content"]
    assert content.endswith("一：东屏区逾期 19 件。\n另有 1 项") and len(content.encode()) <= 2048


def test_dingtalk_is_signed_in_the_address(parcel, listening):
    webhook.deliver(parcel, robot("dingtalk", secret_from="ROBOT_SECRET"), lambda: 1762300800.5)
    asked = parse_qs(urlsplit(listening.paths[0]).query)
    signed = hmac.new(b"s-geheim", b"1762300800500\ns-geheim", hashlib.sha256).digest()
    assert asked["timestamp"] == ["1762300800500"] and asked["key"] == ["k-geheim"]
    assert asked["sign"] == [base64.b64encode(signed).decode()]
    assert listening.bodies[0]["msgtype"] == "text"


def test_feishu_is_signed_in_the_body(parcel, listening):
    listening.answers = [(200, {"code": 0, "msg": "success"})]
    webhook.deliver(parcel, robot("feishu", secret_from="ROBOT_SECRET"), lambda: 1762300800.5)
    (body,) = listening.bodies
    signed = hmac.new(b"1762300800\ns-geheim", b"", hashlib.sha256).digest()
    assert body["timestamp"] == "1762300800" and body["sign"] == base64.b64encode(signed).decode()
    assert body["msg_type"] == "text" and parcel.text in body["content"]["text"]


def test_an_own_form_is_filled(parcel, listening):
    form = {"to": ["x", 1], "subject": "[{title}]", "deep": {"text": "{text} {title}"}}
    webhook.deliver(parcel, robot("own", body=form))
    (body,) = listening.bodies
    assert body["to"] == ["x", 1] and body["subject"] == "[告知（2 项）]"
    assert body["deep"]["text"] == f"{parcel.text} {parcel.title}"


@pytest.mark.parametrize(
    ("answer", "again"),
    [
        ((200, {"errcode": 93000, "errmsg": "invalid key k-geheim"}), False),
        ((200, {"errcode": 45009, "errmsg": "too often"}), True),
        ((200, "welcome"), False),  # a page of a proxy that wants a login
        ((200, {}), False),
        ((302, {}), False),  # what is sent on goes to nobody knows whom
        ((403, {}), False),
        ((429, {}), True),
        ((502, {}), True),
    ],
)
def test_a_robot_that_does_not_say_that_it_took_it_did_not(parcel, listening, answer, again):
    listening.answers = [answer]
    with pytest.raises(NotDelivered) as error:
        webhook.deliver(parcel, robot("wecom"))
    assert error.value.again is again and "geheim" not in error.value.text("zh")
    assert len(listening.bodies) == 1


def test_a_robot_that_hangs_up_leaves_it_unsure(parcel, listening):
    listening.answers = [None]
    with pytest.raises(Unsure) as error:
        webhook.deliver(parcel, robot("wecom"))
    assert "geheim" not in error.value.text("zh")


@pytest.mark.parametrize(
    ("url", "again"), [("", False), ("file:///etc/passwd", False), ("http://127.0.0.1:9/x", True)]
)
def test_an_address_that_leads_to_nothing_is_told(parcel, listening, monkeypatch, url, again):
    monkeypatch.setenv("ROBOT_URL", url)
    with pytest.raises(NotDelivered) as error:
        webhook.deliver(parcel, robot("wecom"))
    assert error.value.again is again
