/** `encode --watch`: encodes, and again whatever changes, until somebody ends it. */
import { statSync } from 'node:fs';
import { basename, dirname, relative, resolve } from 'node:path';
import { failOption } from '../options/speech.js';
import type { EncodeRunOptions } from './asked-textures.js';
import { ENCODE_FLAGS } from './command-options.js';
import { CONFIG_NAMES } from './config/find-config.js';
import { openRunOptions } from './config/run-options.js';
import { encodePlanned } from './encode-planned.js';
import { type Changes, type FileWatcher, type Watched, watchFiles } from './file-watcher.js';
import { STANDARD_STREAM } from './files/names.js';
import type { Given } from './flags.js';
import { isPattern, patternRoot } from './inputs/find-files.js';
import { type EncodeFile, type EncodePlan, planEncode } from './plan-encode.js';
import type { Outcome, Session } from './session.js';
import type { EncodeFlags } from './texture-work.js';

interface Asked {
  given: Given<typeof ENCODE_FLAGS>;
  options: EncodeRunOptions;
}

/** @throws {AstcError} E_OPTION for what needs an end; faults after that are told, and it goes on */
export async function watchEncode(session: Session, words: readonly string[], asked: Asked): Promise<Outcome> {
  refuseEnds(words, asked.options.run);
  session.endsWell = true;
  const rounds = new Rounds(session, words, asked);
  const watcher = await watchFiles(session, watchedOf(words));
  try {
    await rounds.begin(watcher);
    for (let changes = await watcher.next(); changes !== undefined; changes = await watcher.next()) {
      await rounds.again(watcher, changes);
    }
  } finally {
    await watcher.close();
  }
  return { document: {}, exitCode: 0 };
}

/** What is read or written once, and one document of what has no end. */
function refuseEnds(words: readonly string[], { values, speech }: EncodeFlags): void {
  for (const name of ['json', 'dryRun', 'raw'] as const) {
    if (values[name]) failOption(`Expected --watch or ${speech.name(name)} but received both`);
  }
  if (![...words, values.output, values.filesFrom].includes(STANDARD_STREAM)) return;
  failOption(`Expected files beside --watch but received ${STANDARD_STREAM}`, 'a stream is read and written once');
}

/** What words stand for may become more: folders and patterns are watched whole. */
function watchedOf(words: readonly string[]): Watched {
  const isFolder = (word: string) => statSync(word, { throwIfNoEntry: false })?.isDirectory() === true;
  const isThere = (word: string) => statSync(word, { throwIfNoEntry: false }) !== undefined;
  const trees = words.flatMap((word) => {
    if (isFolder(word)) return [word];
    return !isThere(word) && isPattern(word) ? [patternRoot(word)] : [];
  });
  return { trees, folders: ['.'] };
}

class Rounds {
  readonly #session: Session;
  readonly #words: readonly string[];
  readonly #given: Given<typeof ENCODE_FLAGS>;
  #options: EncodeRunOptions;
  /** What was made of what, by output. */
  readonly #made = new Map<string, string>();
  #files: readonly EncodeFile[] = [];

  constructor(session: Session, words: readonly string[], { given, options }: Asked) {
    this.#session = session;
    this.#words = words;
    this.#given = given;
    this.#options = options;
  }

  /** All files; what is newer than its picture is left. */
  async begin(watcher: FileWatcher): Promise<void> {
    const { force, skipExisting } = this.#options.run.values;
    await this.#telling(async () => {
      const plan = await this.#plan(watcher);
      for (const file of plan.files) this.#made.set(file.output, keyOf(file));
      await this.#encode(plan, { force, skipExisting, update: !force && !skipExisting });
    });
    if (!this.#session.signal.aborted) this.#session.say(`watching ${this.#files.length} files; Ctrl-C ends`);
  }

  async again(watcher: FileWatcher, { changed, gone }: Changes): Promise<void> {
    for (const { input, inputs, output } of this.#files) {
      if (inputs.some((path) => gone.has(resolve(path)))) this.#session.say(`${input} is gone, ${output} stays`);
    }
    await this.#telling(async () => {
      if ([...changed, ...gone].some((path) => this.#isConfig(path))) {
        this.#options = await openRunOptions(this.#session, this.#given, ENCODE_FLAGS);
      }
      const plan = await this.#plan(watcher);
      const files = plan.files.filter((file) => {
        const isOther = this.#made.get(file.output) !== keyOf(file);
        return isOther || sourcesOf(file).some((path) => changed.has(resolve(path)));
      });
      for (const file of files) this.#made.set(file.output, keyOf(file));
      if (files.length > 0) await this.#encode({ ...plan, files }, { force: true });
    });
  }

  async #plan(watcher: FileWatcher): Promise<EncodePlan> {
    const ours = new Set([...this.#made.keys()].map((path) => resolve(path)));
    const plan = await planEncode(this.#session, this.#words, this.#options, (path) => ours.has(resolve(path)));
    const { config, run } = this.#options;
    this.#files = plan.files;
    const lists = [
      run.values.filesFrom,
      ...this.#words.filter((word) => word.startsWith('@')).map((at) => at.slice(1)),
    ];
    const paths = [...plan.files.flatMap(sourcesOf), config && relative('.', config), ...lists];
    watcher.add([...new Set(paths.filter((path) => path !== undefined).map((path) => dirname(path)))]);
    return plan;
  }

  #encode(plan: EncodePlan, overwriting: { force?: unknown; skipExisting?: unknown; update?: unknown }) {
    const { run } = this.#options;
    const values = { ...run.values, force: undefined, skipExisting: undefined, update: undefined, ...overwriting };
    return encodePlanned(this.#session, { ...run, values: values as EncodeFlags['values'] }, plan);
  }

  /** What is wrong with one round may be right in the next. */
  async #telling(round: () => Promise<unknown>): Promise<void> {
    try {
      await round();
    } catch (error) {
      if (!this.#session.signal.aborted) this.#session.fail(error, null);
    }
  }

  #isConfig(path: string): boolean {
    if (path === this.#options.config) return true;
    return dirname(path) === resolve('.') && CONFIG_NAMES.includes(basename(path));
  }
}

/** All files that a texture is made of. */
function sourcesOf({ inputs, work }: EncodeFile): string[] {
  const { levelFiles, maskFile } = work;
  return [...inputs, ...levelFiles.map(({ path }) => path), ...(maskFile === undefined ? [] : [maskFile])];
}

/** What a texture depends on beside the content of its files. */
function keyOf({ inputs, work }: EncodeFile): string {
  const { options, writing, reading, levelFiles, maskFile } = work;
  return JSON.stringify([inputs, { ...options, mask: maskFile }, writing, reading, levelFiles]);
}
