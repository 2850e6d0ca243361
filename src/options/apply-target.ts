/** What a target asks of the other options: leaves what fits, fills what is open, refuses the rest with the way out. */
import { blockCount, footprintSize, isAlwaysLinear } from '../codec/formats.js';
import type { Container } from '../containers/container-words.js';
import { type NormalLayout, normalLayoutsOf } from '../normal-layout.js';
import { TARGET_ROWS, type Target, type TargetContent, type TargetKinds } from '../targets.js';
import { type ColorSpace, FOOTPRINTS, type Footprint, type TextureFormat } from '../types.js';
import { failOption, LIBRARY_SPEECH, listWords, type Speech } from './speech.js';

/** What the caller asked for; undefined and `auto` are open. */
export interface TargetChoice {
  /** `auto` counts as colours, which it is until texels say otherwise. */
  content?: TargetContent | 'auto' | undefined;
  format?: TextureFormat | undefined;
  container?: Container | undefined;
  block?: Footprint | 'auto' | undefined;
  colorSpace?: ColorSpace | 'auto' | undefined;
  normalLayout?: NormalLayout | undefined;
  /** Whether colours are multiplied by alpha. */
  premultiplied?: boolean | undefined;
}

/** What comes of it. `auto`: the image's own. */
export interface TargetSettings {
  format: TextureFormat;
  container: Container;
  block: Footprint;
  colorSpace: ColorSpace | 'auto';
}

/** One texture a target takes. */
interface Entry {
  content: TargetContent;
  format: TextureFormat;
  /** Of normals only. */
  normalLayout: NormalLayout | undefined;
  container: Container;
  block: Footprint;
  colorSpace: ColorSpace;
  /** What colours of no given colour space are called. */
  label: ColorSpace | undefined;
}

const CONTENTS = ['color', 'normal', 'mask', 'data'] as const;
/** In the order in which they are held against the target: the first that fits nothing is to blame. */
const FACTS = ['content', 'format', 'normalLayout', 'container', 'block', 'colorSpace'] as const;
type Fact = (typeof FACTS)[number];

/**
 * Fills in what the caller left open, as the target takes it.
 *
 * @throws {AstcError} E_OPTION for a choice that the target would reject, with the reason and what it takes instead
 */
export function applyTarget(target: Target, choice: TargetChoice, speech: Speech = LIBRARY_SPEECH): TargetSettings {
  const { straightAlpha, takes } = TARGET_ROWS[target];
  if (straightAlpha && choice.premultiplied) {
    refuse(target, { fact: 'alpha', expected: ['straight', 'bleed'], received: 'premultiply' }, speech);
  }
  const facts = settle(choice);
  let entries = takes.flatMap(entriesOf);
  const context: string[] = [];
  for (const fact of FACTS) {
    const left = entries.filter((entry) => fitsFact(entry, facts, fact));
    if (left.length === 0) {
      const expected = [...new Set(entries.map((entry) => entry[fact]))];
      refuse(target, { fact, expected, received: facts[fact], context }, speech);
    }
    entries = left;
    if (tells(fact, facts)) context.push(`${speech.name(fact)} ${facts[fact]}`);
  }
  const { format, container, block, label } = entries[0]!;
  return { format, container, block, colorSpace: facts.colorSpace ?? label ?? 'auto' };
}

/** Whether a target calls colours linear that nobody called anything, whatever they are. */
export function callsColorsLinear(target: Target): boolean {
  return TARGET_ROWS[target].takes.some(({ label }) => label === 'linear');
}

/**
 * Throws E_OPTION where a target takes no picture of this size.
 * @param kind  format and block, as settled
 */
export function checkTargetSize(
  target: Target,
  kind: { format: TextureFormat; block: Footprint },
  size: { width: number; height: number },
  { name }: Speech = LIBRARY_SPEECH,
): void {
  const { wholeBlocks, loader } = TARGET_ROWS[target];
  if (!wholeBlocks || isWhole(kind.block, size)) return;
  const blocks = kind.format === 'astc' ? FOOTPRINTS.filter((block) => isWhole(block, size)) : [];
  const other = blocks.length > 0 ? `try ${name('block')} ${listWords(blocks)}, or ` : '';
  const { x, y } = blockCount(kind.block, size.width, size.height);
  const block = footprintSize(kind.block);
  failOption(
    `Expected a size of whole blocks of ${kind.block} for ${name('target')} ${target} but received ${size.width}x${size.height}`,
    `${loader} creates compressed textures of whole blocks only: ${other}pad the picture to ${x * block.width}x${y * block.height}`,
  );
}

function isWhole(footprint: Footprint, { width, height }: { width: number; height: number }): boolean {
  const block = footprintSize(footprint);
  return width % block.width === 0 && height % block.height === 0;
}

/** What the choice says, with what follows from it: footprints are ASTC's, what is no colour is linear. */
function settle(choice: TargetChoice): Partial<Entry> & { content: TargetContent } {
  const { container, colorSpace, normalLayout } = choice;
  const content = choice.content === 'auto' ? 'color' : (choice.content ?? 'color');
  const format = choice.format ?? (choice.block === undefined ? undefined : 'astc');
  const given = {
    content,
    format,
    container,
    block: format === 'astc' && choice.block !== 'auto' ? choice.block : undefined,
    colorSpace: colorSpace === 'auto' ? undefined : colorSpace,
    normalLayout: content === 'normal' ? normalLayout : undefined,
  };
  if (content !== 'color') given.colorSpace ??= 'linear';
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as ReturnType<
    typeof settle
  >;
}

/** Every texture of some kinds, the preferred first. */
function entriesOf(kinds: TargetKinds): Entry[] {
  const {
    label,
    contents = CONTENTS,
    normalLayouts = ['xyz'],
    blocks = FOOTPRINTS,
    colorSpaces = ['srgb', 'linear'],
  } = kinds;
  const entries: Entry[] = [];
  for (const format of kinds.formats) {
    const layouts = normalLayoutsOf(format).filter((layout) => normalLayouts.includes(layout));
    const spaces = isAlwaysLinear(format) ? (['linear'] as const) : colorSpaces;
    for (const content of contents) {
      for (const normalLayout of content === 'normal' ? layouts : [undefined]) {
        for (const container of kinds.containers) {
          for (const block of format === 'astc' ? blocks : (['4x4'] as const)) {
            entries.push(
              ...spaces.map((colorSpace) => ({ content, format, normalLayout, container, block, colorSpace, label })),
            );
          }
        }
      }
    }
  }
  return entries;
}

/** A layout that nobody asked for is the format's own. */
function fitsFact(entry: Entry, facts: Partial<Entry>, fact: Fact): boolean {
  const wanted = facts[fact];
  if (wanted !== undefined) return entry[fact] === wanted;
  return (
    fact !== 'normalLayout' || entry.content !== 'normal' || entry.normalLayout === normalLayoutsOf(entry.format)[0]
  );
}

/** Whether a fact is worth repeating where a later one is refused. */
function tells(fact: Fact, facts: Partial<Entry>): boolean {
  return (fact === 'content' && facts.content !== 'color') || (fact === 'format' && facts.format !== undefined);
}

interface Refusal {
  fact: Fact | 'alpha';
  expected: readonly unknown[];
  received: unknown;
  context?: readonly string[];
}

function refuse(target: Target, { fact, expected, received, context = [] }: Refusal, { name }: Speech): never {
  const { loader, reasons } = TARGET_ROWS[target];
  const reason = fact === 'content' ? undefined : reasons[fact];
  const given = [`${name('target')} ${target}`, ...context].join(', ');
  failOption(
    `Expected ${listWords(expected)} for ${name(fact)} with ${given} but received ${received}`,
    reason && `${loader} ${reason}`,
  );
}
