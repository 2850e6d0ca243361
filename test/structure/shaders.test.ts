/** Every shader file is part of a pipeline, and is named as it lies. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const SOURCES = fileURLToPath(new URL('../../src/', import.meta.url));
const filesOf = (folder: string, extension: string) =>
  readdirSync(`${SOURCES}${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(extension))
    .map((name) => name.replaceAll('\\', '/'));

it('no shader lies about unused', () => {
  const texts = ['gpu/', 'gpu-texture/'].flatMap((folder) =>
    filesOf(folder, '.ts')
      .filter((name) => name !== 'shader-text.ts')
      .map((name) => readFileSync(`${SOURCES}${folder}${name}`, 'utf8')),
  );
  const shaders = filesOf('gpu/shaders/', '.wgsl').map((name) => name.slice(0, -'.wgsl'.length));
  expect(shaders.length).toBeGreaterThan(80);
  expect(shaders.filter((name) => !texts.some((text) => text.includes(`'${name}'`)))).toEqual([]);
});
