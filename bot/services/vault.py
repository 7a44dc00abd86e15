"""The vault: what persons allowed at vendors, encrypted, so that nobody gets it but who it belongs to."""

import json
import logging
import secrets
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.domain.people import Permission
from bot.domain.ports import Asker, Clock, Store

logger = logging.getLogger(__name__)

#: The first byte of what is kept says how the rest was made: AES-256-GCM, after a nonce of this length.
FORMAT = b"\x01"
NONCE = 12


def derived(secret: str, use: str) -> bytes:
    """A key for one use of a secret (HKDF, RFC 5869): whoever learns it learns nothing of the others."""
    made = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"galley {use}".encode())
    return made.derive(secret.encode())


class SealedVault:
    """`bot.domain.ports.Vault` on the store: it encrypts with the first of `keys` and reads with any.

    Who a secret belongs to is sealed in with it, so a row that was moved to somebody else opens no more.
    """

    def __init__(self, store: Store, keys: Sequence[str], clock: Clock) -> None:
        self._store = store
        self._ciphers = [AESGCM(derived(key, "vault")) for key in keys]
        self._clock = clock

    async def read(self, asker: Asker, name: str) -> str | None:
        """What was kept last; `None` for nothing, or for what no present key opens."""
        kept = await self._store.team(asker.team).permission(asker.person, name)
        if kept is None:
            return None
        opened = self._opened(kept.sealed, _owner(asker, name))
        if opened is None:
            # Not an error: the person is asked to connect once more, and what is there is replaced.
            logger.warning("%s of %s in %s opens with no present key", name, asker.person, asker.team)
        return opened

    async def write(self, asker: Asker, name: str, secret: str) -> None:
        """Keep it in place of what was kept."""
        nonce = secrets.token_bytes(NONCE)
        sealed = FORMAT + nonce + self._ciphers[0].encrypt(nonce, secret.encode(), _owner(asker, name))
        permission = Permission(sealed=sealed, at=self._clock())
        await self._store.team(asker.team).save_permission(asker.person, name, permission)

    async def forget(self, asker: Asker, name: str) -> None:
        """Delete it, if it is there."""
        await self._store.team(asker.team).delete_permission(asker.person, name)

    def alone(self, asker: Asker, name: str) -> AbstractAsyncContextManager[None]:
        """Held while it changes: by one at a time, in all processes that have the store."""
        return self._store.team(asker.team).alone(f"{name} of {asker.person}")

    def _opened(self, sealed: bytes, owner: bytes) -> str | None:
        if not sealed.startswith(FORMAT) or len(sealed) <= len(FORMAT) + NONCE:
            return None
        nonce, hidden = sealed[len(FORMAT) :][:NONCE], sealed[len(FORMAT) + NONCE :]
        for cipher in self._ciphers:
            try:
                return cipher.decrypt(nonce, hidden, owner).decode()
            except InvalidTag:
                continue
        return None


def _owner(asker: Asker, name: str) -> bytes:
    """Whose it is, so written that no two owners read the same."""
    return json.dumps([asker.team, asker.person, name]).encode()
