export type EngineLogger = {
  info(data: Record<string, unknown>, message: string): void;
  warn(data: Record<string, unknown>, message: string): void;
  error(data: Record<string, unknown>, message: string): void;
};

export type EngineOptions = {
  databaseUrl: string;
  host: string;
  port: number;
  /** Where the web server answers: an origin (then `/api/inngest`), or the whole address of its route. */
  webUrl: string;
  signingKey: string;
  eventKey: string;
  logger?: EngineLogger;
  /** The clock of schedules, retries and signatures. */
  now?: () => Date;
  /** First delay before a failed attempt is made again; it doubles. Default 5 s. */
  retryBaseMilliseconds?: number;
  /** Calls at once, over all functions. Default 16. */
  concurrentCalls?: number;
  /** How long a call may take before it counts as a failed attempt. Default 30 minutes. */
  callTimeoutMilliseconds?: number;
  /** How often the web server is asked for its functions once they are known. Default 10 s. */
  syncIntervalMilliseconds?: number;
  /** How long to wait for another engine on this database to end. Default 15 s. */
  lockWaitMilliseconds?: number;
  /** How long calls may go on when the engine stops. Default 5 s. */
  stopGraceMilliseconds?: number;
};

export const silentLogger: EngineLogger = { info() {}, warn() {}, error() {} };

/** The route of the web server, from an origin or a whole address. */
export function routeOf(webUrl: string): URL {
  const url = new URL(webUrl);
  if (url.pathname === "/") url.pathname = "/api/inngest";
  return url;
}
