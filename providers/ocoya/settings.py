"""What an installation says about its Ocoya account."""

from typing import Annotated, ClassVar

from pydantic import AfterValidator
from pydantic_settings import SettingsConfigDict

from providers.http import id_of
from providers.settings import BaseUrl, Key, ProviderSettings


def _id(workspace: str) -> str:
    found = id_of(workspace.strip())
    if found is None:
        raise ValueError("must be the workspace’s id alone, as Ocoya’s GET /workspaces lists it")
    return found


class OcoyaSettings(ProviderSettings):
    """`OCOYA_API_KEY`, and `OCOYA_WORKSPACE_ID` to work in one workspace that nobody has to choose.

    The key is made at https://app.ocoya.com/general/settings/api (https://docs.ocoya.com/get-started).
    """

    model_config = SettingsConfigDict(env_prefix="OCOYA_")
    required: ClassVar[tuple[str, ...]] = ("api_key",)

    api_key: Key | None = None
    workspace_id: Annotated[str, AfterValidator(_id)] | None = None
    base_url: BaseUrl = "https://app.ocoya.com/api/_public/v1"
