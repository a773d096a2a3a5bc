"""Rules are tried on many made-up inputs."""

from hypothesis import settings

# A machine that is busy with other tests would fail an example that is merely slow.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
