/** The button that stops work or takes it up again, and how far it is. */
import { byId } from './dom.js';
import type { Runner } from './runner.js';
import type { PageStore } from './state.js';

/** Puts button and progress bar on the store. */
export function showRunButton(store: PageStore, runner: Runner): void {
  const button = byId<HTMLButtonElement>('run');
  const progress = byId<HTMLProgressElement>('progress');
  const isBusy = () => store.state.activity === 'encoding' || store.state.activity === 'reading';
  button.addEventListener('click', () => {
    if (isBusy()) runner.stop();
    else void runner.encode();
  });
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && isBusy()) runner.stop();
  });
  store.watch(['activity', 'fraction', 'picture'], ({ activity, fraction, picture }) => {
    button.textContent = isBusy() ? 'Stop' : activity === 'stopped' ? 'Encode' : 'Encode again';
    button.disabled = picture === undefined && !isBusy();
    if (activity === 'reading') progress.removeAttribute('value');
    else progress.value = fraction;
  });
}
