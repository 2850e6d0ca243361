/** The first stage: the bytes of what a file is made of. */
import { checkExtension } from '../extensions.js';
import { readInput } from '../files/read-input.js';
import { namingFile } from './naming-file.js';
import type { FileRun } from './stage.js';

/** Reads the one input; a name that lies about it is a warning. @throws {AstcError} E_READ, E_ABORTED */
export async function readSource(file: FileRun): Promise<Uint8Array> {
  const [bytes] = await readSources(file);
  return bytes!;
}

/**
 * The same of all pictures that are one texture.
 *
 * @param isNamed  whether names are to tell what they are: raw pixels may look like anything
 * @param readBytes  where they do not lie in files
 */
export async function readSources(
  { inputs, report, signal }: FileRun,
  isNamed = true,
  readBytes: (input: string, signal: AbortSignal) => Promise<Uint8Array> = readInput,
): Promise<Uint8Array[]> {
  report.detail('reading');
  const sources: Uint8Array[] = [];
  for (const input of inputs) {
    const read = async () => {
      const bytes = await readBytes(input, signal);
      if (isNamed)
        checkExtension(input, bytes, (message) => report.warn(inputs.length > 1 ? `${input} ${message}` : message));
      return bytes;
    };
    sources.push(await (inputs.length > 1 ? namingFile(input, read) : read()));
  }
  return sources;
}
