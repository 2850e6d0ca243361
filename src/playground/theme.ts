/** Dark or light: what the system says until the visitor says otherwise. */
import { byId } from './dom.js';

const STORAGE_KEY = 'astc-wasm-theme';
type Theme = 'dark' | 'light';

/** Readies the button that turns one into the other. */
export function offerThemes(): void {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const button = byId<HTMLButtonElement>('theme');
  let chosen = storedTheme();
  const show = () => {
    if (chosen !== undefined) document.documentElement.dataset.theme = chosen;
    const isDark = (chosen ?? (dark.matches ? 'dark' : 'light')) === 'dark';
    button.setAttribute('aria-pressed', String(isDark));
  };
  button.addEventListener('click', () => {
    chosen = button.getAttribute('aria-pressed') === 'true' ? 'light' : 'dark';
    storeTheme(chosen);
    show();
  });
  dark.addEventListener('change', show);
  show();
}

/** Browsers may forbid a page to store anything: then the choice lasts as long as the page. */
function storedTheme(): Theme | undefined {
  try {
    const stored = localStorage.getItem(STORAGE_KEY);
    return stored === 'dark' || stored === 'light' ? stored : undefined;
  } catch {
    return undefined;
  }
}

function storeTheme(theme: Theme): void {
  try {
    localStorage.setItem(STORAGE_KEY, theme);
  } catch {
    // Lasts as long as the page.
  }
}
