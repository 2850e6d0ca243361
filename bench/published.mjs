/** The pictures of the published page: where they come from, and what is taken of them. */
import { readFileSync } from 'node:fs';

/**
 * @typedef {object} Published
 * @property {string} name
 * @property {string} class
 * @property {string} package of npm
 * @property {string} file in it
 * @property {[left: number, top: number, width: number, height: number]} [crop] pixels; all of it where there is none
 */

/** @type {readonly Published[]} */
export const PUBLISHED = JSON.parse(readFileSync(new URL('published.json', import.meta.url), 'utf8'));

/**
 * @param {string} name of a picture
 * @returns {string} where it comes from; empty for those that are not of the list
 */
export function originOf(name) {
  const found = PUBLISHED.find((picture) => picture.name === name);
  if (found === undefined) return '';
  const at = found.crop === undefined ? '' : `, from ${found.crop[0]},${found.crop[1]} on`;
  return `${found.package} ${found.file}${at}`;
}
