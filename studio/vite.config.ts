// Builds the studio's pages. `scripts/build-studio.js` says where to.
import { fileURLToPath } from 'node:url';
import { defaultClientConditions, defineConfig } from 'vite';

const place = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: place('.'),
  resolve: {
    // The engine's runtime is the studio's own, whose WebAssembly is a file of its own.
    alias: { '#onnxruntime': place('./src/inference/runtime.ts') },
    conditions: ['onnxruntime-web-use-extern-wasm', ...defaultClientConditions],
  },
  worker: { format: 'es' },
  build: {
    outDir: place('../.built/studio'),
    emptyOutDir: true,
    target: 'es2023',
    // The policy of the server allows no `data:` fonts, and no picture needs to be in a script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // Libraries mark files for servers that render; nothing is rendered on a server here. The engine loads
      // its runtime when it first needs it; a worker has it from the start.
      onLog: (level, log, tell) => {
        if (!/^(MODULE_LEVEL_DIRECTIVE|INEFFECTIVE_DYNAMIC_IMPORT)$/.test(log.code ?? '')) tell(level, log);
      },
    },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:4173' } },
});
