/** Source, result and error as large as fits: side by side, or source and result divided by a handle. */
import { all, byId } from './dom.js';
import { PANES } from './paint-protocol.js';
import type { Layout, PageStore } from './state.js';

/** Share of the picture the handle moves at a press of a key. */
const KEY_STEP = 0.02;

/** Puts the panes on the store. */
export function showViewer(store: PageStore): void {
  for (const name of PANES) fitSheet(byId(`sheet-${name}`), byId(`frame-${name}`), store);
  showLayouts(store);
  moveHandle();
}

/** Keeps a sheet the largest of the picture's shape in its frame. */
function fitSheet(sheet: HTMLElement, frame: HTMLElement, store: PageStore): void {
  // Asked for when the page is laid out, which a question at any other time would make it be at once.
  let width = 0;
  let height = 0;
  const refit = () => {
    const { picture } = store.state;
    if (picture === undefined || width === 0) return;
    const scale = Math.min(width / picture.width, height / picture.height);
    sheet.style.width = `${Math.max(1, Math.floor(picture.width * scale))}px`;
    sheet.style.height = `${Math.max(1, Math.floor(picture.height * scale))}px`;
    sheet.toggleAttribute('data-alpha', picture.hasAlpha);
  };
  new ResizeObserver(() => {
    ({ clientWidth: width, clientHeight: height } = frame);
    refit();
  }).observe(frame);
  store.watch(['picture'], refit);
}

function showLayouts(store: PageStore): void {
  const views = byId('views');
  const inputs = all<HTMLInputElement>('input[name="layout"]');
  for (const input of inputs) {
    input.addEventListener('change', () => store.set({ layout: input.value as Layout }));
  }
  store.watch(['layout'], ({ layout }) => {
    views.dataset.layout = layout;
    for (const input of inputs) input.checked = input.value === layout;
  });
}

/** The handle that divides source and result. */
function moveHandle(): void {
  const sheet = byId('sheet-result');
  const handle = byId('handle');
  let share = 0.5;
  const move = (to: number) => {
    share = Math.min(1, Math.max(0, to));
    sheet.style.setProperty('--split', String(share));
    handle.setAttribute('aria-valuenow', String(Math.round(share * 100)));
  };
  handle.addEventListener('pointerdown', (event) => {
    event.preventDefault();
    handle.focus();
    handle.setPointerCapture(event.pointerId);
  });
  handle.addEventListener('pointermove', (event) => {
    if (!handle.hasPointerCapture(event.pointerId)) return;
    const { left, width } = sheet.getBoundingClientRect();
    move((event.clientX - left) / width);
  });
  handle.addEventListener('keydown', (event) => {
    const steps: Readonly<Record<string, number>> = {
      ArrowLeft: share - KEY_STEP,
      ArrowDown: share - KEY_STEP,
      ArrowRight: share + KEY_STEP,
      ArrowUp: share + KEY_STEP,
      Home: 0,
      End: 1,
    };
    const to = steps[event.key];
    if (to === undefined) return;
    event.preventDefault();
    // The arrows move the loupe everywhere else.
    event.stopPropagation();
    move(to);
  });
  move(share);
}
