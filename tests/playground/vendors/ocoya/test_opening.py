"""The SDK takes more than a second to import: nobody waits for it who does not come for the tools."""

import subprocess
import sys

from playground.vendors.ocoya.addresses import MCP

QUICK = """
import sys
from playground.vendors.ocoya import OcoyaSimulator

simulator = OcoyaSimulator()
simulator.routes()
assert [control.name for control in simulator.controls()]
assert [fact.value for fact in simulator.facts() if fact.label == "Connections"] == ["0"]
simulator.restart(), simulator.expire_tokens(), simulator.revoke_all()
assert simulator.grants == ()
print(sorted(name for name in sys.modules if name.partition(".")[0] in {"mcp", "mcp_types", "starlette"}))
"""


def test_a_simulator_that_nobody_comes_to_is_made_without_the_sdk():
    done = subprocess.run([sys.executable, "-c", QUICK], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


async def test_the_first_call_to_the_tools_finds_them_there(client, simulator, served):
    assert (await client.post(MCP)).status == 401
    assert simulator._door.hall.sessions._task
