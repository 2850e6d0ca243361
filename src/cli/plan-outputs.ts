/** Which input becomes which output: settled, and refused where two would meet, before any work. */
import { mkdir, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve, sep } from 'node:path';
import { AstcError } from '../errors.js';
import { failOption } from '../options/speech.js';
import { promisedKind } from './extensions.js';
import { STANDARD_STREAM } from './files/names.js';
import { reasonOf } from './files/system-errors.js';

/** One file to make; `-` is stdin or stdout. */
export interface PlannedFile {
  /** What it is made of, as messages name it. */
  input: string;
  /** Paths of what it is made of: one, unless several pictures are one texture. */
  inputs: readonly string[];
  output: string;
}

/** What `-o` stands for: one file, a folder for all, or no word at all (beside each input; stdout for stdin). */
export type OutputPlace = { kind: 'file' | 'folder'; path: string } | { kind: 'beside' };

/**
 * What `-o` means for these inputs: a folder where there is one, where the name ends like one, and for several inputs
 * unless the name is clearly that of a file.
 *
 * @throws {AstcError} E_OPTION for several inputs and one file
 */
export async function findPlace(inputs: readonly string[], output: string | undefined): Promise<OutputPlace> {
  if (output === undefined) return { kind: 'beside' };
  if (output === STANDARD_STREAM) {
    if (inputs.length > 1) failOption(`Expected one input for --output - but received ${inputs.length}`);
    return { kind: 'file', path: output };
  }
  const found = await stat(output).catch(() => undefined);
  if (found?.isDirectory() || output.endsWith('/') || output.endsWith(sep)) return { kind: 'folder', path: output };
  if (inputs.length === 1) return { kind: 'file', path: output };
  if (found === undefined && promisedKind(output) === undefined) return { kind: 'folder', path: output };
  failOption(
    `Expected a folder for --output of ${inputs.length} inputs but received the file ${output}`,
    found === undefined ? `--output ${output}/ makes a folder of that name` : undefined,
  );
}

/**
 * Pairs inputs with outputs.
 *
 * @param extension  of outputs that are named after their input, with the dot
 * @throws {AstcError} E_OPTION when outputs would overwrite each other or an input
 */
export function planOutputs(inputs: readonly string[], place: OutputPlace, extension: string): PlannedFile[] {
  const files = inputs.map((input) => ({ input, inputs: [input], output: outputOf(input, place, extension) }));
  refuseCollisions(files);
  return files;
}

/**
 * One output of all inputs, named after the first unless `-o` says.
 *
 * @throws {AstcError} E_OPTION when it would overwrite an input
 */
export function planTogether(inputs: readonly string[], place: OutputPlace, extension: string): PlannedFile {
  const [first, ...others] = inputs as [string, ...string[]];
  const input = others.length === 0 ? first : `${first} and ${others.length} more`;
  const file = { input, inputs, output: outputOf(first, place, extension) };
  refuseCollisions([file]);
  return file;
}

/** Makes the folders that `-o` names and that are missing. @throws {AstcError} E_WRITE */
export async function makeFolders(place: OutputPlace): Promise<void> {
  if (place.kind === 'beside' || place.path === STANDARD_STREAM) return;
  const folder = place.kind === 'folder' ? place.path : dirname(place.path);
  try {
    await mkdir(folder, { recursive: true });
  } catch (cause) {
    throw new AstcError('E_WRITE', `${folder} cannot be made a folder (${reasonOf(cause)})`, { cause });
  }
}

function outputOf(input: string, place: OutputPlace, extension: string): string {
  if (place.kind === 'file') return place.path;
  const folder = place.kind === 'folder' ? place.path : undefined;
  if (input === STANDARD_STREAM) return folder === undefined ? STANDARD_STREAM : join(folder, `stdin${extension}`);
  const name = basename(input, extname(input)) + extension;
  return join(folder ?? dirname(input), name);
}

function refuseCollisions(files: readonly PlannedFile[]): void {
  const paths = files.flatMap((file) => file.inputs);
  const inputs = new Set(paths.map(fileKey));
  const makers = new Map<string, string>();
  for (const { input, output } of files) {
    if (output === STANDARD_STREAM) continue;
    const key = fileKey(output);
    const other = makers.get(key);
    if (other !== undefined)
      failOption(`Expected different outputs but both ${other} and ${input} would become ${output}`);
    if (inputs.has(key)) failOption(`Expected an output that is no input but received ${output} for ${input}`);
    makers.set(key, input);
  }
  if (paths.filter((path) => path === STANDARD_STREAM).length > 1) failOption('Expected - as input once at most');
}

/** Two names of one file have one key; macOS and Windows do not tell case apart. */
function fileKey(path: string): string {
  const absolute = resolve(path);
  return ['darwin', 'win32'].includes(process.platform) ? absolute.toLowerCase() : absolute;
}
