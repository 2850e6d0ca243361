/** The painter: all canvases are its own, so that scaling large pictures never keeps the page from answering. */
import { paintLoupe } from './paint-loupe.js';
import { paintPane } from './paint-pane.js';
import {
  type CanvasSize,
  type Content,
  type LoupeLook,
  PANES,
  type PaintRequest,
  type PaneName,
  VIEWS,
  type ViewName,
} from './paint-protocol.js';

/** The part of a worker's scope we use; the types of pages have none for it. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<PaintRequest>) => void) | null;
}

type View = `${ViewName} ${PaneName}`;
const contexts = new Map<View, OffscreenCanvasRenderingContext2D>();
const sizes = new Map<View, CanvasSize>();
const contents = new Map<PaneName, Content>();
let look: LoupeLook | undefined;
/** What the next frame has to paint. */
const pending = new Set<View>();

(globalThis as unknown as WorkerScope).onmessage = ({ data }) => {
  if (pending.size === 0) requestAnimationFrame(paintPending);
  for (const view of take(data)) pending.add(view);
};

/** Keeps what is told, and says what looks different now. */
function take(request: PaintRequest): View[] {
  if (request.kind === 'look') {
    ({ look } = request);
    return PANES.map((name): View => `loupe ${name}`);
  }
  if (request.kind === 'content') {
    contents.get(request.name)?.bitmap.close();
    if (request.content === undefined) contents.delete(request.name);
    else contents.set(request.name, request.content);
    return VIEWS.map((view): View => `${view} ${request.name}`);
  }
  const view: View = `${request.view} ${request.name}`;
  if (request.kind === 'size') sizes.set(view, request.size);
  else contexts.set(view, request.canvas.getContext('2d')!);
  return [view];
}

function paintPending(): void {
  for (const view of pending) paint(view);
  pending.clear();
}

function paint(view: View): void {
  const context = contexts.get(view);
  const size = sizes.get(view);
  if (context === undefined || size === undefined) return;
  const { canvas } = context;
  if (canvas.width !== size.width) canvas.width = size.width;
  if (canvas.height !== size.height) canvas.height = size.height;
  context.clearRect(0, 0, canvas.width, canvas.height);
  const [kind, name] = view.split(' ') as [ViewName, PaneName];
  const content = contents.get(name);
  if (content === undefined) return;
  if (kind === 'pane') paintPane(context, content.bitmap);
  else if (look !== undefined) paintLoupe(context, content, look, size.screen);
}
