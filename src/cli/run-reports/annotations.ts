/** Workflow commands of GitHub: errors and warnings beside the files of a pull request. */
import type { RunFacts } from './run-facts.js';

/** A line a failure and a warning, each with its end of line. */
export function annotationLines({ failed, warnings }: RunFacts): string {
  const lines = [
    ...failed.map(({ input, code, message }) => command('error', { file: input, title: code }, message)),
    ...warnings.map(({ input, message }) => command('warning', { file: input }, message)),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function command(kind: 'error' | 'warning', fields: Record<string, string | null>, message: string): string {
  const given = Object.entries(fields).filter((field): field is [string, string] => field[1] !== null);
  const texts = given.map(
    ([name, value]) => `${name}=${escapeData(value).replaceAll(':', '%3A').replaceAll(',', '%2C')}`,
  );
  return `::${kind}${texts.length > 0 ? ` ${texts.join(',')}` : ''}::${escapeData(message)}`;
}

/** As the runner's toolkit does. */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
