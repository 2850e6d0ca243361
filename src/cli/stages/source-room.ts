/** Files that are read ahead, where there is a budget: their bytes wait, too, until their pictures are compressed. */
import { stat } from 'node:fs/promises';
import { createPixelRoom } from './pixel-room.js';
import type { FileRun, OpenGate } from './stage.js';

/** Part of the budget for files as they lie on the disk. Why: pictures are some times as large. */
const SHARE = 1 / 8;

/**
 * @param budget  bytes for all pictures on their way; undefined where nobody counts
 * @returns what runs the work of a file once there is room for what it is made of
 */
export function createSourceRoom(budget: number | undefined, openGate: OpenGate) {
  if (budget === undefined) return <T>(_: FileRun, work: () => Promise<T>) => work();
  const max = budget * SHARE;
  const openRoom = createPixelRoom(max);
  // Who comes later never holds what one before it waits for.
  const inOrder = openGate(Number.POSITIVE_INFINITY);
  return async <T>({ index, inputs }: FileRun, work: () => Promise<T>): Promise<T> => {
    const room = openRoom();
    const expected = async () => Math.min(max, await bytesOf(inputs));
    try {
      await inOrder.through(index, () => room.open({ expected, refuse: neverRefused }));
      return await work();
    } finally {
      room.leave();
    }
  };
}

/** What is larger than the room waits until it is empty. */
function neverRefused(amount: number): never {
  throw new RangeError(`${amount} bytes of room were asked for at once`);
}

/** Pipes do not say how much comes. */
async function bytesOf(paths: readonly string[]): Promise<number> {
  const sizes = await Promise.all(paths.map(async (path) => (await stat(path).catch(() => undefined))?.size ?? 0));
  return sizes.reduce((sum, size) => sum + size, 0);
}
