/** Which input becomes which output: settled, and refused where two would meet, before any work. */
import { mkdir, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve, sep } from 'node:path';
import { AstcError } from '../errors.js';
import { failOption } from '../options/speech.js';
import { promisedKind } from './extensions.js';
import { STANDARD_STREAM } from './files/names.js';
import { reasonOf } from './files/system-errors.js';
import type { Expansion, FoundInput } from './inputs/expand-inputs.js';
import { fillTemplate, isTemplate, type TemplateWords } from './name-template.js';

/** One file to make; `-` is stdin or stdout. */
export interface PlannedFile {
  /** What it is made of, as messages name it. */
  input: string;
  /** Paths of what it is made of: one, unless several pictures are one texture. */
  inputs: readonly string[];
  output: string;
}

/**
 * What `-o` stands for: one file, a folder for all, a template of names, or no word at all (beside each input; stdout for
 * stdin).
 */
export type OutputPlace = { kind: 'file' | 'folder' | 'template'; path: string } | { kind: 'beside' };

/**
 * What `-o` means for these inputs: a folder where there is one, where the name ends like one, and for several inputs
 * unless the name is clearly that of a file.
 *
 * @throws {AstcError} E_OPTION for several inputs and one file
 */
export async function findPlace({ inputs, isOpen }: Expansion, output: string | undefined): Promise<OutputPlace> {
  if (output === undefined) return { kind: 'beside' };
  if (output === STANDARD_STREAM) {
    if (inputs.length > 1) failOption(`Expected one input for --output - but received ${inputs.length}`);
    return { kind: 'file', path: output };
  }
  const found = await stat(output).catch(() => undefined);
  if (found?.isDirectory() || output.endsWith('/') || output.endsWith(sep)) return { kind: 'folder', path: output };
  if (found === undefined && isTemplate(output)) return { kind: 'template', path: output };
  // A folder that holds one file today is a folder still.
  const isOne = inputs.length === 1 && !(isOpen && found === undefined && promisedKind(output) === undefined);
  if (isOne) return { kind: 'file', path: output };
  if (found === undefined && promisedKind(output) === undefined) return { kind: 'folder', path: output };
  failOption(
    `Expected a folder for --output of ${inputs.length} inputs but received the file ${output}`,
    found === undefined ? `--output ${output}/ makes a folder of that name` : undefined,
  );
}

/** The name that says which container to write: a folder's says nothing, stdout neither, nor a template that asks for it. */
export function nameOf(place: OutputPlace): string | undefined {
  if (place.kind === 'beside' || place.kind === 'folder' || place.path === STANDARD_STREAM) return undefined;
  return place.path.endsWith('}') ? undefined : place.path;
}

/** What options say in names: `ext`, of outputs that are named after their input, with the dot; more for templates. */
export type NameWords = TemplateWords & { ext: string };

/**
 * Pairs inputs with outputs. Below a folder for all, files keep the folders that they were found in.
 *
 * @throws {AstcError} E_OPTION when outputs would overwrite each other or an input
 */
export function planOutputs(
  { inputs }: Expansion,
  place: OutputPlace,
  wordsOf: (path: string) => NameWords,
): PlannedFile[] {
  const files = inputs.map((input) => ({
    input: input.path,
    inputs: [input.path],
    output: outputOf(input, place, wordsOf(input.path)),
  }));
  refuseCollisions(files);
  return files;
}

/**
 * One output of all inputs, named after the first unless `-o` says.
 *
 * @throws {AstcError} E_OPTION when it would overwrite an input
 */
export function planTogether(inputs: readonly string[], place: OutputPlace, words: NameWords): PlannedFile {
  const [first, ...others] = inputs as [string, ...string[]];
  const input = others.length === 0 ? first : `${first} and ${others.length} more`;
  const file = { input, inputs, output: outputOf({ path: first, folder: '' }, place, words) };
  refuseCollisions([file]);
  return file;
}

/** Makes the folders of outputs that are missing, where `-o` names them. @throws {AstcError} E_WRITE */
export async function makeFolders(place: OutputPlace, files: readonly PlannedFile[]): Promise<void> {
  if (place.kind === 'beside' || place.path === STANDARD_STREAM) return;
  for (const folder of new Set(files.map(({ output }) => dirname(output)))) {
    try {
      await mkdir(folder, { recursive: true });
    } catch (cause) {
      throw new AstcError('E_WRITE', `${folder} cannot be made a folder (${reasonOf(cause)})`, { cause });
    }
  }
}

function outputOf(input: FoundInput, place: OutputPlace, words: NameWords): string {
  if (place.kind === 'file') return place.path;
  if (place.kind === 'template') return fillTemplate(place.path, input, words);
  const { path } = input;
  const isStdin = path === STANDARD_STREAM;
  if (isStdin && place.kind === 'beside') return STANDARD_STREAM;
  const name = (isStdin ? 'stdin' : basename(path, extname(path))) + words.ext;
  return place.kind === 'folder' ? join(place.path, input.folder, name) : join(dirname(path), name);
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
