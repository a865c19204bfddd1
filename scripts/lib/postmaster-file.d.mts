export function isReady(dataFolder: string, pid: number): boolean;
export function clearStalePostmaster(dataFolder: string): Promise<void>;
