type Health = { url: string; every?: number; patience?: number; misses?: number; start?: number };
type Process = { pid: number; startTime: string | null };

export function supervise(options: {
  name: string;
  args: string[];
  env: NodeJS.ProcessEnv;
  logFolder: string;
  record?: (process: Process | null) => void;
  say?: (line: string) => void;
  health?: Health;
}): {
  failures(): number;
  running(): Process | null;
  stop(): Promise<void>;
};
