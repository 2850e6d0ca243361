/** Work on a device that is not ours: what it reports of our commands is ours to tell, as an error of the call. */
import { AstcError } from '../errors.js';

/** What the work gives, and how to undo it. */
interface Guarded<T> {
  result: T;
  discard?: () => void;
}

/**
 * The result, once the device took all commands that made it. The work is done in one go, since scopes are a stack that the
 * page may use, too.
 *
 * @throws {AstcError} E_GPU where it refused one, is out of memory or lost; what the work throws
 */
export async function guardWork<T>(device: GPUDevice, work: () => Guarded<T>): Promise<T> {
  device.pushErrorScope('out-of-memory');
  device.pushErrorScope('validation');
  let outcome: Guarded<T> | { thrown: unknown };
  try {
    outcome = work();
  } catch (thrown) {
    outcome = { thrown };
  }
  const validation = device.popErrorScope();
  const memory = device.popErrorScope();
  const lost = device.lost.then(({ message, reason }) => {
    throw new AstcError('E_GPU', `The device was lost (${message || reason})`);
  });
  lost.catch(() => undefined);
  const [refused, outOfMemory] = await Promise.race([Promise.all([validation, memory].map(nothingWhereLost)), lost]);
  const fault = faultOf(outOfMemory, refused);
  if (fault === undefined && !('thrown' in outcome)) return outcome.result;
  if (!('thrown' in outcome)) outcome.discard?.();
  throw fault ?? (outcome as { thrown: unknown }).thrown;
}

/** A lost device answers no scope; that it is lost is told by itself. */
async function nothingWhereLost(scope: Promise<GPUError | null>): Promise<GPUError | null> {
  return scope.catch(() => null);
}

function faultOf(
  outOfMemory: GPUError | null | undefined,
  refused: GPUError | null | undefined,
): AstcError | undefined {
  if (outOfMemory) return new AstcError('E_GPU', 'The device is out of memory', { cause: outOfMemory });
  if (refused) return new AstcError('E_GPU', `The device refused the work (${refused.message})`, { cause: refused });
  return undefined;
}
