/** How the loupe is moved: pointer over a picture, drag in a loupe, keys, numbers. */
import { byId } from './dom.js';
import { PANES } from './paint-protocol.js';
import { blockSize } from './settings.js';
import { LOUPE_SCALES, type LoupePlace, type PageStore } from './state.js';

/** Readies every way to move the loupe. */
export function moveLoupe(store: PageStore): void {
  const move = (part: Partial<LoupePlace>) =>
    store.set({ loupe: clampPlace({ ...store.state.loupe, ...part }, store) });
  for (const name of PANES) {
    followPointer(byId(`sheet-${name}`), store, move);
    dragLoupe(byId<HTMLCanvasElement>(`loupe-${name}`), store, move);
  }
  takeKeys(byId('panes'), store, move);
  takeNumbers(store, move);
}

type Move = (part: Partial<LoupePlace>) => void;

/** Texels are whole, and there is one in the centre. */
function clampPlace(place: LoupePlace, { state: { picture } }: PageStore): LoupePlace {
  const clamp = (value: number, size: number) => Math.min(size - 1, Math.max(0, Math.floor(value)));
  return { ...place, x: clamp(place.x, picture?.width ?? 1), y: clamp(place.y, picture?.height ?? 1) };
}

/** The loupe follows a pointer over a picture until a click holds it there. */
function followPointer(sheet: HTMLElement, store: PageStore, move: Move): void {
  const texelAt = (event: PointerEvent | MouseEvent) => {
    const { left, top, width, height } = sheet.getBoundingClientRect();
    const picture = store.state.picture!;
    return {
      x: ((event.clientX - left) / width) * picture.width,
      y: ((event.clientY - top) / height) * picture.height,
    };
  };
  sheet.addEventListener('pointermove', (event) => {
    if (store.state.picture !== undefined && !store.state.loupe.isPinned) move(texelAt(event));
  });
  sheet.addEventListener('click', (event) => {
    if (store.state.picture === undefined || (event.target as HTMLElement).id === 'handle') return;
    const isTouch = (event as PointerEvent).pointerType === 'touch';
    const { isPinned } = store.state.loupe;
    move(isPinned && !isTouch ? { isPinned: false } : { ...texelAt(event), isPinned: !isTouch });
  });
}

/** A drag in a loupe moves its picture; a wheel changes the magnification. */
function dragLoupe(canvas: HTMLCanvasElement, store: PageStore, move: Move): void {
  let start: { clientX: number; clientY: number; x: number; y: number } | undefined;
  canvas.addEventListener('pointerdown', ({ pointerId, clientX, clientY }) => {
    const { x, y } = store.state.loupe;
    start = { clientX, clientY, x, y };
    canvas.setPointerCapture(pointerId);
  });
  canvas.addEventListener('pointermove', ({ clientX, clientY }) => {
    if (start === undefined) return;
    const { scale } = store.state.loupe;
    const x = start.x + 0.5 + (start.clientX - clientX) / scale;
    move({ x, y: start.y + 0.5 + (start.clientY - clientY) / scale, isPinned: true });
  });
  for (const end of ['pointerup', 'pointercancel'] as const) {
    canvas.addEventListener(end, () => {
      start = undefined;
    });
  }
  canvas.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      move({ scale: nextScale(store.state.loupe.scale, event.deltaY < 0 ? 1 : -1) });
    },
    { passive: false },
  );
}

function nextScale(scale: number, step: 1 | -1): number {
  const index = LOUPE_SCALES.indexOf(scale as (typeof LOUPE_SCALES)[number]) + step;
  return LOUPE_SCALES[Math.min(LOUPE_SCALES.length - 1, Math.max(0, index))]!;
}

/** Arrows by a texel, with Shift by a block; plus and minus; Enter holds the loupe or lets it go. */
function takeKeys(panes: HTMLElement, store: PageStore, move: Move): void {
  panes.tabIndex = 0;
  panes.addEventListener('keydown', (event) => {
    const { x, y, scale, isPinned } = store.state.loupe;
    const block = blockSize(store.state.settings);
    const [stepX, stepY] = event.shiftKey ? [block.width, block.height] : [1, 1];
    const moves: Readonly<Record<string, Partial<LoupePlace>>> = {
      ArrowLeft: { x: x - stepX, isPinned: true },
      ArrowRight: { x: x + stepX, isPinned: true },
      ArrowUp: { y: y - stepY, isPinned: true },
      ArrowDown: { y: y + stepY, isPinned: true },
      '+': { scale: nextScale(scale, 1) },
      '=': { scale: nextScale(scale, 1) },
      '-': { scale: nextScale(scale, -1) },
      Enter: { isPinned: !isPinned },
    };
    const part = moves[event.key];
    if (part === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    move(part);
  });
}

function takeNumbers(store: PageStore, move: Move): void {
  const [x, y] = [byId<HTMLInputElement>('loupe-x'), byId<HTMLInputElement>('loupe-y')];
  const zoom = byId<HTMLInputElement>('loupe-scale');
  const grid = byId<HTMLInputElement>('grid');
  const pin = byId<HTMLInputElement>('pin');
  x.addEventListener('input', () => x.value !== '' && move({ x: x.valueAsNumber, isPinned: true }));
  y.addEventListener('input', () => y.value !== '' && move({ y: y.valueAsNumber, isPinned: true }));
  zoom.max = String(LOUPE_SCALES.length - 1);
  zoom.addEventListener('input', () => move({ scale: LOUPE_SCALES[zoom.valueAsNumber]! }));
  grid.addEventListener('change', () => store.set({ showsGrid: grid.checked }));
  pin.addEventListener('change', () => move({ isPinned: pin.checked }));
  store.watch(['loupe', 'picture'], ({ loupe, picture }) => {
    // What is being typed is left alone.
    if (document.activeElement !== x) x.value = String(loupe.x);
    if (document.activeElement !== y) y.value = String(loupe.y);
    x.max = String((picture?.width ?? 1) - 1);
    y.max = String((picture?.height ?? 1) - 1);
    zoom.value = String(LOUPE_SCALES.indexOf(loupe.scale as (typeof LOUPE_SCALES)[number]));
    zoom.setAttribute('aria-valuetext', `${loupe.scale} times`);
    byId('loupe-scale-text').textContent = `${loupe.scale}×`;
    pin.checked = loupe.isPinned;
    byId('panes').toggleAttribute('data-pinned', loupe.isPinned);
  });
}
