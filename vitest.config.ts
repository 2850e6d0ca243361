import { fileURLToPath } from 'node:url';
import { configDefaults, defineConfig } from 'vitest/config';

const SOURCES = fileURLToPath(new URL('./src/', import.meta.url));

/** Sources import the host's source: the package's own `imports` would lead them into the build. */
const hostOfSources = {
  name: 'host-of-sources',
  enforce: 'pre' as const,
  resolveId: (id: string, importer: string | undefined) =>
    id === '#host' && importer?.startsWith(SOURCES) ? `${SOURCES}host/node/index.ts` : undefined,
};

export default defineConfig({
  plugins: [hostOfSources],
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [...configDefaults.exclude, 'test/adopters/**'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
