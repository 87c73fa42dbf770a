/** What fills the screen now, so that a question can lie over it. */
interface OldDocument extends Document {
  webkitFullscreenElement?: Element | null;
}
interface OldVideo extends HTMLVideoElement {
  webkitDisplayingFullscreen?: boolean;
  webkitExitFullscreen?: () => void;
}

/** The element that fills the screen and can hold a question. A video alone cannot: it leaves full screen. */
export function filling(video: OldVideo): Element | null {
  if (video.webkitDisplayingFullscreen) {
    video.webkitExitFullscreen?.();
  }
  const full = document.fullscreenElement ?? (document as OldDocument).webkitFullscreenElement ?? null;
  return full && full !== video && full.contains(video) ? full : null;
}
