/** What went wrong, with its code and what to do about it; and what the visitor should know besides. */
import { byId, make } from './dom.js';
import type { PageStore } from './state.js';

/** Puts the error and the warning on the store. */
export function showAlerts(store: PageStore): void {
  const alert = byId('alert');
  const note = byId('note');
  const dismiss = make('button', 'quiet', 'Dismiss');
  dismiss.type = 'button';
  dismiss.addEventListener('click', () => store.set({ failure: undefined }));
  store.watch(['failure'], ({ failure }) => {
    alert.hidden = failure === undefined;
    if (failure === undefined) return alert.replaceChildren();
    const text = make('p', '', failure.message);
    if (failure.code !== undefined) text.prepend(make('code', '', failure.code), ' ');
    if (failure.hint !== undefined) text.append(make('span', 'hint', failure.hint));
    alert.replaceChildren(text, dismiss);
  });
  store.watch(['warning'], ({ warning }) => {
    note.hidden = warning === undefined;
    note.textContent = warning ?? '';
  });
}
