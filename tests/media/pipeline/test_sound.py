"""What comes out is measured: the stated loudness, no peak above the ceiling, two channels, whatever went in."""

from __future__ import annotations

import pytest

from media.loudness import PEAK_CEILING_DBFS, TARGET_LUFS, TOLERANCE
from tests.media.pipeline.conftest import heard

pytestmark = pytest.mark.ffmpeg

PICTURE = ("-f", "lavfi", "-i", "testsrc2=size=160x90:rate=15:duration=3")
SMALL = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-shortest")
# Speech-like: noise that comes and goes, 15 dB quieter than the target.
QUIET = "anoisesrc=color=pink:amplitude=0.2:duration=3,tremolo=f=3:d=0.8"
# Claps over speech: peaks 22 dB above the mean, so that the gain would drive them over full scale.
CLAPS = (
    "aevalsrc='0.3*(random(0)-0.5)*(1+sin(2*PI*4*t))"
    "+0.8*exp(-80*mod(t\\,1))*sin(2*PI*900*t)*lt(mod(t\\,1)\\,0.05)':d=3:s=44100,lowpass=f=3000"
)
LOUD = "anoisesrc=color=pink:amplitude=1:duration=3,volume=12dB"


def with_sound(film, name, sound, *codec):
    return film(name, *PICTURE, "-f", "lavfi", "-i", sound, *SMALL, *(codec or ("-c:a", "aac", "-b:a", "128k")))


@pytest.mark.parametrize(
    ("name", "sound", "codec"),
    [
        ("quiet.mp4", QUIET, ()),
        ("loud.mp4", LOUD, ()),
        ("claps.mp4", CLAPS, ()),
        ("whole-numbers.mkv", QUIET, ("-c:a", "pcm_s16le")),
        ("opus.webm.mkv", QUIET, ("-c:a", "libopus")),
    ],
)
def test_the_output_is_at_the_stated_loudness_and_below_the_ceiling(film, make, name, sound, codec):
    made = make(with_sound(film, name, sound, *codec))
    found = made.loudness()
    assert found.integrated_lufs == pytest.approx(TARGET_LUFS, abs=TOLERANCE)
    assert found.peak_dbfs <= PEAK_CEILING_DBFS


def test_claps_really_needed_the_limiter_and_what_it_took_is_given_back(film, make):
    made = make(with_sound(film, "claps.mp4", CLAPS))
    level = made.edition.plan.audio.level
    assert level.limited
    assert heard(with_sound(film, "claps.mp4", CLAPS)).integrated_lufs + level.gain_db > TARGET_LUFS + 0.5


def test_silence_stays_silence(film, make):
    made = make(with_sound(film, "silence.mp4", "anullsrc=cl=stereo:r=48000:d=3", "-c:a", "libmp3lame"))
    assert made.loudness().integrated_lufs is None


def test_mono_is_heard_on_both_ears_and_at_the_target(film, make):
    mono = with_sound(film, "mono.mp4", QUIET, "-ac", 1, "-c:a", "aac")
    made = make(mono)
    assert made.source.sound.channels == 1
    assert made.edition.audio.channels == 2
    assert made.loudness().integrated_lufs == pytest.approx(TARGET_LUFS, abs=TOLERANCE)


def test_the_centre_of_surround_is_not_lost(film, make):
    """Speech alone in the centre, the other five silent: as loud as any other speech."""
    centre = f"{QUIET},pan=5.1|FL=0*c0|FR=0*c0|FC=c0|LFE=0*c0|BL=0*c0|BR=0*c0"
    made = make(with_sound(film, "surround.mkv", centre, "-c:a", "ac3"))
    assert made.source.sound.layout.startswith("5.1")
    assert made.edition.audio.channels == 2
    assert made.loudness().integrated_lufs == pytest.approx(TARGET_LUFS, abs=TOLERANCE)


def test_sound_that_is_on_target_is_not_touched(film, make):
    first = make(with_sound(film, "quiet.mp4", QUIET))
    again = film("again.mp4", "-i", first.folder / "fallback.mp4", "-c", "copy")
    assert make(again).edition.plan.audio.copied
    assert heard(again) == make(again).loudness()
