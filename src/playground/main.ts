/** The page: every view is put on the one store, and work goes to the worker. */
import { VERSION } from '../index.js';
import { showAlerts } from './alerts.js';
import { showBlockReport } from './block-report.js';
import { showControls } from './controls.js';
import { byId } from './dom.js';
import { acceptPictures } from './drop-zone.js';
import { Engine } from './engine.js';
import { showLegend } from './legend.js';
import { showLoupes } from './loupe.js';
import { moveLoupe } from './loupe-moves.js';
import { paintCanvases } from './painter.js';
import { showRunButton } from './run-button.js';
import { Runner } from './runner.js';
import { showSaveLinks } from './save.js';
import { createStore } from './state.js';
import { showStats } from './stats.js';
import { offerThemes } from './theme.js';
import { showViewer } from './viewer.js';

/** Why: three pictures side by side need that many CSS pixels. */
const WIDE = '(min-width: 64rem)';

const store = createStore(matchMedia(WIDE).matches ? 'side' : 'split');
const engine = new Engine((warning) => store.set({ warning }));
const runner = new Runner(store, engine);

byId('version').textContent = VERSION;
offerThemes();
acceptPictures(store, runner);
showControls(store);
showRunButton(store, runner);
showAlerts(store);
showStats(store);
showViewer(store);
paintCanvases(store);
showLoupes(store);
moveLoupe(store);
showLegend();
showBlockReport(store, engine);
showSaveLinks(store);
document.documentElement.dataset.ready = '';
