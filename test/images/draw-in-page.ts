/** Runs in a page: what the browser itself makes of image files. */

/** RGBA of each file as it is drawn, or null where the browser cannot read it. */
export async function drawAll(files: string[]): Promise<(number[] | null)[]> {
  const results: (number[] | null)[] = [];
  for (const base64 of files) {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    try {
      const bitmap = await createImageBitmap(new Blob([bytes]));
      const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
      context.drawImage(bitmap, 0, 0);
      results.push([...context.getImageData(0, 0, bitmap.width, bitmap.height).data]);
    } catch {
      results.push(null);
    }
  }
  return results;
}
