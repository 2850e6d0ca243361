/** Which file of the twin covers each file of four blocks abreast that has vectors. */
import { readdirSync, readFileSync } from 'node:fs';

const ROOM = new URL('../../assembly/astc-search/lanes/', import.meta.url);
const TWINS = new URL('../../assembly/reference/astc-search/lanes/', import.meta.url);

const COMMENTS = /\/\/.*|\/\*[\s\S]*?\*\//g;
const VECTORS = /\b(?:v128|i8x16|i16x8|i32x4|i64x2|f32x4|f64x2)\b/;

/** Files of the room whose twin has another name, or is the whole: that a block alone comes out the same. */
export const TWIN_FILES: Readonly<Record<string, string>> = {
  // Where blocks wait, how they become lanes and which lanes are full: nothing that a block alone has.
  'band.ts': 'encode-band.ref.ts',
  'bins.ts': 'encode-band.ref.ts',
  'load-four.ts': 'encode-band.ref.ts',
  // Layout alone, which decimation and infill of the twin have of their own.
  'plain-grid.ts': 'decimate.ref.ts',
};

function vectorFiles(folder: URL): string[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts'));
  return files.filter((name) => VECTORS.test(readFileSync(new URL(name, folder), 'utf8').replace(COMMENTS, '')));
}

/** Files of the room with vector instructions. */
export const LANE_FILES = vectorFiles(ROOM);
/** Files of the twin, and those of them with vectors, of which there are to be none. */
export const LANE_TWINS = readdirSync(TWINS);
export const VECTOR_TWINS = vectorFiles(TWINS);

/** The twin's file for one of the room. */
export function twinOf(file: string): string {
  return TWIN_FILES[file] ?? file.replace(/\.ts$/, '.ref.ts');
}
