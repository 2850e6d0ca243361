/** A run as JUnit XML, which every CI shows: a test case a file. */
import type { RunFacts } from './run-facts.js';

/** One suite, named after the command. */
export function junitDocument({ command, seconds, files, failed, skipped = [], warnings }: RunFacts): string {
  const warningsOf = (input: string) =>
    warnings.filter((warning) => warning.input === input).map(({ message }) => message);
  const cases = [
    ...files.map(({ input, output }) =>
      testCase(String(input), warningsOf(String(input)), systemOut(`${input} → ${output}`)),
    ),
    ...failed.map(({ input, code, message }) =>
      testCase(input ?? command, warningsOf(input ?? ''), `<failure type="${code}" message="${escapeXml(message)}"/>`),
    ),
    ...skipped.map(({ input, output }) => testCase(input, [], `<skipped message="${escapeXml(`${output} exists`)}"/>`)),
  ];
  const counts = `tests="${cases.length}" failures="${failed.length}" skipped="${skipped.length}" errors="0"`;
  const time = `time="${seconds.toFixed(3)}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites ${counts} ${time}>
  <testsuite name="astc-wasm ${command}" ${counts} ${time}>
${cases.map((each) => `    ${each}\n`).join('')}  </testsuite>
</testsuites>
`;

  function testCase(name: string, messages: readonly string[], result: string): string {
    const said = messages.length > 0 ? `<system-err>${escapeXml(messages.join('\n'))}</system-err>` : '';
    return `<testcase classname="${command}" name="${escapeXml(name)}">${result}${said}</testcase>`;
  }
}

function systemOut(text: string): string {
  return `<system-out>${escapeXml(text)}</system-out>`;
}

/** Text as XML 1.0 can hold it: control characters have no place in it, not even escaped. */
function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd');
}
