/** Pictures that come in: dropped anywhere, chosen, pasted, or one of the samples. */
import { all, byId } from './dom.js';
import type { Runner } from './runner.js';
import type { PageStore } from './state.js';

/** Readies every way a picture can come in. */
export function acceptPictures(store: PageStore, runner: Runner): void {
  const open = (file: File | undefined) => {
    if (file !== undefined) void runner.open(file, file.name === '' ? 'pasted.png' : file.name);
  };
  acceptDrops(open);
  acceptChoices(open);
  document.addEventListener('paste', (event) => open(event.clipboardData?.files[0]));
  for (const button of all<HTMLButtonElement>('[data-sample]')) {
    button.addEventListener('click', () => void openSample(button.dataset.sample!, store, runner));
  }
  store.watch(['picture', 'activity'], ({ picture, activity }) => {
    document.body.dataset.state = picture === undefined ? 'empty' : 'open';
    document.body.dataset.activity = activity;
    byId('drop-title').textContent = activity === 'reading' ? 'Reading…' : 'Drop a picture';
  });
}

/** The whole window takes what is dropped; a veil says so while something is dragged over it. */
function acceptDrops(open: (file: File | undefined) => void): void {
  const show = (isOver: boolean) => document.body.toggleAttribute('data-dragging', isOver);
  const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
  addEventListener('dragover', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    show(true);
  });
  addEventListener('dragleave', (event) => {
    // Leaving an element for another of the page is not leaving the window.
    if (event.relatedTarget === null) show(false);
  });
  addEventListener('drop', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    show(false);
    open(event.dataTransfer?.files[0]);
  });
}

function acceptChoices(open: (file: File | undefined) => void): void {
  const input = byId<HTMLInputElement>('file');
  input.addEventListener('change', () => {
    open(input.files?.[0]);
    // The same file may be chosen again, changed in the meantime.
    input.value = '';
  });
  for (const button of all<HTMLButtonElement>('[data-choose]')) {
    button.addEventListener('click', () => input.click());
  }
}

async function openSample(name: string, store: PageStore, runner: Runner): Promise<void> {
  try {
    const response = await fetch(new URL(`../samples/${name}`, import.meta.url));
    if (!response.ok) throw new Error(`status ${response.status}`);
    await runner.open(await response.blob(), name);
  } catch (error) {
    const failure = { code: 'E_READ', message: `${name} cannot be loaded: ${(error as Error).message}` };
    store.set({ failure });
  }
}
