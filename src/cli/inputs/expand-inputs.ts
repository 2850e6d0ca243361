/** The words of a command line → the files they stand for: names, folders, quoted patterns, lists. */
import { stat } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { failOption } from '../../options/speech.js';
import { STANDARD_STREAM } from '../files/names.js';
import { namingFile } from '../stages/naming-file.js';
import { isPattern, listFolder, matchPattern, patternRoot } from './find-files.js';
import { readList } from './input-list.js';

/** A file to work on. */
export interface FoundInput {
  /** Its path; `-` for stdin. */
  path: string;
  /** Folder in which its output lies below the one of all outputs; '' for files that were named one by one. */
  folder: string;
}

export interface Wanted {
  /** Whether a folder stands for all files below it. */
  isRecursive: boolean;
  /** A file that lists inputs; `-` for stdin. */
  filesFrom: string | undefined;
  /** Kinds of files a folder's are taken of, by extension without the dot, in lower case. */
  extensions: ReadonlySet<string>;
}

/** What words stand for, and whether one of them stood for any number of files. */
export interface Expansion {
  inputs: readonly FoundInput[];
  isOpen: boolean;
}

/**
 * Files in the order of the words; those of a folder or pattern in the order of their names, whatever the file system says.
 * A word that is the name of a file is that file, whatever its characters mean elsewhere. No file comes twice, unless it
 * was named twice.
 *
 * @throws {AstcError} E_OPTION for a folder without -r, and for what stands for nothing; E_READ for a list
 */
export async function expandInputs(words: readonly string[], wanted: Wanted, signal: AbortSignal): Promise<Expansion> {
  const parts: Part[] = [];
  for (const word of words) parts.push(await expandWord(word, wanted, signal));
  if (wanted.filesFrom !== undefined) parts.push(await expandList(wanted.filesFrom, '--files-from', signal));
  const isOpen = parts.some((part) => part.isOpen);
  const inputs = withoutRepeats(parts);
  if (inputs.length === 0) failOption('Expected inputs but received none', 'astc-wasm encode photo.png');
  return { inputs, isOpen };
}

interface Part {
  files: readonly FoundInput[];
  /** Whether it stood for any number of files. */
  isOpen: boolean;
}

async function expandWord(word: string, wanted: Wanted, signal: AbortSignal): Promise<Part> {
  if (word === STANDARD_STREAM) return named(word);
  const found = await stat(word).catch(() => undefined);
  if (found?.isDirectory()) return expandFolder(word, wanted);
  if (found !== undefined) return named(word);
  if (word.startsWith('@')) return expandList(word.slice(1), word, signal);
  // What is no file and no pattern is named once more, where reading it fails.
  return isPattern(word) ? expandPattern(word) : named(word);
}

function named(path: string): Part {
  return { files: [{ path, folder: '' }], isOpen: false };
}

async function expandFolder(folder: string, { isRecursive, extensions }: Wanted): Promise<Part> {
  if (!isRecursive) failOption(`Expected a file but received the folder ${folder}`, '-r takes all files below it');
  const paths = await listFolder(folder, extensions);
  if (paths.length === 0) {
    failOption(`Expected files of a known kind below ${folder} but found none`, `known: ${[...extensions].join(', ')}`);
  }
  return { files: paths.map((path) => placed(path, folder)), isOpen: true };
}

async function expandPattern(pattern: string): Promise<Part> {
  const paths = await matchPattern(pattern);
  if (paths.length === 0) failOption(`Expected files that match ${pattern} but found none`);
  const root = patternRoot(pattern);
  return { files: paths.map((path) => placed(path, root)), isOpen: true };
}

/** Lists name files one by one; those below the working folder keep their folders. */
async function expandList(path: string, flag: string, signal: AbortSignal): Promise<Part> {
  const paths = await namingFile(path, () => readList(path, flag, signal));
  return { files: paths.map((each) => placed(each, '.')), isOpen: true };
}

function placed(path: string, root: string): FoundInput {
  const folder = relative(resolve(root), dirname(resolve(path)));
  return { path, folder: folder.startsWith('..') || resolve(folder) === folder ? '' : folder };
}

/** Patterns that overlap name a file once; whoever names it twice is told by the outputs that meet. */
function withoutRepeats(parts: readonly Part[]): FoundInput[] {
  const seen = new Set<string>();
  return parts.flatMap(({ files, isOpen }) =>
    files.filter(({ path }) => {
      const key = path === STANDARD_STREAM ? path : resolve(path);
      const isNew = !seen.has(key);
      seen.add(key);
      return isNew || !isOpen;
    }),
  );
}
