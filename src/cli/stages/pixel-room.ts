/** How many decoded pixels the files on their way hold together. */

/** Why: 128 MiB in 8 bits, some hundred textures of games or two photographs, which is look-ahead enough for any number. */
const MAX_PIXELS = 2 ** 25;

/** The room of one file; it gives back what it took when the file is done. */
export interface FileRoom {
  /** Resolves when there is room. Who does not know yet how much it takes may go beyond it, by that one picture. */
  open: () => Promise<void>;
  take: (pixelCount: number) => void;
  leave: () => void;
}

/** A room that all files share. */
export function createPixelRoom(maxPixels = MAX_PIXELS): () => FileRoom {
  const waiting: (() => void)[] = [];
  let taken = 0;
  const change = (pixelCount: number) => {
    taken += pixelCount;
    while (waiting.length > 0 && taken < maxPixels) waiting.shift()!();
  };
  return () => {
    let own = 0;
    return {
      open: () => {
        if (waiting.length === 0 && taken < maxPixels) return Promise.resolve();
        return new Promise((resolve) => {
          waiting.push(resolve);
        });
      },
      take: (pixelCount) => {
        own += pixelCount;
        change(pixelCount);
      },
      leave: () => {
        change(-own);
        own = 0;
      },
    };
  };
}
