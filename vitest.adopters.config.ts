import { fileURLToPath } from 'node:url';
import { defineConfig, mergeConfig } from 'vitest/config';
import base from './vitest.config.js';

/** The packed package as adopters use it: apart from `npm test`, since its tools weigh over a gigabyte. */
export default mergeConfig(
  { ...base, test: { ...base.test, include: [], exclude: [] } },
  defineConfig({
    // test/adopters is a package of its own, from where ours cannot be named.
    resolve: { alias: { 'astc-wasm': fileURLToPath(new URL('./dist/index.js', import.meta.url)) } },
    test: {
      include: ['test/adopters/*.test.ts'],
      globalSetup: ['test/adopters/support/setup.ts'],
      testTimeout: 120_000,
      hookTimeout: 180_000,
    },
  }),
);
