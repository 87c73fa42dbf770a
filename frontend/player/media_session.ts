/** Title, picture and buttons on lock screens and headphones. */
export interface Labels {
  title: string;
  course: string;
  /** Address of a picture; empty without one. */
  poster: string;
}

const STEP_SECONDS = 10;

export function showOnLockScreen(video: HTMLVideoElement, labels: Labels, signal: AbortSignal): void {
  const { mediaSession } = navigator;
  if (!mediaSession || typeof MediaMetadata !== "function") {
    return;
  }
  const artwork = labels.poster ? [{ src: labels.poster, type: "image/jpeg" }] : [];
  mediaSession.metadata = new MediaMetadata({ title: labels.title, artist: labels.course, artwork });
  const move = (seconds: number) => {
    video.currentTime = Math.max(0, video.currentTime + seconds);
  };
  on("play", () => video.play().catch(() => undefined));
  on("pause", () => video.pause());
  on("seekbackward", (details) => move(-(details.seekOffset ?? STEP_SECONDS)));
  on("seekforward", (details) => move(details.seekOffset ?? STEP_SECONDS));
  on("seekto", (details) => move((details.seekTime ?? video.currentTime) - video.currentTime));
  for (const kind of ["loadedmetadata", "seeked", "ratechange", "play", "pause"]) {
    video.addEventListener(kind, () => tellPlace(video), { signal });
  }
  signal.addEventListener("abort", () => {
    mediaSession.metadata = null;
  });
}

function on(action: MediaSessionAction, act: MediaSessionActionHandler): void {
  try {
    navigator.mediaSession.setActionHandler(action, act);
  } catch {
    // This browser does not know the action.
  }
}

function tellPlace(video: HTMLVideoElement): void {
  const { duration, playbackRate } = video;
  navigator.mediaSession.playbackState = video.paused ? "paused" : "playing";
  if (Number.isFinite(duration) && duration > 0 && playbackRate > 0) {
    const position = Math.min(video.currentTime, duration);
    navigator.mediaSession.setPositionState?.({ duration, playbackRate, position });
  }
}
