/** Memory that workers see too, and the copies in and out of it. */
import { throwIfAborted } from '../abort.js';
import { yieldToEvents } from './yield-to-events.js';

/** Bytes copied before other work is let in: a millisecond or two, ten where fresh pages fault in on a busy machine. */
const SLICE_BYTES = 1 << 22;

/** Whether threads of this process or page may share memory: browsers want cross-origin isolation. */
export function canShareMemory(): boolean {
  return typeof SharedArrayBuffer !== 'undefined' && globalThis.crossOriginIsolated !== false;
}

/** Zeroed bytes every worker can see. */
export function sharedBytes(byteLength: number): Uint8Array {
  return new Uint8Array(new SharedArrayBuffer(byteLength));
}

/** The same bytes, shared: the argument itself where it is so already. @throws {AstcError} E_ABORTED */
export async function shareBytes(bytes: Uint8Array, signal?: AbortSignal): Promise<Uint8Array> {
  if (isShared(bytes)) return bytes;
  const shared = sharedBytes(bytes.length);
  for (let from = 0; from < bytes.length; from += SLICE_BYTES) {
    if (from > 0) await yieldToEvents();
    throwIfAborted(signal);
    shared.set(bytes.subarray(from, from + SLICE_BYTES), from);
  }
  return shared;
}

/** The same bytes in memory of this thread alone, as `Blob`, `fetch` and `crypto.subtle` want them. */
export function unshareBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return isShared(bytes) ? new Uint8Array(bytes) : (bytes as Uint8Array<ArrayBuffer>);
}

export function isShared({ buffer }: Uint8Array): boolean {
  return typeof SharedArrayBuffer !== 'undefined' && buffer instanceof SharedArrayBuffer;
}
