"""What Ocoya is asked, to the byte and by its own OpenAPI document, and every bound of its fields."""

import json

import pytest
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from bot.blocks.form import FormErrors, form_of, parse
from bot.domain.platforms import Platform
from playground.vendors.ocoya.contract import document, draft_body
from providers.ocoya.request import Length, OcoyaAnywhereRequest, OcoyaRequest, Tone
from tests.providers.doubles import BASE
from tests.providers.ocoyas import KEY, POST, TOPIC, WORKSPACE, brief_of, reply

EVERYTHING = {
    "tone": "founder_led",
    "length": "extra_long",
    "brand": "cmayw38dz00047apsue9nw4tf",
    "hashtag_library": "cmayw7l5200067apsmz2tv7e8",
    "social_profiles": ("clh49poxf008x8kov4ncbjty9", "clh49q2c100908kovx1insta0"),
    "generate_image": True,
    "reference_urls": ("https://example.com/reference.png?x=1", "http://example.org/b"),
    "reference_designs": ("design_123",),
}


async def sent(provider, server, **fields):
    server.answers = [reply({"postGroupId": POST}, 201)]
    await provider.start(brief_of(provider, **fields), key="run-1")
    (request,) = server.requests
    return request


def validator():
    return Draft202012Validator(draft_body())


async def test_the_call_goes_to_the_workspace_with_the_key(ocoya, server):
    request = await sent(ocoya, server)

    assert (request.method, str(request.url)) == ("POST", f"{BASE}/post/ai?workspaceId={WORKSPACE}")
    assert dict(request.headers) == {
        "host": "vendor.test",
        "accept": "application/json",
        "accept-encoding": "gzip, deflate",
        "connection": "keep-alive",
        "user-agent": "Galley",
        "x-api-key": KEY,
        "content-type": "application/json",
        "content-length": str(len(request.content)),
    }


async def test_what_is_not_chosen_is_not_sent(ocoya, server):
    request = await sent(ocoya, server)

    assert json.loads(request.content) == {"prompt": TOPIC, "generateImage": False}


async def test_every_field_is_sent_under_the_vendors_name(ocoya, server):
    request = await sent(ocoya, server, **EVERYTHING)

    assert json.loads(request.content) == {
        "prompt": TOPIC,
        "brandId": "cmayw38dz00047apsue9nw4tf",
        "tone": "founder_led",
        "length": "extra_long",
        "socialProfileIds": ["clh49poxf008x8kov4ncbjty9", "clh49q2c100908kovx1insta0"],
        "hashtagLibraryId": "cmayw7l5200067apsmz2tv7e8",
        "generateImage": True,
        "referenceUrls": ["https://example.com/reference.png?x=1", "http://example.org/b"],
        "referenceDesignIds": ["design_123"],
    }


async def test_a_workspace_of_the_brief_goes_into_the_address_alone(ocoya_anywhere, server):
    request = await sent(ocoya_anywhere, server, workspace="cm a&b", **EVERYTHING)

    assert str(request.url) == f"{BASE}/post/ai?workspaceId=cm+a%26b"
    assert "workspace" not in request.content.decode()


@pytest.mark.parametrize(
    "fields",
    [
        {},
        EVERYTHING,
        *({"tone": tone} for tone in Tone),
        *({"length": length} for length in Length),
        {"topic": "x" * 10},
        {"topic": "é" * 20_000},
    ],
)
async def test_what_is_sent_is_what_the_vendors_document_takes(ocoya, server, fields):
    request = await sent(ocoya, server, **fields)

    assert [*validator().iter_errors(json.loads(request.content))] == []


def test_every_field_of_the_vendors_document_can_be_sent():
    brief = OcoyaRequest(topic=TOPIC, **EVERYTHING)
    (post,) = document()["paths"].values()

    body = post["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert set(brief.wire) == set(body["properties"])
    assert [tone.value for tone in Tone] == body["properties"]["tone"]["enum"]
    assert [length.value for length in Length] == body["properties"]["length"]["enum"]


@pytest.mark.parametrize(("image", "seconds"), [(False, 120), (True, 180)])
async def test_drawing_may_take_longer_than_writing(ocoya, server, image, seconds):
    request = await sent(ocoya, server, generate_image=image)

    assert request.extensions["timeout"]["read"] == seconds


async def test_a_list_may_take_half_a_minute(ocoya, server):
    server.answers = [reply([])]

    await ocoya.choices("brand", {})

    assert server.requests[0].extensions["timeout"]["read"] == 30


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("topic", "x" * 9),
        ("topic", "   x        "),
        ("tone", "loud"),
        ("length", "endless"),
        ("brand", 7),
        ("reference_urls", ["no address"]),
        ("reference_urls", [f"https://example.com/{n}" for n in range(4)]),
        ("reference_designs", [f"design_{n}" for n in range(4)]),
        ("generate_image", "perhaps"),
        ("workspace", "cm1"),
        ("platforms", ["x"]),
    ],
)
def test_what_is_out_of_bounds_is_refused_here(field, value):
    with pytest.raises(ValidationError) as caught:
        OcoyaRequest(**{"topic": TOPIC, "generate_image": True, field: value})

    assert {error["loc"][0] for error in caught.value.errors()} >= {field}


@pytest.mark.parametrize(
    "fields",
    [
        {"reference_urls": [f"https://example.com/{n}" for n in range(3)]},
        {"reference_designs": [f"design_{n}" for n in range(3)]},
        {"social_profiles": [f"profile_{n}" for n in range(100)]},
    ],
)
def test_what_is_at_the_bounds_is_taken(fields):
    assert OcoyaRequest(topic=TOPIC, generate_image=True, **fields)


def state(model, **values):
    """A submission in which these fields are filled in."""
    inputs = {"generate_image": {"selected_options": []}, **values}
    return {name: {form_of(model)[name].action_id_for({}): value} for name, value in inputs.items()}


@pytest.mark.parametrize("model", [OcoyaRequest, OcoyaAnywhereRequest])
def test_references_without_an_image_are_complained_of_at_their_field(model):
    submission = state(
        model,
        topic={"value": TOPIC},
        reference_urls={"value": "https://example.com/a.png"},
        reference_designs={"selected_options": [{"value": "design_123"}]},
    )

    with pytest.raises(FormErrors) as caught:
        parse(model, submission, vendor="Ocoya")

    words = "These only guide the image: tick “Image”, or leave this empty."
    assert caught.value.by_block == {"reference_urls": words, "reference_designs": words}


def test_a_short_prompt_is_complained_of_in_the_vendors_name():
    with pytest.raises(FormErrors) as caught:
        parse(OcoyaRequest, state(OcoyaRequest, topic={"value": "Tea"}), vendor="Ocoya")

    words = "Write at least 10 characters — Ocoya needs that much to work with."
    assert caught.value.by_block == {"topic": words}


def test_a_form_without_a_fixed_workspace_asks_for_it_first():
    here, anywhere = form_of(OcoyaRequest), form_of(OcoyaAnywhereRequest)

    assert [field.name for field in anywhere if field.name != "workspace"] == [f.name for f in here]
    assert [field.name for field in anywhere][:2] == ["topic", "workspace"]
    assert [f.label for f in here] == [f.label for f in anywhere if f.name != "workspace"]


def test_what_a_workspace_has_depends_on_it():
    depends = {field.name: field.depends for field in form_of(OcoyaAnywhereRequest) if field.depends}

    assert depends == dict.fromkeys(
        ("brand", "hashtag_library", "social_profiles", "reference_designs"), ("workspace",)
    )
    assert not any(field.depends for field in form_of(OcoyaRequest))


def test_the_vendors_own_defaults_are_told_and_not_chosen():
    form = form_of(OcoyaRequest)

    assert (form["tone"].default, form["tone"].hint) == (None, "Vendor default: professional.")
    assert (form["length"].default, form["length"].hint) == (None, "Vendor default: medium.")


def test_a_draft_is_for_no_platform_in_particular():
    assert OcoyaRequest(topic=TOPIC).targets == (Platform.ANY,)


def test_references_belong_to_one_brief_and_the_rest_is_taste():
    others = set(OcoyaAnywhereRequest.model_fields) - OcoyaAnywhereRequest.lasting_fields()

    assert others == {"topic", "reference_urls", "reference_designs"}
