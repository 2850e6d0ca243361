/** The lists of pictures that the pages in `results/` measure: where they come from, and what is taken of them. */
import { readFileSync } from 'node:fs';

/**
 * @typedef {object} Published
 * @property {string} name
 * @property {string} class
 * @property {string} package of npm; of Debian where `system` is true
 * @property {boolean} [system]
 * @property {string} file in it; the folder of the drawings of a sheet
 * @property {number} [glbImage] which image of a binary glTF
 * @property {string} [sheet] names of drawings, four in a row
 * @property {[width: number, height: number]} [drawn] pixels of a drawing
 * @property {number} [scale] of the whole, before it is cropped
 * @property {[left: number, top: number, width: number, height: number]} [crop] pixels; all of it where there is none
 */

/** @typedef {keyof typeof LISTS} ListName */

/** `published`: photographs, maps and masks, large. `hold-out`: every kind, small, which nobody may tune on. */
export const LISTS = { published: readPictures('published.json'), 'hold-out': readPictures('hold-out.json') };

/**
 * @param {string} file
 * @returns {readonly Published[]}
 */
function readPictures(file) {
  return JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'));
}

/**
 * @param {string} name of a picture
 * @param {{ width: number, height: number }} size of what was measured: it tells pictures of one name in two lists apart
 * @returns {string} where it comes from; empty for those that are not of the lists
 */
export function originOf(name, { width, height }) {
  const named = Object.values(LISTS)
    .flat()
    .filter((picture) => picture.name === name);
  const found =
    named.find(({ crop }) => crop?.[2] === width && crop[3] === height) ?? named.find(({ crop }) => crop === undefined);
  if (found === undefined) return '';
  const part = found.glbImage === undefined ? '' : ` image ${found.glbImage}`;
  const scale = found.scale === undefined ? '' : `, scaled by ${found.scale}`;
  const at = found.crop === undefined ? '' : `, from ${found.crop[0]},${found.crop[1]} on`;
  return `${found.package} ${found.file}${part}${scale}${at}${found.sheet === undefined ? '' : ` (${found.sheet})`}`;
}
