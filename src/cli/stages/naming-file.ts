/** Errors about one of several files. */
import { AstcError } from '../../errors.js';

/** Runs the work; what it throws begins with the name of its file. */
export async function namingFile<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw named(name, cause);
  }
}

/** The same of work that is done at once. */
export function namingFileOf<T>(name: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw named(name, cause);
  }
}

function named(name: string, cause: unknown): unknown {
  if (!(cause instanceof AstcError) || cause.code === 'E_ABORTED') return cause;
  const { hint } = cause;
  return new AstcError(cause.code, `${name}: ${cause.message}`, { cause, ...(hint && { hint }) });
}
