/** The images of a file one by one, in the order of global data. Spec: KTX 2.0, "BasisLZ Global Data". */
import type { Ktx2File } from './ktx2-file.js';

export interface ImagePlace {
  level: number;
  layer: number;
  face: number;
  slice: number;
}

/** Levels, in each of them layers, in each of them faces, in each of them slices. */
export function* listImages(file: Ktx2File): Generator<ImagePlace> {
  // As many layers as a file may say, and no image in any of them.
  if (file.header.faceCount === 0) return;
  for (let level = 0; level < file.levelCount; level++) {
    const { depth } = file.levelSize(level);
    for (let layer = 0; layer < file.layerCount; layer++) {
      for (let face = 0; face < file.header.faceCount; face++) {
        for (let slice = 0; slice < depth; slice++) yield { level, layer, face, slice };
      }
    }
  }
}

export function placeName({ level, layer, face, slice }: ImagePlace): string {
  return `level ${level}, layer ${layer}, face ${face}, slice ${slice}`;
}

export function countImages(file: Ktx2File): number {
  let slices = 0;
  for (let level = 0; level < file.levelCount; level++) slices += file.levelSize(level).depth;
  return slices * file.layerCount * file.header.faceCount;
}
