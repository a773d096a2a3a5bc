"""A telephone line for tests: a sound server of one's own with a far end and an earpiece.

What is played to `far` is what the phone's loudspeaker says, and the default microphone hears it.
What is played to `near`, the default output, is what the owner hears, and can be captured.
"""

import os
import subprocess
import time
import wave
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

FAR = "Telephone"
SECOND = "Webcam"
_ALSA = """
pcm.!default { type pulse hint { show on description "Default" } }
ctl.!default { type pulse }
pcm.telephone { type pulse device "far.monitor" hint { show on description "Telephone" } }
pcm.earpiece { type pulse device "near" hint { show on description "Earpiece" } }
"""


class PhoneLine:
    """A running PulseAudio daemon with nothing of the system's own."""

    def __init__(self, folder: Path, rate: int = 48_000) -> None:
        self.folder = folder
        self._rate = rate
        self._socket = folder / "native"
        self._server: subprocess.Popen[bytes] | None = None
        config = folder / "asound.conf"
        config.write_text(_ALSA)
        self.env = {
            "PULSE_SERVER": f"unix:{self._socket}",
            "PULSE_COOKIE": str(folder / "cookie"),
            "XDG_RUNTIME_DIR": str(folder),
            "ALSA_CONFIG_PATH": str(config),
        }

    def start(self) -> None:
        """Start the daemon; return when it answers."""
        self._socket.unlink(missing_ok=True)
        script = self.folder / "line.pa"
        script.write_text(
            f"load-module module-native-protocol-unix auth-anonymous=1 socket={self._socket}\n"
            f"load-module module-null-sink {self._sink('near', 'Earpiece')}\n"
            f"load-module module-null-sink {self._sink('far', FAR)}\n"
            "set-default-sink near\nset-default-source far.monitor\n"
        )
        command = ["pulseaudio", "-n", "-F", str(script), "--daemonize=no", "--system=no"]
        command += ["--use-pid-file=no", "--exit-idle-time=-1", "--disable-shm=yes"]
        self._server = subprocess.Popen(
            command, env=self._whole_env(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        until = time.monotonic() + 10
        while self._pactl("info", check=False).returncode:
            assert time.monotonic() < until, "the sound server does not answer"
            time.sleep(0.02)

    def _sink(self, name: str, description: str) -> str:
        return (
            f"sink_name={name} rate={self._rate} channels=1 norewinds=1 "
            f"sink_properties=device.description={description}"
        )

    def _whole_env(self) -> dict[str, str]:
        return os.environ | self.env

    def _pactl(self, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["pactl", *words], env=self._whole_env(), check=check, capture_output=True, text=True
        )

    def kill(self) -> None:
        """End the daemon at once, as a crash would."""
        if self._server is not None:
            self._server.kill()
            self._server.wait()
            self._server = None

    def freeze(self, signal: int) -> None:
        """Send the daemon a signal: SIGSTOP stalls it, SIGCONT lets it go on."""
        assert self._server is not None
        self._server.send_signal(signal)

    def mute(self, *, on: bool = True) -> None:
        """Switch the microphone off, or on again."""
        self._pactl("set-source-mute", "far.monitor", "1" if on else "0")

    def suspend(self, *, on: bool = True) -> None:
        """Have the server send nothing from the microphone, or go on."""
        self._pactl("suspend-sink", "far", "1" if on else "0")

    def plug_in(self, name: str = "second", description: str = SECOND) -> None:
        """Give the line one more microphone."""
        self._pactl("load-module", "module-null-sink", *self._sink(name, description).split(" "))

    def unplug(self, name: str = "far") -> None:
        """Take a microphone away; the server moves whoever heard it to another, if there is one."""
        modules = self._pactl("list", "short", "modules").stdout.splitlines()
        for module in modules:
            if f"sink_name={name} " in f"{module} ":
                self._pactl("unload-module", module.split("\t")[0])

    def move(self, source: str) -> None:
        """Give all recordings another microphone, as a sound settings window does."""
        for output in self._pactl("list", "short", "source-outputs").stdout.splitlines():
            self._pactl("move-source-output", output.split("\t")[0], source)

    def speech(self, text: str, voice: str = "it") -> Path:
        """Have a sentence spoken into a WAV file, in a voice of espeak-ng."""
        target = self.folder / f"speech-{voice}-{abs(hash(text))}.wav"
        subprocess.run(["espeak-ng", "-v", voice, "-w", str(target), text], check=True)
        return target

    def speak(self, speech: Path, sink: str = "far") -> None:
        """Play a WAV file into the line and wait until it is over."""
        self._paplay(f"--device={sink}", str(speech)).wait()

    @contextmanager
    def speaking(
        self, speech: Path, sink: str = "far", *, to_the_end: bool = False
    ) -> Iterator[None]:
        """Play a WAV file into the line while something else is done.

        Args:
            speech: The file.
            sink: Where it is played.
            to_the_end: Whether the file is played out when all else is done.
        """
        process = self._paplay(f"--device={sink}", str(speech))
        with self._until_done(process):
            yield
            if to_the_end:
                process.wait()

    @contextmanager
    def noise(self, amplitude: int = 60, sink: str = "far") -> Iterator[None]:
        """Fill the line with a faint hiss, as a live microphone has it."""
        track = self.folder / "noise.wav"
        if not track.exists():
            _write_noise(track, amplitude)
        with self._until_done(self._paplay(f"--device={sink}", str(track))):
            yield

    def _paplay(self, *words: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(["paplay", *words], env=self._whole_env())

    @contextmanager
    def _until_done(self, process: subprocess.Popen[bytes]) -> Iterator[None]:
        try:
            yield
        finally:
            process.kill()
            process.wait()

    @contextmanager
    def captured(self, target: Path, sink: str = "near") -> Iterator[None]:
        """Write what a sink plays to a raw file: 16 kHz, mono, 16 bits."""
        command = ["parec", f"--device={sink}.monitor", "--rate=16000", "--channels=1"]
        command += ["--format=s16le", "--latency-msec=20", "--raw"]
        with target.open("wb") as raw:
            process = subprocess.Popen(command, stdout=raw, env=self._whole_env())
            until = time.monotonic() + 5
            while not target.stat().st_size:
                assert time.monotonic() < until, "nothing is captured"
                time.sleep(0.01)
            with self._until_done(process):
                yield


def _write_noise(target: Path, amplitude: int, seconds: int = 600, rate: int = 8000) -> None:
    samples = bytearray()
    state = 1
    for _ in range(rate):
        state = (1103515245 * state + 12345) & 0x7FFFFFFF
        samples += ((state >> 16) % (2 * amplitude) - amplitude).to_bytes(2, "little", signed=True)
    with wave.open(str(target), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        sound.writeframes(bytes(samples) * seconds)


@contextmanager
def opened(folder: Path, rate: int = 48_000) -> Iterator[PhoneLine]:
    """Run a telephone line in a folder for a while."""
    folder.mkdir(mode=0o700, parents=True)
    line = PhoneLine(folder, rate)
    try:
        line.start()
        yield line
    finally:
        line.kill()


@pytest.fixture
def phone_line(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[PhoneLine]:
    """A telephone line that this process, and whatever it starts, records from and plays to."""
    with opened(tmp_path_factory.mktemp("line") / "run") as line:
        for name, value in line.env.items():
            monkeypatch.setenv(name, value)
        yield line
