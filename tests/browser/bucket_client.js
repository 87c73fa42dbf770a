// A bare player for tests/browser/test_playing_from_a_bucket.py: hls.js or the element alone, and what it asked for.
const video = document.querySelector("video");
window.redirected = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.redirected.push(entry.name);
}).observe({ type: "resource", buffered: true });

function reached(seconds) {
  return new Promise((resolve, reject) => {
    const began = video.currentTime;
    const failed = () => reject(new Error(`media error ${video.error && video.error.code} at ${video.currentTime}`));
    video.addEventListener("error", failed, { once: true });
    const look = setInterval(() => {
      if (video.currentTime >= began + seconds) {
        clearInterval(look);
        resolve(video.currentTime);
      }
    }, 50);
    setTimeout(() => {
      clearInterval(look);
      reject(new Error(`stands at ${video.currentTime}, ready ${video.readyState}, said ${window.said.join(" ")}`));
    }, 25000);
  });
}

window.said = [];
window.load = (base, way) => {
  if (way === "mp4") {
    video.src = `${base}fallback.mp4`;
    return;
  }
  window.hls = new Hls({ maxBufferLength: 1, maxMaxBufferLength: 1, backBufferLength: 0, startLevel: 0 });
  window.hls.on(Hls.Events.ERROR, (_name, data) => window.said.push(`${data.details}:${data.response?.code ?? ""}`));
  window.hls.on(Hls.Events.FRAG_LOADED, (_name, data) => window.said.push(`loaded:${data.frag.sn}`));
  window.hls.loadSource(`${base}master.m3u8`);
  window.hls.attachMedia(video);
};
window.playFrom = async (seconds, length) => {
  video.muted = true;
  if (seconds !== null) video.currentTime = seconds;
  // A promise that waits for the first data says nothing of why it does not come; `reached` does.
  video.play().catch((reason) => window.said.push(`error:${reason}`));
  const at = await reached(length);
  video.pause();
  return at;
};
