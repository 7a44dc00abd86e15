import pytest

from playground.page.mrkdwn import as_typed


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*bold* _slanted_ ~gone~", "<b>bold</b> <i>slanted</i> <s>gone</s>"),
        ("*bold _and slanted_*", "<b>bold <i>and slanted</i></b>"),
        ("2*3*4 snake_case_name ~", "2*3*4 snake_case_name ~"),
        ("* not bold *", "* not bold *"),
        ("`*code* <!here>`", "<code>*code* &lt;!here&gt;</code>"),
        ("before\n```\na *b*\n```", "before<pre>a *b*</pre>"),
        ("&lt;b&gt; &amp;amp; <i", "&lt;b&gt; &amp;amp; &lt;i"),
        ("said:\n> one\n&gt; two\nend", "said:<blockquote>one\ntwo</blockquote>end"),
        (":tada: :no_such_thing:", "🎉 :no_such_thing:"),
        ("10:30:15", "10:30:15"),
        ("<@U2>", '<span class="mention">@Ben Okafor</span>'),
        ("<@U1|ana>", '<span class="mention me">@Ana Ruiz</span>'),
        ("<@U9>", '<span class="mention">@U9</span>'),
        ("<#C1|old-name>", '<span class="mention">#general</span>'),
        ("<!channel>", '<span class="mention me">@channel</span>'),
        ("<!subteam^S1|@team>", '<span class="mention">@team</span>'),
        ("<!date^0^{date}|long ago>", "long ago"),
    ],
)
def test_mrkdwn_is_drawn_as_slack_draws_it(mrkdwn, text, html):
    assert mrkdwn(text) == html


@pytest.mark.parametrize(
    ("text", "href", "label"),
    [
        ("<https://a.test/?x=1&amp;y=2|site>", "https://a.test/?x=1&amp;y=2", "site"),
        ("see https://a.test/a_b_c.", "https://a.test/a_b_c", "https://a.test/a_b_c"),
        ("<mailto:a@b.test>", "mailto:a@b.test", "a@b.test"),
    ],
)
def test_addresses_become_links_that_tell_their_target_nothing(mrkdwn, text, href, label):
    link = f'<a href="{href}" target="_blank" rel="noopener noreferrer">{label}</a>'

    assert link in mrkdwn(text)


def test_a_link_that_would_run_code_is_only_its_label(mrkdwn):
    assert mrkdwn("<javascript:alert(1)|click>") == "click"


def test_plain_text_is_literal(mrkdwn):
    text = "<!channel> *bold* <@U1> &amp; :tada:"

    drawn = mrkdwn.text_object({"type": "plain_text", "text": text, "emoji": False})

    assert drawn == "&lt;!channel&gt; *bold* &lt;@U1&gt; &amp;amp; :tada:"


def test_plain_text_may_name_emoji(mrkdwn):
    assert mrkdwn.text_object({"type": "plain_text", "text": "*Done* :tada:"}) == "*Done* 🎉"


def test_a_message_is_edited_as_it_was_typed(mrkdwn):
    text = "Hi <@U2>, see <#C1|general> &amp; <https://a.test> <!here>"

    assert as_typed(text, mrkdwn.names) == "Hi @ben, see #general & https://a.test @here"
