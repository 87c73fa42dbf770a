// A page of somebody else's making: tus-js-client as npm ships it, none of our scripts.
// The same bytes on every device, so that another one can go on with "the same file".
function bytesOf(size) {
  const bytes = new Uint8Array(size);
  for (let at = 0; at < size; at += 1) {
    bytes[at] = (at * 31 + (at >> 8)) % 251;
  }
  return bytes;
}

async function sumOf(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-1", bytes));
  return `sha1 ${btoa(String.fromCharCode(...digest))}`;
}

// carry({size, piece, stopAfter, from, summed, spoil}) → {url, first, refused}; after `stopAfter` bytes it aborts.
window.carry = ({ size, piece, stopAfter = Infinity, from = null, summed = false, spoil = false }) =>
  new Promise((resolve, reject) => {
    const bytes = bytesOf(size);
    const told = { url: null, first: null, refused: [] };
    let spoiled = spoil;
    const upload = new tus.Upload(new Blob([bytes]), {
      endpoint: "/api/uploads/",
      uploadUrl: from,
      chunkSize: piece,
      retryDelays: Array(40).fill(250),
      storeFingerprintForResuming: false,
      metadata: { filename: "外来 Lecture.mp4", filetype: "video/mp4" },
      headers: { "X-CSRFToken": /school_csrf=([^;]+)/.exec(document.cookie)[1] },
      onShouldRetry: (error) => {
        told.refused.push(error.originalResponse?.getStatus() ?? 0);
        return true;
      },
      onBeforeRequest: async (request) => {
        if (request.getMethod() !== "PATCH") {
          return;
        }
        const offset = Number(request.getHeader("Upload-Offset"));
        told.first ??= offset;
        if (summed) {
          const slice = bytes.slice(offset, offset + piece);
          request.setHeader("Upload-Checksum", await sumOf(spoiled ? slice.slice(1) : slice));
          spoiled = false;
        }
      },
      onProgress: (sent) => {
        window.sent = sent;
      },
      onChunkComplete: (_length, accepted) => {
        if (accepted >= stopAfter) {
          upload.abort().then(() => resolve({ ...told, url: upload.url }));
        }
      },
      onSuccess: () => resolve({ ...told, url: upload.url }),
      onError: reject,
    });
    upload.start();
  });
