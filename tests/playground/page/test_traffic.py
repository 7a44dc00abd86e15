import pytest

from playground.page.traffic import about, coloured


@pytest.mark.parametrize(
    ("payload", "words"),
    [
        ({"type": "block_actions", "actions": [{"action_id": "save"}]}, "block_actions · save"),
        ({"type": "event_callback", "event": {"type": "app_home_opened"}}, "app_home_opened"),
        ({"command": "/compose", "user_id": "U1", "text": "hello"}, "/compose · U1 · hello"),
        ({"channel": "C1", "text": "x" * 200}, "C1 · " + "x" * 80),
        ("ok", ""),
    ],
)
def test_a_line_says_what_tells_a_payload_from_others(payload, words):
    assert about(payload) == words


def test_a_payload_is_drawn_as_json_and_escaped():
    drawn = coloured({"text": '<b>"hi"</b>', "ok": True, "n": 1.5})

    assert '<span class="key">&#34;text&#34;</span>: ' in drawn
    assert '<span class="string">&#34;&lt;b&gt;\\&#34;hi\\&#34;&lt;/b&gt;&#34;</span>' in drawn
    assert '<span class="other">true</span>' in drawn
    assert '<span class="other">1.5</span>' in drawn
