"""The owner's private key, asked for when it is under a passphrase, and then kept for a screen."""

from collections.abc import Awaitable, Callable

from callmate.store.errors import WrongPassphrase
from callmate.store.keys import OwnerKeys


class Unlocking:
    """Opens the key; the passphrase is forgotten with the screen.

    Args:
        keys: The owner's keys.
        ask: Has the passphrase typed; answers ``None`` when it is not.
    """

    def __init__(self, keys: OwnerKeys, ask: Callable[[], Awaitable[str | None]]) -> None:
        self._keys = keys
        self._ask = ask
        self._passphrase: str | None = None

    @property
    def at_hand(self) -> bool:
        """Whether nothing has to be asked.

        Raises:
            StoreError: The key cannot be read.
        """
        return self._passphrase is not None or not self._keys.locked()

    async def identity(self) -> str | None:
        """Give the secret key; ``None`` when its passphrase was not typed.

        Raises:
            WrongPassphrase: It was another one, and will be asked for again.
            StoreError: The key cannot be read.
        """
        passphrase = self._passphrase
        if not self.at_hand:
            passphrase = await self._ask()
            if passphrase is None:
                return None
        try:
            identity = self._keys.identity(passphrase)
        except WrongPassphrase:
            self._passphrase = None
            raise
        self._passphrase = passphrase
        return identity
