/** Full screen with the names that browsers give it; on an iPhone only the video itself may fill the screen. */
interface OldElement extends HTMLElement {
  webkitRequestFullscreen?: () => void;
}
interface OldVideo extends HTMLVideoElement {
  webkitEnterFullscreen?: () => void;
}
interface OldDocument extends Document {
  webkitFullscreenElement?: Element | null;
  webkitExitFullscreen?: () => void;
}

export const FULL_SCREEN_EVENTS = ["fullscreenchange", "webkitfullscreenchange"] as const;

export function canFill(stage: OldElement, video: OldVideo): boolean {
  return [stage.requestFullscreen, stage.webkitRequestFullscreen, video.webkitEnterFullscreen].some(
    (way) => typeof way === "function",
  );
}

export function fills(stage: Element): boolean {
  return (document.fullscreenElement ?? (document as OldDocument).webkitFullscreenElement ?? null) === stage;
}

/** Fill the screen with the stage, or leave it. */
export function swapFullScreen(stage: OldElement, video: OldVideo): void {
  const old = document as OldDocument;
  if (fills(stage)) {
    if (document.exitFullscreen) {
      document.exitFullscreen().catch(() => undefined);
    } else {
      old.webkitExitFullscreen?.();
    }
  } else if (stage.requestFullscreen) {
    stage.requestFullscreen().catch(() => undefined);
  } else if (stage.webkitRequestFullscreen) {
    stage.webkitRequestFullscreen();
  } else {
    video.webkitEnterFullscreen?.();
  }
}
