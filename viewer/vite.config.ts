/// <reference types="vitest/config" />
import { defineConfig } from 'vite';

// The place of the built studio is the caller's choice: CMake names its build tree.
const outDir = (globalThis as { process?: { env: Record<string, string | undefined> } }).process?.env.WANGGE_STUDIO_OUT ?? 'dist';

// `npm run dev` shows the run that `wangge serve` has open.
const served = { target: 'http://127.0.0.1:8741', changeOrigin: true };

export default defineConfig({
  build: { outDir, emptyOutDir: true, assetsInlineLimit: 0, target: 'es2022', chunkSizeWarningLimit: 2000 },
  server: { host: '127.0.0.1', proxy: { '/api': served, '/tiles': served } },
  test: { environment: 'node', include: ['src/**/*.test.ts'] },
});
