/** What `encode` and `batch` do around their work, whoever does it. */
import { adviceOf } from '../options/advice.js';
import { failOption } from '../options/speech.js';
import type { CachedWork } from './cache/cache-keys.js';
import type { TextureCache } from './cache/texture-cache.js';
import type { EncodeTask } from './encode-chain.js';
import { STANDARD_STREAM } from './files/names.js';
import type { EncodeFlags, EncodePlan } from './plan-encode.js';
import { makeFolders } from './plan-outputs.js';
import { planOnly, runAndReport } from './run-files.js';
import type { Outcome, Session } from './session.js';
import { settingsOfCurve } from './tone-curve-flag.js';

/** Runs the work on a plan, or shows the plan. @throws {AstcError} E_OPTION, E_WRITE before any work */
export async function runEncodePlan(
  session: Session,
  { command, given, plan }: { command: 'encode' | 'batch'; given: EncodeFlags; plan: EncodePlan },
  work: (task: EncodeTask) => Promise<Outcome>,
): Promise<Outcome> {
  const flags = given.values;
  const { options, settings, writing, reading, levelFiles, files, place } = plan;
  if (flags.dryRun) return planOnly(session, files, flags);
  const isPiped = files.some((file) => file.output === STANDARD_STREAM);
  if (isPiped && flags.verify) failOption('Expected a file as output beside --verify but received -');
  session.claimStdout(isPiped);
  await makeFolders(place, files);
  for (const advice of adviceOf(settings)) session.say(`note: ${advice}`);
  const hasMetrics = flags.metrics === true;
  const task = {
    options,
    settings,
    writing,
    reading,
    levelFiles,
    hasMetrics,
    isVerified: flags.verify === true,
    cache: await openCache(given, { settings, writing, reading, hasMetrics }),
  };
  const outcome = await runAndReport(session, { command, files, flags }, () => work(task));
  const { container, zstd, zlib } = writing;
  return {
    ...outcome,
    document: {
      ...outcome.document,
      settings: {
        container,
        ...(zstd && { zstd }),
        ...(zlib && { zlib }),
        ...settingsOfCurve(settings, reading),
        ...(flags.mask !== undefined && { mask: flags.mask }),
      },
    },
  };
}

/** @throws {AstcError} E_OPTION where bytes depend on more than their input */
async function openCache({ values, speech }: EncodeFlags, work: CachedWork): Promise<TextureCache | undefined> {
  if (values.cache === undefined) return undefined;
  if (work.settings.gpu !== false) {
    failOption(
      `Expected ${speech.name('cache')} or ${speech.name('gpu')} but received both`,
      'what a GPU makes is not the same on every machine',
    );
  }
  const { openTextureCache } = await import('./cache/open-cache.js');
  return openTextureCache(values.cache, work);
}
