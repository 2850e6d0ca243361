/** The result as files to save, and the command that makes the same file. */
import { byId, make } from './dom.js';
import { formatBytes } from './figures.js';
import type { TextureFile } from './protocol.js';
import { toCommandLine } from './settings.js';
import type { PageStore } from './state.js';
import { CONTAINERS } from './textures.js';

/** Puts the links and the command on the store. */
export function showSaveLinks(store: PageStore): void {
  const list = byId('save-list');
  const section = byId('save');
  let urls: string[] = [];
  store.watch(['result', 'activity'], ({ result, activity }) => {
    // The links are those of other settings until the work is done.
    section.inert = activity !== 'idle';
    section.hidden = result === undefined;
  });
  store.watch(['result'], ({ result, fileName }) => {
    for (const url of urls) URL.revokeObjectURL(url);
    const links = (result?.files ?? []).map((file) => saveLink(file, baseName(fileName)));
    urls = links.map(({ href }) => href);
    list.replaceChildren(...links);
  });
  store.watch(['settings', 'fileName'], ({ settings, fileName }) => {
    byId('command').textContent = toCommandLine(settings, fileName, `${baseName(fileName)}.ktx2`);
  });
  const copy = byId<HTMLButtonElement>('copy');
  copy.addEventListener('click', async () => {
    await navigator.clipboard.writeText(byId('command').textContent ?? '');
    copy.textContent = 'Copied';
    setTimeout(() => {
      copy.textContent = 'Copy';
    }, 1500);
  });
}

function saveLink({ container, blob }: TextureFile, base: string): HTMLAnchorElement {
  const { name, extension } = CONTAINERS[container];
  const link = make('a', 'save-link', make('strong', '', name), make('span', '', formatBytes(blob.size)));
  link.href = URL.createObjectURL(blob);
  link.download = `${base}${extension}`;
  return link;
}

/** The name of a file without its ending. */
function baseName(fileName: string): string {
  return fileName.replace(/(?<=.)\.[^.]*$/, '');
}
