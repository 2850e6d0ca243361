/** Extensions: what they promise, and a warning where the content breaks the promise. */
import { extname } from 'node:path';
import { FILE_KIND_NAMES, type FileKind, sniffFile } from '../containers/sniff-file.js';
import { CONTAINERS, type Container, containersOf, isTextureKind } from '../containers/texture-file.js';
import { AstcError } from '../errors.js';
import { nearestWord } from '../nearest.js';
import type { TextureFormat } from '../types.js';
import { STANDARD_STREAM } from './files.js';
import type { Session } from './session.js';

/** Extensions that are not the kind's own name. */
const ALIASES: Readonly<Record<string, FileKind>> = {
  jpg: 'jpeg',
  jpe: 'jpeg',
  tif: 'tiff',
  heif: 'heic',
  rgbe: 'hdr',
};

/** The kind an extension promises; undefined for one that promises nothing we know. */
function promisedKind(path: string): FileKind | undefined {
  const extension = extname(path).slice(1).toLowerCase();
  if (Object.hasOwn(ALIASES, extension)) return ALIASES[extension];
  return Object.hasOwn(FILE_KIND_NAMES, extension) ? (extension as FileKind) : undefined;
}

/** Warns when a file is not what its name says. Returns what it is. */
export function checkExtension(session: Session, path: string, bytes: Uint8Array): FileKind | undefined {
  const kind = sniffFile(bytes);
  const promised = path === STANDARD_STREAM ? undefined : promisedKind(path);
  if (kind !== undefined && promised !== undefined && kind !== promised) {
    session.warn(path, `is ${FILE_KIND_NAMES[kind]} although its extension is ${extname(path)}`);
  }
  return kind;
}

/**
 * The container to write a format in: what `--container` says, else what the extension of `-o` says, else the fallback.
 *
 * @throws {AstcError} E_OPTION for a word that is no container, and for one that cannot hold the format
 */
export function chooseContainer(
  container: string | undefined,
  output: string | undefined,
  format: TextureFormat,
  fallback: Container = 'ktx2',
): Container {
  const chosen = containerWord(container, output, fallback);
  const able = containersOf(format);
  if (able.includes(chosen)) return chosen;
  const hint =
    format === 'astc' ? '--format etc2-rgba writes what it can hold' : `--container ${able[0]} holds every format`;
  throw new AstcError(
    'E_OPTION',
    `Expected --container ${listWords(able)} for --format ${format} but received ${chosen}`,
    {
      hint,
    },
  );
}

function containerWord(container: string | undefined, output: string | undefined, fallback: Container): Container {
  const fromOutput = output === undefined ? '' : extname(output).slice(1).toLowerCase();
  const word = container ?? (fromOutput === '' ? fallback : fromOutput);
  if (isTextureKind(word as FileKind)) return word as Container;
  if (container === undefined) {
    const endings = listWords(CONTAINERS.map((name) => `.${name}`));
    throw new AstcError('E_OPTION', `Expected an output that ends in ${endings} but received ${output}`, {
      hint: '--container says what to write whatever the name',
    });
  }
  const near = nearestWord(word, CONTAINERS);
  const hint = near === undefined ? {} : { hint: `did you mean ${near}?` };
  throw new AstcError('E_OPTION', `Expected ${listWords(CONTAINERS)} for container but received ${word}`, hint);
}

/** "a, b or c". */
function listWords(words: readonly string[]): string {
  return words.length === 1 ? words[0]! : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
