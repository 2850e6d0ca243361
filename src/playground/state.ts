/** The parts of the page's state. */
import type { EncodeResult, Failure, Picture } from './protocol.js';
import { INITIAL_SETTINGS, type Settings } from './settings.js';
import { Store } from './store.js';

/** `reading` a file, `encoding` it, nothing to do (`idle`), or `stopped` by the visitor with work left. */
export type Activity = 'idle' | 'reading' | 'encoding' | 'stopped';
export type Layout = 'side' | 'split';

export interface PageState {
  activity: Activity;
  /** Share of the blocks that are finished while `encoding`, 0..1. */
  fraction: number;
  picture: Picture | undefined;
  /** Name of the picture's file. */
  fileName: string;
  settings: Settings;
  /** Of the picture; with other settings than the chosen ones while those are worked on. */
  result: EncodeResult | undefined;
  failure: Failure | undefined;
  warning: string | undefined;
  layout: Layout;
  loupe: LoupePlace;
  showsGrid: boolean;
}

/** What the loupe is on. */
export interface LoupePlace {
  /** The texel in its centre. */
  x: number;
  y: number;
  /** CSS pixels a texel: a power of two. */
  scale: number;
  /** Whether it stays when the pointer moves. */
  isPinned: boolean;
}

export const LOUPE_SCALES = [1, 2, 4, 8, 16, 32] as const;

export type PageStore = Store<PageState>;

export function createStore(layout: Layout): PageStore {
  return new Store<PageState>({
    activity: 'idle',
    fraction: 0,
    picture: undefined,
    fileName: '',
    settings: INITIAL_SETTINGS,
    result: undefined,
    failure: undefined,
    warning: undefined,
    layout,
    loupe: { x: 0, y: 0, scale: 8, isPinned: false },
    showsGrid: true,
  });
}
