/** Extensions: what they promise, and a warning where the content breaks the promise. */
import { extname } from 'node:path';
import { CONTAINERS, type Container, containersOf, isTextureKind } from '../containers/container-words.js';
import { FILE_KIND_NAMES, type FileKind, sniffFile } from '../containers/sniff-file.js';
import { IMAGE_KINDS } from '../images/read-checks.js';
import { failOption, listWords } from '../options/speech.js';
import type { TextureFormat } from '../types.js';
import { STANDARD_STREAM } from './files/names.js';

/** Extensions that are not the kind's own name. */
const ALIASES: Readonly<Record<string, FileKind>> = {
  jpg: 'jpeg',
  jpe: 'jpeg',
  tif: 'tiff',
  heif: 'heic',
  rgbe: 'hdr',
  tpic: 'tga',
  targa: 'tga',
  icb: 'tga',
  vda: 'tga',
  vst: 'tga',
  dib: 'bmp',
  pbm: 'pnm',
  pgm: 'pnm',
  ppm: 'pnm',
  pam: 'pnm',
};

/** The kind an extension promises; undefined for one that promises nothing we know. */
export function promisedKind(path: string): FileKind | undefined {
  const extension = extname(path).slice(1).toLowerCase();
  if (Object.hasOwn(ALIASES, extension)) return ALIASES[extension];
  return Object.hasOwn(FILE_KIND_NAMES, extension) ? (extension as FileKind) : undefined;
}

/** What a command takes: images, or texels that are not compressed; textures. */
export type InputFiles = 'image' | 'texture';

/** Extensions of the files of a folder that a command takes, without the dot. A texture is a picture only when it is named. */
export function inputExtensions(files: InputFiles): ReadonlySet<string> {
  const kinds: readonly string[] = files === 'texture' ? CONTAINERS : IMAGE_KINDS;
  const aliases = Object.entries(ALIASES).flatMap(([alias, kind]) => (kinds.includes(kind) ? [alias] : []));
  return new Set([...kinds, ...aliases]);
}

/** Images we write. */
export const WRITTEN_KINDS = ['png', 'hdr', 'exr'] as const;
export type WrittenKind = (typeof WRITTEN_KINDS)[number];

/** What an output is to be by its name; devices and stdout get PNG. @throws {AstcError} E_OPTION */
export function writtenKind(flag: string, path: string, kinds: readonly WrittenKind[] = WRITTEN_KINDS): WrittenKind {
  const extension = extname(path).slice(1).toLowerCase();
  const kind = kinds.find((each) => each === extension);
  if (kind !== undefined) return kind;
  if (path === STANDARD_STREAM || path.startsWith('/dev/')) return 'png';
  failOption(`Expected ${flag} to end in ${listWords(kinds.map((each) => `.${each}`))} but received ${path}`);
}

/** Warns when a file is not what its name says. Returns what it is. */
export function checkExtension(path: string, bytes: Uint8Array, warn: (message: string) => void): FileKind | undefined {
  const kind = sniffFile(bytes);
  const promised = path === STANDARD_STREAM ? undefined : promisedKind(path);
  if (kind !== undefined && promised !== undefined && kind !== promised) {
    warn(`is ${FILE_KIND_NAMES[kind]} although its extension is ${extname(path)}`);
  }
  return kind;
}

/**
 * The container to write a format in: what `--container` says, else what the extension of `-o` says, else the fallback.
 *
 * @throws {AstcError} E_OPTION for an extension that is no container's, and for a container that cannot hold the format or
 *   that the extension contradicts
 */
export function chooseContainer(
  container: Container | undefined,
  output: string | undefined,
  format: TextureFormat,
  fallback: Container = 'ktx2',
): Container {
  const chosen = settleContainer(container, output, fallback);
  const able = containersOf(format);
  if (able.includes(chosen)) return chosen;
  const hint =
    format === 'astc' ? '--format etc2-rgba writes what it can hold' : `--container ${able[0]} holds every format`;
  failOption(`Expected --container ${listWords(able)} for --format ${format} but received ${chosen}`, hint);
}

/** The same for any format. @throws {AstcError} E_OPTION */
export function settleContainer(
  container: Container | undefined,
  output: string | undefined,
  fallback: Container = 'ktx2',
): Container {
  const chosen = container ?? containerOf(output) ?? fallback;
  refuseContradiction(chosen, output);
  return chosen;
}

function containerOf(output: string | undefined): Container | undefined {
  const word = output === undefined ? '' : extname(output).slice(1).toLowerCase();
  if (word === '') return undefined;
  if (isTextureKind(word as FileKind)) return word as Container;
  failOption(
    `Expected an output that ends in ${listWords(CONTAINERS.map((name) => `.${name}`))} but received ${output}`,
    '--container says what to write whatever the name',
  );
}

/** A file that is not what its name says misleads whoever reads it next. */
function refuseContradiction(container: Container, output: string | undefined): void {
  const promised = output === undefined ? undefined : promisedKind(output);
  if (promised === undefined || promised === container) return;
  if (!isTextureKind(promised)) failOption(`Expected an output that ends in .${container} but received ${output}`);
  failOption(
    `Expected --container ${promised} for --output ${output} but received ${container}`,
    'leave one of them out',
  );
}
