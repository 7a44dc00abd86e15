"""From a brief to a saved draft, as a person sees it."""


async def test_a_brief_becomes_a_card_and_a_saved_draft(ana):
    await ana.opens("/compose Dark mode is here")
    assert await ana.submits(_provider="sample") == {}
    await ana.sees_no_form()
    card = await ana.sees("Dark mode is here", "LinkedIn · variant 1 of 2", "not saved yet")
    await card.click("Save draft")
    await ana.sees("saved as draft", without=["Save draft"])
    await ana.says("/drafts")
    await ana.sees("Dark mode is here", "LinkedIn", "Open")


async def test_what_is_wrong_is_said_at_the_field_and_nothing_typed_is_lost(ana):
    await ana.opens("/compose")
    await ana.chooses("_provider", "sample")
    complaints = await ana.submits(topic="x" * 1_001, tone="witty", variants=9)
    assert "Take out 1" in complaints["topic"]
    assert complaints["variants"]
    assert ana.form.body["state"]["values"]["topic"]["value"]["value"] == "x" * 1_001
