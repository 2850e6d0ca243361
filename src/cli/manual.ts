/** Manual pages (troff, the macros of man): one of the program, one of each command. Written by `npm run build`. */
import type { CommandShape, FlagShape, OperandShape } from './completion/command-shape.js';
import { EXIT_MEANINGS } from './open-program.js';

/** What pages bear in their head and foot. */
export interface PageFacts {
  version: string;
  /** As 2026-11-30. */
  date: string;
}

/** Pages by the names of their files. */
export function manualPages(commands: readonly CommandShape[], facts: PageFacts): ReadonlyMap<string, string> {
  return new Map([
    ['astc-wasm.1', programPage(commands, facts)],
    ...commands.map((command) => [`astc-wasm-${command.name}.1`, commandPage(command, facts)] as const),
  ]);
}

function programPage(commands: readonly CommandShape[], facts: PageFacts): string {
  return page('astc-wasm', facts, [
    section('NAME', [`${roff('astc-wasm')} \\- ASTC, ETC and EAC texture compressor in WebAssembly`]),
    section('SYNOPSIS', [`.B ${roff('astc-wasm')}`, '.I command', `.RI [ inputs ...]`, '.RI [ options ]']),
    section(
      'COMMANDS',
      commands.flatMap(({ name, description }) => item(`.B ${roff(name)}`, `${roff(description)}`)),
    ),
    section('OPTIONS', [
      ...item(`.B ${roff('--help')}`, 'Show the commands, or the options of a command with examples.'),
      ...item(
        `.B ${roff('--version')}`,
        'Show the version; with --json that of Node and what the engine can do.'.replaceAll('--', '\\-\\-'),
      ),
    ]),
    exitSection(),
    section('SEE ALSO', seeAlso(commands.map(({ name }) => `astc-wasm-${name}`))),
  ]);
}

function commandPage(command: CommandShape, facts: PageFacts): string {
  const { name, description, operands, flags, notes } = command;
  const title = `astc-wasm-${name}`;
  return page(title, facts, [
    section('NAME', [`${roff(title)} \\- ${roff(summaryOf(description))}`]),
    section('SYNOPSIS', [`.B ${roff(`astc-wasm ${name}`)}`, ...operands.map(operandUsage), '.RI [ options ]']),
    section('DESCRIPTION', [
      roff(description),
      ...operands.flatMap((each) => item(`.I ${roff(each.name)}`, roff(each.help))),
    ]),
    section('OPTIONS', flags.flatMap(flagItem)),
    ...notesSections(notes),
    exitSection(),
    section('SEE ALSO', seeAlso(['astc-wasm'])),
  ]);
}

function page(title: string, { version, date }: PageFacts, sections: readonly string[]): string {
  const head = `.TH ${roff(title.toUpperCase())} 1 ${date} "astc\\-wasm ${version}" "User Commands"`;
  return `${[head, ...sections].join('\n')}\n`;
}

function section(name: string, lines: readonly string[]): string {
  return [`.SH ${name}`, ...lines].join('\n');
}

/** A term and what it means. */
function item(term: string, meaning: string): string[] {
  return ['.TP', term, meaning];
}

function flagItem({ names, valueName, standsAlone, help }: FlagShape): string[] {
  const flags = names.map((each) => `\\fB${roff(each)}\\fR`).join(', ');
  const value = `\\fI${roff(valueName)}\\fR`;
  return item(`${flags}${valueName === '' ? '' : standsAlone ? ` [${value}]` : ` ${value}`}`, roff(help));
}

function operandUsage({ name, isRequired, isVariadic }: OperandShape): string {
  const dots = isVariadic ? ' ...' : '';
  return isRequired ? `.IR ${roff(name)}${dots}` : `.RI [ ${roff(name)}${dots} ]`;
}

/** "Examples:" with a command a line, then paragraphs. */
function notesSections(notes: string): string[] {
  const [examples = '', ...paragraphs] = notes.split('\n\n');
  const [head = '', ...commands] = examples.split('\n');
  const setting = head === 'Examples:' ? [] : [roff(head)];
  const texts = paragraphs.flatMap((text, index) => [...(index === 0 ? [] : ['.PP']), roff(text)]);
  return [
    section('EXAMPLES', [...setting, '.nf', ...commands.map(roff), '.fi']),
    ...(texts.length > 0 ? [section('NOTES', texts)] : []),
  ];
}

function exitSection(): string {
  return section(
    'EXIT STATUS',
    EXIT_MEANINGS.flatMap(([code, meaning]) => item(`.B ${code}`, roff(meaning))),
  );
}

function seeAlso(titles: readonly string[]): string[] {
  return titles.map((title, index) => `.BR ${roff(title)} (1)${index < titles.length - 1 ? ',' : ''}`);
}

/** "Compress images." → "compress images". */
function summaryOf(description: string): string {
  return `${description[0]!.toLowerCase()}${description.slice(1).replace(/\.$/, '')}`;
}

/** Text that troff takes literally, line by line: no requests, minus signs that can be copied, letters of any script. */
function roff(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll(/[^\n -~]/gu, (letter) => `\\[u${letter.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}]`)
    .replaceAll(/^(?=[.'])/gm, '\\&');
}
