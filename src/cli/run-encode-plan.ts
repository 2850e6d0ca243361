/** What `encode` and `batch` do around their work, whoever does it. */
import { adviceOf } from '../options/advice.js';
import type { FilledEncodeOptions } from '../options/encode-options.js';
import { failOption } from '../options/speech.js';
import type { TextureCache } from './cache/texture-cache.js';
import type { EncodeTask } from './encode-chain.js';
import { STANDARD_STREAM } from './files/names.js';
import type { EncodePlan } from './plan-encode.js';
import { makeFolders } from './plan-outputs.js';
import { planOnly, runAndReport } from './run-files.js';
import type { Outcome, Session } from './session.js';
import type { EncodeFlags, TextureWork } from './texture-work.js';
import { settingsOfCurve } from './tone-curve-flag.js';

/** Runs the work on a plan, or shows the plan. @throws {AstcError} E_OPTION, E_WRITE before any work */
export async function runEncodePlan(
  session: Session,
  { command, given, plan }: { command: 'encode' | 'batch'; given: EncodeFlags; plan: EncodePlan },
  work: (task: EncodeTask) => Promise<Outcome>,
): Promise<Outcome> {
  const flags = given.values;
  const { common, files, place } = plan;
  if (flags.dryRun) return planOnly(session, files, flags);
  const isPiped = files.some((file) => file.output === STANDARD_STREAM);
  if (isPiped && flags.verify) failOption('Expected a file as output beside --verify but received -');
  session.claimStdout(isPiped);
  await makeFolders(place, files);
  const advices = new Set(files.flatMap((file) => adviceOf(file.work.settings)));
  for (const advice of advices) session.say(`note: ${advice}`);
  const hasMetrics = flags.metrics === true;
  const task = {
    files,
    hasMetrics,
    isVerified: flags.verify === true,
    cacheOf: await openCaches(given, { gpu: common.settings.gpu, hasMetrics }),
  };
  const outcome = await runAndReport(session, { command, files, flags }, () => work(task));
  const entries = outcome.document.files as readonly Record<string, unknown>[];
  return {
    ...outcome,
    document: { ...outcome.document, files: withSettings(entries, plan), settings: settingsOf(common) },
  };
}

function settingsOf({ settings, writing, reading, maskFile }: TextureWork): Readonly<Record<string, unknown>> {
  const { container, zstd, zlib } = writing;
  const { mask: _, ...told } = settingsOfCurve(settings, reading);
  return { container, ...(zstd && { zstd }), ...(zlib && { zlib }), ...told, ...(maskFile && { mask: maskFile }) };
}

/** What a rule made other than it is for the run is said with the file; null is none. */
function withSettings(entries: readonly Record<string, unknown>[], { common, files }: EncodePlan) {
  const works = new Map(files.map(({ output, work }) => [output, work]));
  const ours = settingsOf(common);
  return entries.map((entry) => {
    const work = works.get(entry.output as string);
    if (work === undefined || work === common) return entry;
    const own = settingsOf(work);
    const names = Object.keys({ ...ours, ...own }).filter(
      (name) => JSON.stringify(ours[name]) !== JSON.stringify(own[name]),
    );
    return { ...entry, settings: Object.fromEntries(names.map((name) => [name, own[name] ?? null])) };
  });
}

/** A cache for each kind of work. @throws {AstcError} E_OPTION where bytes depend on more than their input */
async function openCaches(
  { values, speech }: EncodeFlags,
  { gpu, hasMetrics }: Pick<FilledEncodeOptions, 'gpu'> & { hasMetrics: boolean },
): Promise<EncodeTask['cacheOf']> {
  const { cache } = values;
  if (cache === undefined) return () => undefined;
  if (gpu !== false) {
    failOption(
      `Expected ${speech.name('cache')} or ${speech.name('gpu')} but received both`,
      'what a GPU makes is not the same on every machine',
    );
  }
  const { openStore, openTextureCache } = await import('./cache/open-cache.js');
  const store = await openStore(cache);
  const caches = new Map<TextureWork, TextureCache>();
  return (work) => {
    const { settings, writing, reading } = work;
    const found = caches.get(work) ?? openTextureCache(store, { settings, writing, reading, hasMetrics });
    caches.set(work, found);
    return found;
  };
}
