/**
 * Shaders as a module: every `.wgsl` under `shaders/`, without comments and indentation, by its path. Bundlers and
 * browsers then need no rule of their own for WGSL. The module is made, never committed.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FOLDER = new URL('./shaders/', import.meta.url);
const TARGET = new URL('./shader-text.ts', import.meta.url);

/**
 * Comments and indentation go; a line stays a line, so that compilers' messages can be found in the file.
 *
 * @param {string} text
 */
export function compactShader(text) {
  return text
    .replaceAll(/\/\*[\s\S]*?\*\//g, (comment) => comment.replaceAll(/[^\n]/g, ''))
    .split('\n')
    .map((line) => line.replace(/\/\/.*$/, '').trim())
    .join('\n');
}

export function bundleShaders() {
  mkdirSync(FOLDER, { recursive: true });
  const names = readdirSync(FOLDER, { recursive: true })
    .map((name) => String(name).replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.wgsl'))
    .sort();
  const rows = names.map((name) => {
    const text = compactShader(readFileSync(new URL(name, FOLDER), 'utf8'));
    return `  '${name.slice(0, -'.wgsl'.length)}': ${JSON.stringify(text)},\n`;
  });
  const head = '/** Made of `shaders/*.wgsl` by bundle-shaders.mjs: not to be changed, not committed. */\n';
  const type = names.map((name) => `'${name.slice(0, -'.wgsl'.length)}'`).join(' | ') || 'never';
  const text = `${head}export type ShaderName = ${type};\n\nexport const SHADER_TEXT: Readonly<Record<ShaderName, string>> = {\n${rows.join('')}};\n`;
  writeFileSync(TARGET, text);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) bundleShaders();
