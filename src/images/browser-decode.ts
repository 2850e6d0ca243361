/** Image files that browsers decode for us: without multiplying by alpha, and without converting colours unless asked. */
import { FILE_KIND_NAMES } from '../containers/sniff-file.js';
import { AstcError } from '../errors.js';
import type { Image } from '../types.js';
import { isOpaque } from './channels.js';
import { readStraightBitmap } from './read-bitmap.js';
import type { ImageKind } from './read-checks.js';

/** A grey PNG of one pixel, 128 in linear light: 188 where somebody converts it. */
const LINEAR_PROBE =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAABGdBTUEAAYagMeiWXwAAAApJREFUeJxjaAAAAIIAgXfNcrYAAAAASUVORK5CYII=';

/**
 * @param conversion  `none` for the numbers in the file, `default` for sRGB by the browser
 * @throws {AstcError} E_UNSUPPORTED where nothing decodes images, or what the browser throws
 */
export async function decodeInBrowser(
  bytes: Uint8Array,
  kind: ImageKind,
  conversion: 'none' | 'default',
): Promise<Image> {
  if (typeof createImageBitmap !== 'function') {
    throw new AstcError('E_UNSUPPORTED', `${FILE_KIND_NAMES[kind]} that only a browser decodes (expected PNG in sRGB)`);
  }
  // Blobs take no shared memory.
  const part = bytes.buffer instanceof ArrayBuffer ? bytes : bytes.slice();
  const blob = new Blob([part as BlobPart], { type: `image/${kind}` });
  const bitmap = await createImageBitmap(blob, { premultiplyAlpha: 'none', colorSpaceConversion: conversion });
  try {
    const image = await readStraightBitmap(bitmap);
    return { ...image, hasAlpha: kind !== 'jpeg' && !isOpaque(image) };
  } finally {
    bitmap.close();
  }
}

let keeping: Promise<boolean> | undefined;

/** Whether the browser leaves colours alone when told to. */
export function keepsNumbers(): Promise<boolean> {
  keeping ??= probeConversion();
  return keeping;
}

async function probeConversion(): Promise<boolean> {
  const bytes = Uint8Array.from(atob(LINEAR_PROBE), (letter) => letter.charCodeAt(0));
  const { data } = await decodeInBrowser(bytes, 'png', 'none');
  return data[0] === 128;
}
