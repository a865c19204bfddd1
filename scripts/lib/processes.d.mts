/** A process by number and start time: the number alone may be somebody else's by now. */
export interface RecordedProcess {
  pid: number;
  startTime: string | null;
}

export function startTimeOf(pid: number | undefined): string | null;
export function argumentsOf(pid: number): string[];
export function isRunning(recorded: RecordedProcess): boolean;
export function signal(pid: number, name: NodeJS.Signals): void;
export function waitUntilGone(recorded: RecordedProcess, timeout: number): Promise<boolean>;
export function endProcess(recorded: RecordedProcess, patience?: number, polite?: NodeJS.Signals): Promise<void>;
export function freePort(host?: string): Promise<number>;
export function portProblem(port: number, host: string): Promise<string | null>;
