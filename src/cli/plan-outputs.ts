/** Which input becomes which output: settled, and refused where two would meet, before any work. */
import { mkdir, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve, sep } from 'node:path';
import { AstcError } from '../errors.js';
import { STANDARD_STREAM } from './files.js';

/** One file to make; `-` is stdin or stdout. */
export interface PlannedFile {
  input: string;
  output: string;
}

/**
 * Pairs inputs with outputs.
 *
 * @param output  what `-o` says: a file, a folder, `-` or nothing (beside each input; stdout for stdin)
 * @param extension  of outputs that are named after their input, with the dot
 * @throws {AstcError} E_OPTION when outputs would overwrite each other or an input
 */
export async function planOutputs(
  inputs: readonly string[],
  output: string | undefined,
  extension: string,
): Promise<PlannedFile[]> {
  const isFolder = output !== undefined && output !== STANDARD_STREAM && (await isFolderOutput(inputs, output));
  if (output === STANDARD_STREAM && inputs.length > 1) {
    fail(`Expected one input for output - but received ${inputs.length}`);
  }
  if (output !== undefined && inputs.length > 1 && !isFolder) {
    fail(`Expected a folder for output of ${inputs.length} inputs but received the file ${output}`);
  }
  const files = inputs.map((input) => ({ input, output: outputOf(input, output, isFolder, extension) }));
  refuseCollisions(files);
  if (isFolder) await makeFolder(output);
  return files;
}

async function isFolderOutput(inputs: readonly string[], output: string): Promise<boolean> {
  const found = await stat(output).catch(() => undefined);
  if (found !== undefined) return found.isDirectory();
  return inputs.length > 1 || output.endsWith('/') || output.endsWith(sep);
}

function outputOf(input: string, output: string | undefined, isFolder: boolean, extension: string): string {
  if (output !== undefined && !isFolder) return output;
  if (input === STANDARD_STREAM) return output === undefined ? STANDARD_STREAM : join(output, `stdin${extension}`);
  const name = basename(input, extname(input)) + extension;
  return join(output ?? dirname(input), name);
}

function refuseCollisions(files: readonly PlannedFile[]): void {
  const inputs = new Set(files.map((file) => fileKey(file.input)));
  const makers = new Map<string, string>();
  for (const { input, output } of files) {
    if (output === STANDARD_STREAM) continue;
    const key = fileKey(output);
    const other = makers.get(key);
    if (other !== undefined) fail(`Expected different outputs but both ${other} and ${input} would become ${output}`);
    if (inputs.has(key)) fail(`Expected an output that is no input but received ${output} for ${input}`);
    makers.set(key, input);
  }
  if (files.filter((file) => file.input === STANDARD_STREAM).length > 1) fail('Expected - as input once at most');
}

/** Two names of one file have one key; macOS and Windows do not tell case apart. */
function fileKey(path: string): string {
  const absolute = resolve(path);
  return ['darwin', 'win32'].includes(process.platform) ? absolute.toLowerCase() : absolute;
}

async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (cause) {
    throw new AstcError('E_WRITE', `${path} cannot be made a folder (${(cause as NodeJS.ErrnoException).code})`, {
      cause,
    });
  }
}

function fail(message: string): never {
  throw new AstcError('E_OPTION', message);
}
