/** The page's end of the painter: hands over canvases and pictures, and says how large and where to look. */
import { byId } from './dom.js';
import { PANES, type PaintRequest, type PaneName, VIEWS, type ViewName } from './paint-protocol.js';
import type { Pane } from './protocol.js';
import { blockSize } from './settings.js';
import type { PageState, PageStore } from './state.js';

/** Puts all canvases on the store. */
export function paintCanvases(store: PageStore): void {
  const worker = new Worker(new URL('./painter-worker.js', import.meta.url), { type: 'module' });
  const post = (request: PaintRequest, transfer: Transferable[] = []) => worker.postMessage(request, transfer);
  worker.addEventListener('error', (event) => {
    const message = `The page's painter stopped: ${event.message || 'it could not be loaded'}`;
    store.set({ failure: { code: 'E_WORKER', message, hint: 'Reload the page.' } });
  });
  for (const view of VIEWS) for (const name of PANES) giveCanvas(view, name, post);
  const shown = new Map<PaneName, Pane | undefined>();
  store.watch(['picture', 'result'], (state) => {
    for (const name of PANES) {
      const pane = paneOf(state, name);
      if (shown.get(name) === pane) continue;
      shown.set(name, pane);
      const content = pane && { bitmap: pane.bitmap, hasAlpha: state.picture!.hasAlpha };
      post({ kind: 'content', name, content }, content && [content.bitmap]);
    }
  });
  store.watch(['loupe', 'showsGrid', 'settings', 'result'], (state) => post({ kind: 'look', look: lookOf(state) }));
}

/** What a pane shows, or undefined where there is nothing yet. */
function paneOf({ picture, result }: PageState, name: PaneName): Pane | undefined {
  if (name === 'source') return picture;
  return name === 'result' ? result?.decoded : result?.error;
}

/** Gives a canvas away and tells its size whenever that changes. */
function giveCanvas(view: ViewName, name: PaneName, post: (request: PaintRequest, transfer?: Transferable[]) => void) {
  const element = byId<HTMLCanvasElement>(`${view}-${name}`);
  const canvas = element.transferControlToOffscreen();
  post({ kind: 'canvas', view, name, canvas }, [canvas]);
  new ResizeObserver(() => {
    const screen = devicePixelRatio;
    const width = Math.max(1, Math.round(element.clientWidth * screen));
    const height = Math.max(1, Math.round(element.clientHeight * screen));
    post({ kind: 'size', view, name, size: { width, height, screen } });
  }).observe(element);
}

function lookOf({ loupe, showsGrid, settings, result }: PageState) {
  const { x, y, scale } = loupe;
  const block = showsGrid ? blockSize(result?.settings ?? settings) : undefined;
  return { x, y, scale, block };
}
