/** What the page tells its painter. Lengths are pixels of the screen, not of CSS. */
import type { LoupePlace } from './state.js';

export const PANES = ['source', 'result', 'error'] as const;
export type PaneName = (typeof PANES)[number];
/** Every picture is shown twice: whole, and magnified. */
export const VIEWS = ['pane', 'loupe'] as const;
export type ViewName = (typeof VIEWS)[number];

export interface Content {
  bitmap: ImageBitmap;
  hasAlpha: boolean;
}

/** How the loupes look at all pictures. */
export interface LoupeLook extends Pick<LoupePlace, 'x' | 'y' | 'scale'> {
  /** Texels of a block whose borders are drawn, if any. */
  block: { width: number; height: number } | undefined;
}

export interface CanvasSize {
  width: number;
  height: number;
  /** Pixels of the screen a CSS pixel. */
  screen: number;
}

export type PaintRequest =
  /** Gives a canvas away, once for each view. */
  | { kind: 'canvas'; view: ViewName; name: PaneName; canvas: OffscreenCanvas }
  | { kind: 'size'; view: ViewName; name: PaneName; size: CanvasSize }
  | { kind: 'content'; name: PaneName; content: Content | undefined }
  | { kind: 'look'; look: LoupeLook };
