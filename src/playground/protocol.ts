/** What the page and its worker say to each other. */
import type { BlockPlace, BlockReport, Container, EtcBlockReport, HdrMetrics, ImageMetrics } from '../index.js';
import type { Settings } from './settings.js';

/** Pixels for a canvas and their numbers for the loupe. */
export interface Pane {
  bitmap: ImageBitmap;
  /** RGBA, 8 bits a component (the top 8 of 16; light by a tone curve), row-major from the top left. */
  texels: Uint8Array;
}

export type ComponentType = '8 bits' | '16 bits' | 'light';

export interface Picture extends Pane {
  width: number;
  height: number;
  hasAlpha: boolean;
  /** Components of the file that was read: integers of 8 or 16 bits, or floats. */
  type: ComponentType;
}

/** A texture file of the result in one container. */
export interface TextureFile {
  container: Container;
  /** Made where the texture is: the page only refers to it. */
  blob: Blob;
}

export interface EncodeResult {
  settings: Settings;
  /** Compression alone: from the first tile taken to the last one finished. */
  seconds: number;
  threads: number;
  /** The GPU that compressed, in its driver's words; undefined where the CPU did. */
  adapter: string | undefined;
  /** Bytes of all blocks, without any container. */
  blockBytes: number;
  metrics: ImageMetrics | HdrMetrics;
  decoded: Pane;
  error: Pane;
  /** One file for each container that holds the format. */
  files: TextureFile[];
}

export type InspectedBlock = BlockPlace & (BlockReport | EtcBlockReport);

/** Why a call failed; `code` is missing where it is no error of the library. */
export interface Failure {
  code?: string;
  message: string;
  hint?: string;
}

/** What the page can ask for, by name: what it gives and what it gets. */
export interface Calls {
  open: { argument: Blob; answer: Picture };
  encode: { argument: Settings; answer: EncodeResult };
  /** The block of a texel of the last result. */
  inspect: { argument: { x: number; y: number }; answer: InspectedBlock | undefined };
}
export type CallName = keyof Calls;

export type Request =
  | { [Name in CallName]: { kind: 'call'; id: number; name: Name; argument: Calls[Name]['argument'] } }[CallName]
  | { kind: 'abort'; id: number };

export type Reply =
  | { kind: 'answer'; id: number; answer: Calls[CallName]['answer'] }
  | { kind: 'failure'; id: number; failure: Failure }
  /** Share of the blocks that are finished, 0..1. */
  | { kind: 'progress'; id: number; fraction: number }
  /** Something the visitor should know although the work goes on. */
  | { kind: 'warning'; message: string };
