"""Short films made on the spot: drawn slides, gentle chimes, captions; encoded by the carried ffmpeg."""

from __future__ import annotations

import subprocess
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from shutil import which

import imageio_ffmpeg
from PIL import Image, ImageDraw, ImageFont

from school.demo.courseware import FilmText, Slide

WIDTH, HEIGHT, FRAMES_A_SECOND = 1280, 720, 15
PAPER, INK, FAINT, LINE, ACCENT = "#FBF9F5", "#1F1B16", "#5B534A", "#E6DFD4", "#A8201A"
MARGIN = 120
PENTATONIC = (261.63, 293.66, 329.63, 392.00, 440.00, 523.25)  # hertz: C D E G A C

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


def make_film(film: FilmText, *, folder: Path, name: str) -> Path:
    """Draw and encode the film as `folder`/`name`.mp4.

    Raises:
        subprocess.CalledProcessError: when ffmpeg fails; its words are in `stderr`.
    """
    shots = _draw_shots(film, folder)
    script = folder / f"{name}.txt"
    lines = [f"file '{path.name}'\nduration {seconds}" for path, seconds in shots]
    script.write_text("\n".join([*lines, f"file '{shots[-1][0].name}'"]), encoding="utf-8")
    target = folder / f"{name}.mp4"
    command = [
        imageio_ffmpeg.get_ffmpeg_exe(), "-hide_banner", "-loglevel", "error", "-y",
        "-f", "concat", "-i", script.name,
        "-f", "lavfi", "-i", f"aevalsrc={chimes(film)}:s=22050:c=mono",
        "-t", str(film.seconds), "-vf", f"format=yuv420p,fps={FRAMES_A_SECOND}",
        "-c:v", "libx264", "-preset", "ultrafast", "-tune", "stillimage", "-g", str(2 * FRAMES_A_SECOND),
        "-c:a", "aac", "-ar", "44100", "-ac", "2", "-b:a", "96k", "-movflags", "+faststart", target.name,
    ]  # fmt: skip
    subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)  # noqa: S603 - our own arguments
    return target


def captions(film: FilmText) -> bytes:
    """The captions as WebVTT, one cue a slide."""
    cues, start = ["WEBVTT"], 0
    for slide in film.slide:
        end = start + slide.seconds
        cues.append(f"{_stamp(start * 1000)} --> {_stamp(end * 1000 - 200)}\n{slide.caption}")
        start = end
    return "\n\n".join(cues).encode() + b"\n"


@cache
def chinese_font() -> Path | None:
    """A font file with Chinese characters: the carried package's, else the system's, else none."""
    spec = find_spec("pylopdf_fonts_zh_cn")
    if spec is not None and spec.origin is not None:
        return Path(spec.origin).parent / "NotoSansSC-Regular.otf"
    matcher = which("fc-list")
    if matcher is None:
        return None
    found = subprocess.run(  # noqa: S603 - our own arguments
        [matcher, ":lang=zh-cn", "file"], check=False, capture_output=True, text=True, timeout=20
    ).stdout
    files = sorted(line.strip().removesuffix(":") for line in found.splitlines() if line.strip())
    plain = [file for file in files if "Sans" in file and "Regular" in file]
    return Path((plain or files)[0]) if files else None


def _draw_shots(film: FilmText, folder: Path) -> list[tuple[Path, float]]:
    """Pictures with their seconds: the lines of a slide appear one after another."""
    shots = []
    for place, slide in enumerate(film.slide, start=1):
        for shown in range(1, len(slide.lines) + 1):
            path = folder / f"shot-{place:02}-{shown:02}.png"
            _draw(film, slide, place, shown).save(path, compress_level=1)
            shots.append((path, round(slide.seconds / len(slide.lines), 3)))
    return shots


def _draw(film: FilmText, slide: Slide, place: int, shown: int) -> Image.Image:
    picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(picture)
    font = chinese_font()
    pen.rectangle((MARGIN, 132, MARGIN + 10, 216), fill=ACCENT)
    share = place / len(film.slide)
    pen.rectangle((MARGIN, HEIGHT - 72, WIDTH - MARGIN, HEIGHT - 68), fill=LINE)
    pen.rectangle((MARGIN, HEIGHT - 72, MARGIN + int((WIDTH - 2 * MARGIN) * share), HEIGHT - 68), fill=FAINT)
    pen.text((WIDTH - MARGIN, HEIGHT - 124), f"{place} / {len(film.slide)}", FAINT, _sized(None, 28), anchor="ra")
    if font is None:  # a bare machine: shapes and figures; the captions carry the words
        for line in range(shown):
            pen.ellipse((MARGIN + 40, 300 + 96 * line, MARGIN + 72, 332 + 96 * line), fill=INK)
        return picture
    pen.text((MARGIN + 40, 174), slide.heading, INK, _sized(font, 72), anchor="lm")
    for line, text in enumerate(slide.lines[:shown]):
        pen.text((MARGIN + 40, 320 + 92 * line), text, INK, _sized(font, 50), anchor="lm")
    pen.text((MARGIN, HEIGHT - 124), film.title, FAINT, _sized(font, 28), anchor="la")
    return picture


def _sized(font: Path | None, size: int) -> Font:
    return ImageFont.load_default(size) if font is None else ImageFont.truetype(font, size)


def chimes(film: FilmText) -> str:
    """An expression for ffmpeg: a soft ground tone and a fading chime where each slide begins."""
    terms, start = ["0.015*sin(2*PI*130.81*t)"], 0
    for place, slide in enumerate(film.slide):
        note = PENTATONIC[place % len(PENTATONIC)]
        terms.append(f"gte(t,{start})*0.2*exp(-1.6*(t-{start}))*sin(2*PI*{note}*(t-{start}))")
        start += slide.seconds
    return "+".join(terms).replace(",", r"\,")


def _stamp(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"
