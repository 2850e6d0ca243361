/** What `--verify` does with an output: reads it from where it was written and asks whether it is what was meant. */
import { AstcError } from '../../errors.js';
import { readTexture } from '../../read-texture.js';
import { readInput } from '../files/read-input.js';
import type { FileRun } from './stage.js';

/**
 * The bytes as they were written, every block of every level legal, and nothing that `ktx validate` calls an error.
 *
 * @throws {AstcError} E_DIFFERS, E_READ
 */
export async function verifyOutput(bytes: Uint8Array, { output, signal }: FileRun): Promise<void> {
  const [{ inspect }, { validateKtx2 }] = await Promise.all([
    import('../../inspect.js'),
    import('../../validate-ktx2.js'),
  ]);
  const found = await readInput(output, signal);
  if (Buffer.compare(found, bytes) !== 0) {
    failVerify(output, `${bytes.length} bytes as written`, `${found.length} that differ`);
  }
  const texture = readTexture(found);
  for (const level of texture.levels.keys()) {
    const { statistics } = await inspect(texture, { level });
    const illegal = 'illegalCount' in statistics ? statistics.illegalCount : 0;
    if (illegal > 0) failVerify(output, 'legal blocks', `${illegal} illegal ones in level ${level}`);
  }
  if (!output.toLowerCase().endsWith('.ktx2')) return;
  const error = validateKtx2(found).messages.find(({ type }) => type !== 'warning');
  if (error) failVerify(output, 'a valid KTX2 file', `${error.message} (${error.id})`);
}

function failVerify(output: string, expected: string, received: string): never {
  throw new AstcError('E_DIFFERS', `Expected ${expected} in ${output} but read ${received}`);
}
