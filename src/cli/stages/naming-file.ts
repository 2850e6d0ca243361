/** Errors about one of several files that a texture is made of. */
import { AstcError } from '../../errors.js';

/** Runs the work; what it throws begins with the name of its file. */
export async function namingFile<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (!(cause instanceof AstcError) || cause.code === 'E_ABORTED') throw cause;
    const { hint } = cause;
    throw new AstcError(cause.code, `${name}: ${cause.message}`, { cause, ...(hint && { hint }) });
  }
}
