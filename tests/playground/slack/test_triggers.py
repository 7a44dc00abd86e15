from playground.slack.fixtures import ANA
from tests.playground.slack.kit import modal, plain, refused


async def test_a_trigger_opens_one_modal(client, workspace):
    trigger = workspace.triggers.issue(ANA)
    await client.views_open(trigger_id=trigger, view=modal())

    await refused(client.views_open(trigger_id=trigger, view=modal()), "exchanged_trigger_id")
    assert len(workspace.views.stack(ANA)) == 1


async def test_a_trigger_lives_three_seconds(client, workspace, clock):
    trigger = workspace.triggers.issue(ANA)
    clock.forward(3.1)

    await refused(client.views_open(trigger_id=trigger, view=modal()), "expired_trigger_id")


async def test_a_trigger_works_just_in_time(client, workspace, clock):
    trigger = workspace.triggers.issue(ANA)
    clock.forward(2.5)

    await client.views_open(trigger_id=trigger, view=modal())


async def test_an_invented_trigger_is_invalid(client):
    await refused(client.views_open(trigger_id="1.2.3", view=modal()), "invalid_trigger_id")


async def test_a_malformed_view_does_not_spend_the_trigger(client, workspace):
    trigger = workspace.triggers.issue(ANA)
    bad = modal(title=plain("A title that is longer than it may be"))
    answer = await refused(client.views_open(trigger_id=trigger, view=bad), "invalid_arguments")

    assert answer["response_metadata"]["messages"] == [
        "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"
    ]
    await client.views_open(trigger_id=trigger, view=modal())


async def test_a_full_stack_does_not_spend_the_trigger(client, workspace):
    await client.views_open(trigger_id=workspace.triggers.issue(ANA), view=modal())
    for _ in range(2):
        await client.views_push(trigger_id=workspace.triggers.issue(ANA), view=modal())

    trigger = workspace.triggers.issue(ANA)
    await refused(client.views_push(trigger_id=trigger, view=modal()), "push_limit_reached")
    await client.views_open(trigger_id=trigger, view=modal())
