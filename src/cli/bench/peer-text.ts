/** What native astcenc prints of its work. */
import { AstcError } from '../../errors.js';

/**
 * Wall seconds of compression. The tool prints the time in steps of 0.1 ms, so short runs are read off its rate.
 *
 * @param text  what it printed
 * @throws {AstcError} E_PEER
 */
export function readCodingSeconds(text: string, texelCount: number): number {
  const seconds = readMetric(text, 'Coding time');
  return seconds >= 0.1 ? seconds : texelCount / 1e6 / readMetric(text, 'Coding rate');
}

/**
 * @param name  such as `Coding time`
 * @returns Infinity for the rate of a picture that took no time
 * @throws {AstcError} E_PEER
 */
export function readMetric(text: string, name: string): number {
  const line = text.split('\n').find((candidate) => candidate.trim().startsWith(`${name}:`));
  const printed = (line?.split(':')[1] ?? '').trim();
  const value = printed.startsWith('inf') ? Number.POSITIVE_INFINITY : Number.parseFloat(printed);
  if (Number.isNaN(value)) throw new AstcError('E_PEER', `the peer printed no "${name}": ${text.trim()}`);
  return value;
}
