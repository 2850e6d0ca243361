/** Reports of a run for machines that read them: `--report junit=FILE`, `--report github`. */

import { writeOutput } from '../files/write-output.js';
import type { Outcome, Session } from '../session.js';
import { annotationLines } from './annotations.js';
import { junitDocument } from './junit.js';
import type { RunFacts } from './run-facts.js';

/** Writes every report that was asked for; one that exists is replaced. @throws {AstcError} E_WRITE */
export async function writeReports(
  session: Session,
  reports: readonly string[] = [],
  { document }: Outcome,
  run: Pick<RunFacts, 'command' | 'seconds'>,
): Promise<void> {
  const facts: RunFacts = {
    ...run,
    ...(document as Pick<RunFacts, 'files' | 'failed' | 'skipped'>),
    warnings: session.warnings,
  };
  for (const report of reports) {
    if (report === 'github') {
      process.stderr.write(annotationLines(facts));
      continue;
    }
    const path = report.slice(report.indexOf('=') + 1);
    await writeOutput(path, new TextEncoder().encode(junitDocument(facts)), {
      canReplace: true,
      signal: session.signal,
    });
  }
}
