"""The walk of docs/tour.md works as it says, and shows the pictures that are taken on it."""

import re
from pathlib import Path

from tests.browser.screenshots import FOLDER
from tests.browser.tour import walk

TOUR = Path(__file__).parents[2] / "docs" / "tour.md"


async def test_the_tour_can_be_walked_and_its_pictures_are_all_there(ana, ben):
    taken = []

    async def shoot(name, what):
        await what.page.bring_to_front()  # a tab behind another one takes seconds to draw
        assert (await what.bounding_box())["height"] > 0
        assert len(await what.screenshot()) > 1_000
        taken.append(name)

    for person in (ana, ben):
        await person.page.set_viewport_size({"width": 1200, "height": 1600})
    await walk(ana, ben, shoot)

    shown = re.findall(r"!\[[^\]]{20,}\]\(images/tour/([\w-]+)\.png\)", TOUR.read_text())
    assert sorted(shown) == sorted(taken)
    assert {path.stem for path in FOLDER.glob("*.png")} == set(taken)
