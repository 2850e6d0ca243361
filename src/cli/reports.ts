/** What is said of files that are worked on at the same time: in their order, as if it were one after the other. */
import { createProgressBar, type ProgressBar } from './progress-bar.js';
import type { Session } from './session.js';

/** Speaks of one file. What is said before the files ahead are done is held back until they are. */
export interface FileReport {
  /** A line of results. */
  say: (line: string) => void;
  /** What is being done, with --verbose. */
  detail: (message: string) => void;
  warn: (message: string) => void;
  /** Draws how far the job is, while this file is the first that is not done. */
  progress: ProgressBar['update'];
  /** Runs anything else in its turn. */
  inTurn: (speak: () => void) => void;
}

export interface Reports {
  /** The reports of file `index`, by its name. */
  open: (index: number, name: string) => FileReport;
  /** Nothing more comes of this file. */
  close: (index: number) => void;
}

export function createReports(session: Session): Reports {
  const held = new Map<number, (() => void)[]>();
  const closed = new Set<number>();
  let first = 0;
  let clearBar = () => {};

  const speakInTurn = (index: number, speak: () => void) => {
    if (index !== first) {
      held.set(index, [...(held.get(index) ?? []), speak]);
      return;
    }
    clearBar();
    speak();
  };
  const advance = () => {
    clearBar();
    clearBar = () => {};
    first++;
    for (const speak of held.get(first) ?? []) speak();
    held.delete(first);
  };

  return {
    open: (index, name) => {
      const bar = createProgressBar(session, name);
      const inTurn = (speak: () => void) => speakInTurn(index, speak);
      return {
        inTurn,
        say: (line) => inTurn(() => session.say(line)),
        detail: (message) => inTurn(() => session.detail(name, message)),
        warn: (message) => inTurn(() => session.warn(name, message)),
        progress: (progress) => {
          if (index !== first) return;
          clearBar = bar.clear;
          bar.update(progress);
        },
      };
    },
    close: (index) => {
      closed.add(index);
      while (closed.delete(first)) advance();
    },
  };
}
