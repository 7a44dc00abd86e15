"""Every provider that comes with Galley has a form that Slack takes and that reads back."""

import pytest

from bot.blocks.form import check_drawable, form_of, parse, sketch
from providers import BUILT_IN, CAMPAIGNS
from providers.sample import Sample
from tests.bot.blocks.kitchen import drawn, sent

PROVIDERS = [*BUILT_IN, *CAMPAIGNS, Sample]


@pytest.mark.parametrize("provider", PROVIDERS, ids=lambda provider: provider.name)
class TestEveryProvider:
    def test_can_be_drawn(self, provider):
        check_drawable(provider.request_model)

    def test_names_its_fields_so_that_none_is_taken_for_one_of_ours(self, provider):
        assert not [f.name for f in form_of(provider.request_model) if f.name.startswith("_")]

    def test_reads_an_untouched_form_as_its_defaults(self, provider):
        model = provider.request_model
        expected = sketch(model, {})
        blocks = drawn(model, {model.prompt_field: expected.prompt})
        assert parse(model, sent(blocks), vendor=provider.label) == expected
