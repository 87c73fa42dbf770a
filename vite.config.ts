import { gzipSync } from "node:zlib";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

/** Beside every script and style sheet its gzip, which Django sends as it is to whoever takes it. */
const compressed: Plugin = {
  name: "compressed",
  apply: "build",
  generateBundle: {
    order: "post",
    handler(_options, bundle) {
      for (const [fileName, file] of Object.entries(bundle)) {
        if (/\.(js|css)$/.test(fileName)) {
          const source = gzipSync(file.type === "chunk" ? file.code : file.source, { level: 9 });
          this.emitFile({ type: "asset", fileName: `${fileName}.gz`, source });
        }
      }
    },
  },
};

// Every name below assets/ carries a content hash; Django reads the manifest (school/templatetags/frontend.py).
export default defineConfig({
  base: "/static/",
  publicDir: false,
  plugins: [compressed],
  build: {
    outDir: "frontend/dist",
    emptyOutDir: true,
    manifest: "manifest.json",
    target: "es2019",
    cssTarget: ["chrome80", "safari13", "firefox78"],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // hls.js alone is larger than the default warning; it is loaded on lecture pages only.
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      input: { main: "frontend/main.ts", sw: "frontend/sw.ts" },
      // The service worker keeps its address; its scope and its update depend on it.
      output: {
        entryFileNames: (chunk) => (chunk.name === "sw" ? "sw.js" : "assets/[name]-[hash].js"),
        // What keeps work until the network is back is small and always wanted together: one request, not three.
        codeSplitting: { groups: [{ name: "keeping", test: /frontend\/(backoff|outbox|states)\.ts$/ }] },
      },
    },
  },
  test: {
    environment: "happy-dom",
    include: ["frontend/**/*.test.ts"],
    restoreMocks: true,
  },
});
