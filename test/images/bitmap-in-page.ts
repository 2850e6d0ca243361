/** Runs in a page: what the browser itself makes of bitmaps, in base64 as they come. */
import { decodeInBrowser } from '../../src/images/browser-decode.js';

export async function decodeBitmaps(files: string[]): Promise<number[][]> {
  const pictures: number[][] = [];
  for (const file of files) {
    const bytes = Uint8Array.from(atob(file), (letter) => letter.charCodeAt(0));
    pictures.push(Array.from((await decodeInBrowser(bytes, 'bmp', 'none')).data));
  }
  return pictures;
}
