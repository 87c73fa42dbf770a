/** Gives a video element its picture and sound, by the best way that the browser has. */
import { HlsStream } from "./hls_stream";
import { PlainStream } from "./plain_stream";
import type { Wish } from "./quality";
import type { Stream, StreamListener } from "./stream";
import { browserWay, type Way } from "./ways";

/** `playlist` for HLS; `file` is what plays everywhere. */
export interface Source {
  playlist: string;
  file: string;
}

/** `at`: the place in seconds to begin from. `way` is only said when a better one has failed. */
export async function openStream(
  video: HTMLVideoElement,
  source: Source,
  wish: Wish,
  listener: StreamListener,
  at = 0,
  way: Way = browserWay(video),
): Promise<Stream> {
  if (way === "hls") {
    const { default: Hls } = await import("hls.js");
    return new HlsStream(Hls, video, source.playlist, wish, listener, at);
  }
  return new PlainStream(video, way === "native" ? source.playlist : source.file, wish, listener, at);
}
