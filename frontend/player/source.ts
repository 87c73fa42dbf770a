/**
 * Gives a video element its picture and sound: hls.js where Media Source exists, native HLS elsewhere (iPhone,
 * WeChat on iOS), the plain MP4 last. Chromium answers "maybe" to native HLS, so hls.js is asked first.
 */
export interface Source {
  master: string;
  fallback: string;
}

const HLS_TYPE = "application/vnd.apple.mpegurl";

/** Returns what takes the source away again. */
export async function attach(video: HTMLVideoElement, source: Source): Promise<() => void> {
  // The full build: the light one plays a separate sound track silently.
  const { default: Hls } = await import("hls.js");
  if (!Hls.isSupported()) {
    video.src = video.canPlayType(HLS_TYPE) ? source.master : source.fallback;
    return () => clear(video);
  }
  const hls = new Hls({ enableWorker: false, capLevelToPlayerSize: true, maxBufferLength: 30 });
  let recovered = false;
  hls.on(Hls.Events.ERROR, (_event, problem) => {
    if (!problem.fatal) {
      return;
    }
    if (problem.type === Hls.ErrorTypes.MEDIA_ERROR && !recovered) {
      recovered = true;
      hls.recoverMediaError();
    } else if (problem.type === Hls.ErrorTypes.NETWORK_ERROR && problem.response?.code === 0) {
      // No network: begin again when it is back, from what is buffered.
      window.addEventListener("online", () => hls.startLoad(), { once: true });
    } else {
      const position = video.currentTime;
      hls.destroy();
      video.src = source.fallback;
      video.currentTime = position;
    }
  });
  hls.loadSource(source.master);
  hls.attachMedia(video);
  return () => {
    hls.destroy();
    clear(video);
  };
}

function clear(video: HTMLVideoElement): void {
  video.removeAttribute("src");
  video.load();
}
