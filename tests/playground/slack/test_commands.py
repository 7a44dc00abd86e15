from playground.slack.fixtures import ANA, GENERAL


async def test_a_command_reaches_the_app_and_its_answer_is_private(app, connected, people, workspace):
    @app.command("/note")
    async def note(ack, command):
        await ack(f"Noted: {command['text']}")

    await people.say(ANA, GENERAL, "/note  buy *milk* & <eggs> ")

    channel = workspace.channels[GENERAL]
    answer = list(channel.messages.values())[-1]
    assert answer["text"] == "Noted: buy *milk* & <eggs>"
    assert channel.only_for[answer["ts"]] == ANA
