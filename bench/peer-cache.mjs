/** The peer's figures kept between runs: its pictures never change, and its slow presets take minutes. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { UsageError, writeWhole } from './run.mjs';

/**
 * What is known of one peer preset on one image and footprint.
 * @typedef {import('./measures.mjs').Quality & { secondsByBuild: Record<string, number> }} PeerFigures
 */

const SCHEMA = 1;

/** Figures by peer version, picture, footprint and preset, in one JSON file. */
export class PeerCache {
  /**
   * @param {string} path may not exist yet
   * @param {string} version of the peer, with that of the processor: times belong to both
   */
  constructor(path, version) {
    this.path = path;
    this.version = version;
    /** @type {Record<string, PeerFigures>} */
    this.entries = existsSync(path) ? readEntries(path) : {};
    this.isDirty = false;
  }

  /**
   * @param {string} pictureHash of {@link hashPicture}
   * @param {string} footprint
   * @param {string} preset
   * @param {{ builds: readonly string[], figures: readonly string[] }} needed what has to be known
   * @returns {PeerFigures | undefined}
   */
  find(pictureHash, footprint, preset, { builds, figures }) {
    const found = this.entries[this.key(pictureHash, footprint, preset)];
    const isWhole =
      found !== undefined &&
      builds.every((build) => build in found.secondsByBuild) &&
      figures.every((figure) => figure in found);
    return isWhole ? found : undefined;
  }

  /**
   * @param {string} pictureHash
   * @param {string} footprint
   * @param {string} preset
   * @param {PeerFigures} figures
   */
  keep(pictureHash, footprint, preset, figures) {
    this.entries[this.key(pictureHash, footprint, preset)] = figures;
    this.isDirty = true;
  }

  /** Writes the file, whole, if there is anything new. */
  save() {
    if (!this.isDirty) return;
    writeWhole(this.path, `${JSON.stringify({ schema: SCHEMA, entries: this.entries }).replaceAll('},"', '},\n"')}\n`);
    this.isDirty = false;
  }

  /**
   * @param {string} pictureHash
   * @param {string} footprint
   * @param {string} preset
   */
  key(pictureHash, footprint, preset) {
    return [this.version, pictureHash, footprint, preset].join('|');
  }
}

/**
 * @param {string} path
 * @returns {Record<string, PeerFigures>}
 */
function readEntries(path) {
  try {
    const { schema, entries } = JSON.parse(readFileSync(path, 'utf8'));
    if (schema === SCHEMA) return entries;
  } catch {
    // said below
  }
  throw new UsageError(`${path}: not a cache of the bench; delete it to start one`);
}

/**
 * @param {import('./images.mjs').Pixels} image
 * @returns {string} names the pixels, wherever they lie
 */
export function hashPicture({ width, height, data }) {
  return createHash('sha256').update(`${width}x${height}`).update(data).digest('hex').slice(0, 24);
}
