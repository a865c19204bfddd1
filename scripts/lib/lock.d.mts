export interface Holder {
  pid: number;
  startTime: string | null;
  url: string;
  state?: "starting" | "serving" | "maintenance";
  databaseUrl?: string;
}

export function takeLock(
  dataFolder: string,
  content: { url: string; state?: string },
): { holder: Holder } | { write(more: object): void; release(): void };
export function readLock(dataFolder: string): Holder | null;
