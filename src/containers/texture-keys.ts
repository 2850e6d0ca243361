/** What the keys of KTX2 mean to a texture: those that are fields of it, and the rest, which is kept as it is. */
import type { Texture, TextureFacts } from '../types.js';
import { VERSION } from '../version.js';
import { ORIENTATION_PATTERN, SWIZZLE_PATTERN } from './check-texture.js';
import { type KeyValues, lineOf, textOf, textValue } from './key-values.js';

/** Options of packing among those that made a texture: they are the container's own. */
const PACKING_PARAMS = /(^|\s)--(zstd|zlib)(\s+|=)\d+/g;

/** The fields that entries of KTX2 stand for. What is not well-formed is no field and stays an entry. */
export function fieldsOfKeys(entries: KeyValues): Partial<TextureFacts> {
  const rest: KeyValues = { ...entries };
  const fields: Partial<TextureFacts> = { keyValues: rest };
  const take = (key: string, accept: RegExp | undefined, line: (value: Uint8Array) => string | undefined) => {
    const value = Object.hasOwn(rest, key) ? rest[key] : undefined;
    const text = value && line(value);
    if (text === undefined || (accept !== undefined && !(accept.test(text) && value!.length === text.length + 1)))
      return undefined;
    delete rest[key];
    return text;
  };
  const swizzle = take('KTXswizzle', SWIZZLE_PATTERN, textOf);
  const orientation = take('KTXorientation', ORIENTATION_PATTERN, textOf);
  const writer = take('KTXwriter', undefined, lineOf);
  const writerParams = take('KTXwriterScParams', undefined, lineOf);
  if (swizzle !== undefined) fields.swizzle = swizzle;
  if (orientation !== undefined) fields.orientation = orientation;
  if (writer !== undefined) fields.writer = writer;
  if (writerParams !== undefined) fields.writerParams = writerParams;
  return fields;
}

/**
 * The entries of a texture, in KTX2's words. KTXorientation is said of textures that never were a file, and of those whose
 * file said it.
 *
 * @param packing  the options of packing, as a command line has them: `--zstd 19`
 */
export function keysOfTexture(texture: Texture, packing?: string): Record<string, Uint8Array> {
  const { swizzle, keyValues, writerParams } = texture;
  const orientation = texture.orientation ?? (keyValues === undefined ? defaultOrientation(texture) : undefined);
  const params = [writerParams?.replace(PACKING_PARAMS, '').trim(), packing].filter((part) => part).join(' ');
  return {
    ...keyValues,
    ...(orientation !== undefined && { KTXorientation: textValue(orientation) }),
    ...(swizzle !== undefined && { KTXswizzle: textValue(swizzle) }),
    KTXwriter: textValue(`astc-wasm ${VERSION}`),
    ...(params !== '' && { KTXwriterScParams: textValue(params) }),
  };
}

/** First texel at the top left, and the first slice in front. */
function defaultOrientation({ height, depth }: Texture): string {
  return 'rdi'.slice(0, height === 0 ? 1 : depth === undefined ? 2 : 3);
}
