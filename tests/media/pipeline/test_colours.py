"""High dynamic range, wide gamut, full range and half pictures all become ordinary BT.709."""

from __future__ import annotations

import re
import statistics
import subprocess

import imageio_ffmpeg
import pytest

pytestmark = pytest.mark.ffmpeg

PATTERN = ("-f", "lavfi", "-i", "testsrc2=size=320x180:rate=25:duration=1")
STANDARD = "setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709:range=tv"
TO_709 = f"scale=out_color_matrix=bt709:out_range=tv,format=yuv420p,{STANDARD}"
# A page of SDR white is 203 nits in high dynamic range (ITU-R BT.2408).
LINEAR = "zscale=tin=709:pin=709:min=709:rin=limited:t=linear:npl=203,format=gbrpf32le"
H265 = ("-c:v", "libx265", "-preset", "ultrafast")
QUIET = "log-level=error:"


@pytest.fixture
def standard(film):
    return film("standard.mp4", *PATTERN, "-vf", TO_709, "-c:v", "libx264", "-preset", "ultrafast", "-crf", 12)


def high(film, name, transfer, *, suffix=""):
    chain = f"{TO_709},{LINEAR},zscale=t={transfer}:p=2020:m=2020_ncl:r=limited:npl=203,format=yuv420p10le"
    tags = f"{QUIET}colorprim=bt2020:transfer={transfer}:colormatrix=bt2020nc"
    return film(name, *PATTERN, "-vf", chain + suffix, *H265, "-x265-params", tags, "-tag:v", "hvc1")


def look(made):
    """Mean brightness (8 bits) and mean saturation of the top rung, by ffmpeg's own statistics."""
    path = made.playlist("v180")
    chain = "signalstats,metadata=print:file=-"
    words = [imageio_ffmpeg.get_ffmpeg_exe(), "-nostdin", "-i", path, "-vf", chain, "-an", "-f", "null", "-"]
    said = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    return tuple(
        statistics.fmean(map(float, re.findall(rf"signalstats\.{key}=([\d.]+)", said))) for key in ("YAVG", "SATAVG")
    )


@pytest.mark.parametrize(("name", "transfer"), [("pq.mp4", "smpte2084"), ("hlg.mov", "arib-std-b67")])
def test_high_dynamic_range_looks_like_the_standard_picture(film, make, standard, name, transfer):
    reference = look(make(standard))
    made = make(high(film, name, transfer))
    assert made.source.picture.colour.high_range
    light, colour = look(made)
    assert light == pytest.approx(reference[0], abs=6)
    assert colour == pytest.approx(reference[1], rel=0.2)


def test_what_is_not_brought_down_would_be_seen(film, make, standard):
    """The check above is no empty one: the same numbers shown as they are miss it widely."""
    path = high(film, "pq.mp4", "smpte2084")
    bare = film("bare.mp4", "-i", path, "-vf", f"format=yuv420p,{STANDARD}", "-c:v", "libx264", "-crf", 12)
    assert look(make(bare))[1] < look(make(standard))[1] * 0.6


def test_every_rung_says_it_is_ordinary(film, make):
    made = make(high(film, "hlg.mov", "arib-std-b67"))
    frame = made.frames("v180")[0]
    assert (frame.format.name, frame.colorspace, frame.color_range) == ("yuv420p", 1, 1)


def test_colours_of_standard_definition_are_converted(film, make, standard):
    older = film(
        "older.mp4",
        *PATTERN,
        "-vf",
        "scale=out_color_matrix=smpte170m:out_range=pc,format=yuvj420p,setparams=colorspace=smpte170m:range=pc",
        *("-c:v", "libx264", "-preset", "ultrafast", "-crf", 12, "-g", 1000),
        *("-b:v", "3M", "-profile:v", "baseline"),
    )
    made = make(older)
    if made.edition.plan.rungs[0].copied:
        pytest.fail("the recording is passed on as it is, so that nothing is shown about colours")
    assert look(made) == pytest.approx(look(make(standard)), abs=2.5)


def test_half_pictures_are_joined(film, make):
    halves = ("-vf", "tinterlace=interleave_top", "-flags", "+ildct+ilme", "-c:v", "mpeg2video", "-q:v", 3)
    moving = ("-f", "lavfi", "-i", "testsrc2=size=320x180:rate=50:duration=1")
    made = make(film("camcorder.mpg", *moving, *halves))
    assert made.source.picture.interlaced
    assert made.edition.plan.frames.deinterlaced
    assert len(made.frames("v180")) == pytest.approx(25, abs=1)
