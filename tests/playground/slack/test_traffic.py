from playground.slack.fixtures import ANA, GENERAL
from playground.slack.traffic import HIDDEN, Traffic


def test_tokens_and_secrets_are_hidden_wherever_they_stand():
    traffic = Traffic(lambda: 1.0, ["s3cr3t"])
    payload = {
        "token": "x",
        "deep": [{"text": "my xoxb-123-abc and s3cr3t"}],
        "authorization": {"any": "thing"},
        "number": 5,
    }
    traffic.note("from app", "call", payload, "bad xapp-1-A")

    (entry,) = traffic
    assert entry.payload == {
        "token": HIDDEN,
        "deep": [{"text": f"my {HIDDEN} and {HIDDEN}"}],
        "authorization": HIDDEN,
        "number": 5,
    }
    assert entry.error == f"bad {HIDDEN}"


def test_only_the_last_thousand_are_kept():
    traffic = Traffic(lambda: 1.0)
    for number in range(1100):
        traffic.note("to app", "x", number)

    assert (len(traffic), traffic.count) == (1000, 1100)
    assert [e.payload for e in traffic.newest(2)] == [1099, 1098]


async def test_a_conversation_leaves_its_trace(app, connected, people, workspace, client):
    @app.command("/note")
    async def note(ack, client):
        await ack("ok")
        await client.chat_postMessage(channel=GENERAL, text="Noted")

    await people.say(ANA, GENERAL, "/note")
    await workspace.until(lambda: [e for e in workspace.traffic if e.kind == "chat.postMessage"])

    kinds = [(e.direction, e.kind) for e in workspace.traffic]
    assert kinds.index(("to app", "/note")) < kinds.index(("from app", "/note ack"))
    assert "xoxb-" not in str(list(workspace.traffic))
    assert "xapp-" not in str(list(workspace.traffic))


async def test_what_was_noted_is_a_copy(workspace):
    payload = {"text": "before"}
    workspace.traffic.note("to app", "x", payload)
    payload["text"] = "after"

    assert workspace.traffic.newest(1)[0].payload == {"text": "before"}
