/** Which of the three ways a browser plays a recording. Pure but for `browserWay`, which asks the browser. */
export type Way = "hls" | "native" | "file";

const HLS_TYPE = "application/vnd.apple.mpegurl";
const CODECS = 'video/mp4; codecs="avc1.42E01E,mp4a.40.2"';

/**
 * hls.js where Media Source exists: Chromium answers "maybe" to native HLS, so Media Source is asked first. Native HLS
 * on iPhones and in WeChat on iOS; the plain MP4 last.
 */
export function wayOf(able: { mediaSource: boolean; nativeHls: boolean }): Way {
  if (able.mediaSource) {
    return "hls";
  }
  return able.nativeHls ? "native" : "file";
}

/** Asked without loading hls.js, so that a phone that does not need it does not fetch it. */
export function browserWay(video: HTMLVideoElement): Way {
  return wayOf({
    mediaSource: typeof MediaSource === "function" && MediaSource.isTypeSupported(CODECS),
    nativeHls: video.canPlayType(HLS_TYPE) !== "",
  });
}
