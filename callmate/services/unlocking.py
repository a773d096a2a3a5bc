"""The owner's key, opened when it is first needed and forgotten when nobody uses it any more."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

from callmate.store.errors import Damaged, KeyChanged
from callmate.store.keys import OwnerKeys


class Unlocking:
    """Opens the key; what was opened is forgotten with the screen, or before.

    Args:
        keys: The owner's keys.
        ask: Has the passphrase typed; answers ``None`` when it is not.
    """

    def __init__(self, keys: OwnerKeys, ask: Callable[[], Awaitable[str | None]]) -> None:
        self._keys = keys
        self._ask = ask
        self._identity: str | None = None
        self.changed: KeyChanged | None = None
        """What is the matter with the pair, once it was opened; ``None`` when all is well."""

    @property
    def at_hand(self) -> bool:
        """Whether nothing has to be asked.

        Raises:
            StoreError: The key cannot be read.
        """
        return self._identity is not None or not self._keys.locked()

    @property
    def can_forget(self) -> bool:
        """Whether a passphrase was typed that would have to be typed again."""
        return self._identity is not None

    async def identity(self) -> str | None:
        """Give the secret key; ``None`` when its passphrase was not typed.

        Raises:
            WrongPassphrase: It was another one, and will be asked for again.
            StoreError: The key cannot be read.
        """
        if self._identity is not None:
            return self._identity
        locked = self._keys.locked()
        passphrase = await self._ask() if locked else None
        if locked and passphrase is None:
            return None
        # Trying a passphrase takes a second, in which the screen goes on.
        identity = await asyncio.to_thread(self._keys.identity, passphrase)
        self._compare(identity)
        if locked:
            self._identity = identity
        return identity

    def forget(self) -> None:
        """Have the passphrase typed again before the next use."""
        self._identity = None

    def _compare(self, identity: str) -> None:
        self.changed = None
        try:
            with suppress(Damaged):  # told where something is to be sealed
                self._keys.compare(identity)
        except KeyChanged as error:
            self.changed = error


class IdleTime:
    """How long nobody has used something that is open.

    Args:
        minutes: How long it may be unused; none at all, or less, means for ever.
        clock: Counts seconds.
    """

    def __init__(self, minutes: float, clock: Callable[[], float]) -> None:
        self._longest = 60 * minutes
        self._clock = clock
        self._used = clock()

    def use(self) -> None:
        """It is used now."""
        self._used = self._clock()

    def is_over(self, unpressed: float) -> bool:
        """Whether it was unused for too long.

        Args:
            unpressed: Seconds since a key was last pressed.
        """
        unused = min(unpressed, self._clock() - self._used)
        return 0 < self._longest <= unused
