/** Compression by the platform, in slices that leave a page time to draw. */

/**
 * Why: promises alone never let a page draw, and a task of 50 ms is felt. Browsers (de)compress each piece they are given
 * in one go, on the thread that gives it.
 */
const SLICE_MS = 12;
const PIECE_BYTES = 0x2000;

/**
 * Sends pieces through a stream.
 *
 * @returns the pieces that come out, as they come
 * @throws what the platform throws at damaged or cut data
 */
export function pipeThrough(
  pieces: Iterator<Uint8Array>,
  stream: CompressionStream | DecompressionStream,
): ReadableStream<Uint8Array> {
  let sliceStart = performance.now();
  const source = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (performance.now() - sliceStart > SLICE_MS) {
          await nextTask();
          sliceStart = performance.now();
        }
        const { value, done } = pieces.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
    },
    { highWaterMark: 0 },
  );
  return source.pipeThrough(stream as unknown as ReadableWritablePair<Uint8Array, Uint8Array>);
}

function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

/**
 * Decompresses a zlib stream.
 *
 * @param compressed  the stream in pieces of any length
 * @param take  gets the bytes as they come; returns false once it has enough, so that no more pile up
 * @throws what the platform throws at damaged or cut data, or what `take` throws
 */
export async function inflate(compressed: Uint8Array[], take: (bytes: Uint8Array) => boolean): Promise<void> {
  const reader = pipeThrough(cut(compressed), new DecompressionStream('deflate')).getReader();
  let hasEnough = false;
  for (let result = await reader.read(); !result.done; result = await reader.read()) {
    if (hasEnough) {
      await reader.cancel();
      return;
    }
    hasEnough = !take(result.value);
  }
}

function* cut(arrays: Uint8Array[]): Generator<Uint8Array, void> {
  for (const bytes of arrays) {
    // Copies: streams take no shared memory.
    for (let start = 0; start < bytes.length; start += PIECE_BYTES) yield bytes.slice(start, start + PIECE_BYTES);
  }
}
