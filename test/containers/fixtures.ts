/** Fixture files and their manifest, for every test that reads them. */
import { readFileSync } from 'node:fs';
import type { AstcErrorCode } from '../../src/errors.js';

const FOLDER = new URL('../../fixtures/', import.meta.url);

export interface ManifestEntry {
  origin: string;
  licence: string;
  made: string;
  bytes: number;
  sha256: string;
  /** Of invalid files: the code of the error that reading gives. */
  expect?: AstcErrorCode;
}

export const MANIFEST: Readonly<Record<string, ManifestEntry>> = (
  JSON.parse(readFileSync(new URL('MANIFEST.json', FOLDER), 'utf8')) as { files: Record<string, ManifestEntry> }
).files;

export function fixtureUrl(path: string): URL {
  return new URL(path, FOLDER);
}

/** Bytes of a fixture, in a buffer of their own. */
export function readFixture(path: string): Uint8Array {
  return Uint8Array.from(readFileSync(fixtureUrl(path)));
}
