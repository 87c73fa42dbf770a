"""The filter chains of a plan: from a decoded stream to what the encoders take. Pure."""

from typing import Any, Final

from media.frames import FramePlan
from media.ladder import AudioPlan, Rung
from media.loudness import LIMIT_DBFS, Level
from media.storyboard import COLUMNS, LOOKED_AT, ROWS, Candidates, Storyboard

SAMPLE_RATE: Final = 48_000
STANDARD_RANGE: Final = {"color_primaries": "bt709", "color_trc": "bt709", "colorspace": "bt709", "range": "tv"}
SCALER_MATRICES: Final = {"bt470bg": "bt470", "bt2020nc": "bt2020", "bt2020c": "bt2020"}
"""The scaler has words of its own for some."""

TRANSFERS: Final = {"pq": "smpte2084", "hlg": "arib-std-b67", "": "2020_10"}
PAPER_WHITE_NITS: Final = 100
"""With it, and a curve that leaves the lower third alone, white pages and faces come out as bright as in SDR."""


def prepared(stream: Any, plan: FramePlan, size: Rung) -> Any:
    """Frames (ffmpeg turns them upright itself) at one rate and size, in standard colours, for all rungs to share."""
    if plan.deinterlaced:
        stream = stream.filter("bwdif", mode="send_frame")
    if plan.frame_rate:
        start = {"start_time": 0} if plan.fill_start else {}
        stream = stream.filter("fps", str(plan.frame_rate), **start)
    if plan.hold_last_ms:
        stream = stream.filter("tpad", stop_mode="clone", stop_duration=f"{plan.hold_last_ms / 1000:.3f}")
    wide = plan.tone_map or plan.wide_gamut
    stream = _brought_to_standard(stream, plan, size) if wide else _scaled_to_standard(stream, plan, size)
    return stream.filter("setsar", 1).filter("setparams", **STANDARD_RANGE).filter("format", "yuv420p")


def _scaled_to_standard(stream: Any, plan: FramePlan, size: Rung) -> Any:
    colours = {"in_color_matrix": SCALER_MATRICES.get(plan.matrix, plan.matrix), "out_color_matrix": "bt709"}
    ranges = {"in_range": "pc"} if plan.full_range else {}
    return stream.filter("scale", size.width, size.height, flags="bicubic", out_range="tv", **colours, **ranges)


def _brought_to_standard(stream: Any, plan: FramePlan, size: Rung) -> Any:
    """Scaled first: the curve is computed in floating point, which costs most per pixel."""
    stream = stream.filter("scale", size.width, size.height, flags="bicubic").filter("format", "yuv420p10le")
    stream = stream.filter(
        "zscale",
        transferin=TRANSFERS[plan.tone_map],
        primariesin="2020",
        matrixin="2020_ncl",
        rangein="full" if plan.full_range else "limited",
        transfer="linear",
        npl=PAPER_WHITE_NITS,
    )
    stream = stream.filter("format", "gbrpf32le").filter("zscale", primaries="709")
    if plan.tone_map:
        stream = stream.filter("tonemap", "mobius", desat=0)
    return stream.filter("zscale", transfer="709", matrix="709", range="limited")


def scaled(frames: Any, rung: Rung, base: Rung) -> Any:
    """Prepared frames at the size of a rung."""
    if (rung.width, rung.height) == (base.width, base.height):
        return frames
    return frames.filter("scale", rung.width, rung.height, flags="bicubic").filter("setsar", 1)


def tiled(frames: Any, board: Storyboard) -> Any:
    """Sheets of small pictures, each from the middle of the time it stands for."""
    small = frames.filter("fps", f"1/{board.every_seconds}", start_time=0, eof_action="pass")
    small = small.filter("scale", board.width, board.height, flags="bicubic", out_range="full")
    return small.filter("format", "yuvj420p").filter("tile", f"{COLUMNS}x{ROWS}")


def typical(frames: Any, candidates: Candidates) -> Any:
    """Of every few frames the one most like the others: neither the flash nor the fade to black."""
    chosen = frames.filter("fps", f"1000/{candidates.every_ms}", start_time=0).filter("thumbnail", n=LOOKED_AT)
    chosen = chosen.filter("scale", candidates.width, candidates.height, flags="bicubic", out_range="full")
    return chosen.filter("format", "yuvj420p")


def two_channels(stream: Any) -> Any:
    """Mono on both ears, surround mixed down (the centre, where speech is, 3 dB below the sides), without clipping."""
    return stream.filter("aformat", sample_fmts="fltp", channel_layouts="stereo")


def raised(stream: Any, level: Level) -> Any:
    """Gain, and a limiter where it is needed."""
    if level.gain_db:
        stream = stream.filter("volume", f"{level.gain_db:g}dB")
    if level.limited:
        stream = stream.filter("alimiter", limit=f"{10 ** (LIMIT_DBFS / 20):.3f}", level=0, latency=1)
    return stream


def levelled(stream: Any, audio: AudioPlan) -> Any:
    """The sound at its level, from the first instant to the planned end."""
    stream = two_channels(stream).filter("aresample", SAMPLE_RATE, **{"async": 1, "first_pts": 0})
    stream = raised(stream, audio.level)
    if audio.length_ms is not None:
        end = f"{audio.length_ms / 1000:.3f}"
        stream = stream.filter("apad", whole_dur=end).filter("atrim", end=end)
    return stream
