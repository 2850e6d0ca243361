/**
 * Temporary files: what will become an output, beside it, until it is whole. Their names say who writes them, so that
 * the next run can tell what a killed process left behind from what another run is writing.
 */
import { readFileSync, readlinkSync, unlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

/** Who writes a temporary file. */
export interface Writer {
  processId: number;
  /** When that process started, in clock ticks since the machine did: ids are used again. 0 where nobody says. */
  startTicks: number;
  /** Where the id counts: machine, boot and container. */
  realm: string;
}

const NAME_PATTERN = /^\.astc-wasm\.(?<processId>\d+)-(?<startTicks>\d+)\.(?<realm>[\w-]+)\.[0-9a-z]+\.tmp$/;

/** Temporary files that exist now; removed if the process ends before they are renamed. */
const ownFiles = new Set<string>();
process.on('exit', removeTemporaryFiles);

/** A new name in this folder, known to {@link removeTemporaryFiles} until it is forgotten. */
export function addTemporaryFile(folder: string): string {
  const { processId, startTicks, realm } = thisWriter();
  const unique = Math.random().toString(36).slice(2, 10);
  const path = join(folder, `.astc-wasm.${processId}-${startTicks}.${realm}.${unique}.tmp`);
  ownFiles.add(path);
  return path;
}

/** For a file that was renamed or removed. */
export function forgetTemporaryFile(path: string): void {
  ownFiles.delete(path);
}

/** Removes what is not whole yet, at once: the process is about to end. */
export function removeTemporaryFiles(): void {
  for (const path of ownFiles) {
    try {
      unlinkSync(path);
    } catch {
      // Gone already, or its folder is: nothing is left to clean.
    }
  }
  ownFiles.clear();
}

/** The writer a name speaks of; undefined for a name that is none of ours. */
export function parseWriter(name: string): Writer | undefined {
  const { groups } = NAME_PATTERN.exec(name) ?? {};
  if (groups === undefined) return undefined;
  return {
    processId: Number(groups.processId),
    startTicks: Number(groups.startTicks),
    realm: groups.realm!,
  };
}

let own: Writer | undefined;

/** The process itself. */
export function thisWriter(): Writer {
  own ??= { processId: process.pid, startTicks: readProcess(process.pid)?.startTicks ?? 0, realm: findRealm() };
  return own;
}

/**
 * Whether a process of this realm still runs. One that has the id but started at another time is another one.
 */
export function isRunning({ processId, startTicks }: Writer): boolean {
  try {
    process.kill(processId, 0);
  } catch (error) {
    // EPERM: it runs, for somebody else.
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const found = readProcess(processId);
  return found === undefined || (!found.isDead && (startTicks === 0 || found.startTicks === startTicks));
}

/** Linux says more of a process than its id: `proc_pid_stat(5)`, state and starttime. */
function readProcess(processId: number): { startTicks: number; isDead: boolean } | undefined {
  const text = readText(`/proc/${processId}/stat`);
  // The second field, the program's name, may hold anything.
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ');
  if (fields?.[19] === undefined) return undefined;
  return { startTicks: Number(fields[19]), isDead: fields[0] === 'Z' || fields[0] === 'X' };
}

/** Linux: boot and process namespace, which no other machine or container shares. Elsewhere the machine's name. */
function findRealm(): string {
  const boot = readText('/proc/sys/kernel/random/boot_id')?.slice(0, 8);
  const namespace = readNamespace();
  if (boot !== undefined && namespace !== undefined) return `${boot}-${namespace}`;
  return (
    hostname()
      .replaceAll(/[^\w-]/g, '-')
      .slice(0, 40) || 'unnamed'
  );
}

function readNamespace(): string | undefined {
  try {
    return /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0];
  } catch {
    return undefined;
  }
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
