/** How much of the room for pictures one takes: in pixels, or where there is a budget in bytes. */
import type { Image } from '../../types.js';
import type { Claim } from './pixel-room.js';

export interface PictureNeed {
  /** What a file asks for before it is decoded; undefined: whatever it takes. */
  claim: (bytes: Uint8Array) => Claim | undefined;
  /** What it takes once it is. */
  actual: (image: Image) => number;
  /** Told how much a file takes for which there is never room. */
  refuse?: Claim['refuse'];
}

/** Pixels are counted once they are there, and none is too many. */
export const PIXEL_NEED: PictureNeed = {
  claim: () => undefined,
  actual: ({ width, height }) => width * height,
};
