"""Fixtures that every folder of tests may ask for."""

from hypothesis import settings

pytest_plugins = ["tests.owner_store", "tests.phone_line", "tests.spoken"]

# A machine that is busy with other tests would fail an example that is merely slow.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
