/** Which components a result says something about. */
import type { TextureFormat } from '../index.js';
import type { Settings } from './settings.js';

const ALL = [0, 1, 2, 3] as const;
export const ALPHA = 3;

/** Components 0..3 that each format stores. */
const STORED: Readonly<Record<TextureFormat, readonly number[]>> = {
  astc: ALL,
  etc1: [0, 1, 2],
  'etc2-rgb': [0, 1, 2],
  'etc2-rgba1': ALL,
  'etc2-rgba': ALL,
  'eac-r11': [0],
  'eac-rg11': [0, 1],
  'eac-r11-snorm': [0],
  'eac-rg11-snorm': [0, 1],
};

/** Components 0..3 that are not stored: what they decode to is no error. Normals have no alpha. */
export function missingComponents({ format, content }: Pick<Settings, 'format' | 'content'>): number[] {
  const stored = content === 'normal' ? STORED[format].filter((each) => each !== ALPHA) : STORED[format];
  return ALL.filter((component) => !stored.includes(component));
}
