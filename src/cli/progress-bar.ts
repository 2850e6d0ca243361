/** One line on stderr that is drawn over itself while a job runs. */
import type { Progress } from '../index.js';
import { escapeControls } from './escape-controls.js';
import type { Session } from './session.js';

const BAR_CELLS = 24;
/** Seconds below which a job needs no bar. */
const PATIENCE_SECONDS = 0.3;

export interface ProgressBar {
  update: (progress: Pick<Progress, 'done' | 'total' | 'seconds'>) => void;
  /** Wipes the line. */
  clear: () => void;
}

/** A bar for one file, or nothing at all where nobody looks. */
export function createProgressBar(session: Session, label: string): ProgressBar {
  if (!session.hasProgress) return { update: () => {}, clear: () => {} };
  const name = escapeControls(label);
  let isDrawn = false;
  return {
    update: ({ done, total, seconds }) => {
      if (seconds < PATIENCE_SECONDS || done === total) return;
      isDrawn = true;
      process.stderr.write(`\r${shorten(barLine(name, done / total, seconds))}\u001b[K`);
    },
    clear: () => {
      if (isDrawn) process.stderr.write('\r\u001b[K');
      isDrawn = false;
    },
  };
}

function barLine(label: string, fraction: number, seconds: number): string {
  const filled = Math.round(fraction * BAR_CELLS);
  const left = Math.max(0, (seconds / fraction) * (1 - fraction));
  const percent = `${Math.floor(fraction * 100)}`.padStart(3);
  return `[${'#'.repeat(filled)}${'.'.repeat(BAR_CELLS - filled)}] ${percent} % ${left.toFixed(1).padStart(6)} s left  ${label}`;
}

/** A line longer than the terminal would wrap and could not be drawn over. */
function shorten(line: string): string {
  const columns = process.stderr.columns ?? 80;
  return line.length < columns ? line : `${line.slice(0, Math.max(0, columns - 2))}…`;
}
