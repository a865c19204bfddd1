export interface RunningPostgres {
  url: string;
  port: number;
  pid: number;
  startTime: string;
  dataFolder: string;
  exited: Promise<{ code: number | null; signal: string | null }>;
  stop(): Promise<void>;
}

export function startPostgres(options: {
  dataFolder: string;
  port?: number;
  password?: string;
  logFile?: string;
  settings?: Record<string, string>;
}): Promise<RunningPostgres>;
