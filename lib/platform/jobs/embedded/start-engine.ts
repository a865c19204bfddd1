import "server-only";
import type { AddressInfo } from "node:net";
import { type Loop, startLoop } from "../../loop";
import { createPool } from "./database";
import type { Engine } from "./engine";
import { startHttpServer } from "./http-server";
import { InFlight } from "./in-flight";
import { acquireEngineLock } from "./lock";
import { type EngineOptions, routeOf, silentLogger } from "./options";
import { completeQueue } from "./queue";
import { routeEvents } from "./route-events";
import { runSchedules } from "./schedules";
import { Slots } from "./slots";
import { loadFunctions } from "./store-functions";
import { type SyncState, syncFunctions } from "./sync";
import { prepareQueue, startWorkers } from "./workers";

export type RunningEngine = {
  url: string;
  /** Resolves if the engine can no longer be sure to be the only one: the process must end and be started again. */
  lost: Promise<Error>;
  stop(): Promise<void>;
};

const defaults = {
  logger: silentLogger,
  now: () => new Date(),
  retryBaseMilliseconds: 5000,
  concurrentCalls: 16,
  callTimeoutMilliseconds: 30 * 60_000,
  syncIntervalMilliseconds: 10_000,
  lockWaitMilliseconds: 15_000,
  stopGraceMilliseconds: 5000,
} satisfies Partial<EngineOptions>;

/** Starts the job engine of one machine on a migrated database. Throws if another engine keeps the database. */
export async function startEngine(given: EngineOptions): Promise<RunningEngine> {
  const options = { ...defaults, ...given };
  const lock = await acquireEngineLock(options.databaseUrl, options.lockWaitMilliseconds);
  const onPoolError = (error: Error): void =>
    options.logger.warn({ err: error }, "job engine lost a database connection");
  const pool = createPool(options.databaseUrl, 8, onPoolError);
  const queuePool = createPool(options.databaseUrl, 6, onPoolError);
  const stopping = new AbortController();
  const cutOff = new AbortController();
  const loops: Record<"route" | "sync", Loop | undefined> = { route: undefined, sync: undefined };
  const engine: Engine = {
    options,
    route: routeOf(options.webUrl),
    pool,
    functions: new Map(),
    registered: false,
    slots: new Slots(),
    inFlight: new InFlight(),
    stopping: stopping.signal,
    cutOff: cutOff.signal,
    wakeRouter: () => loops.route?.wake(),
    wakeSync: () => loops.sync?.wake(),
  };
  const cleanUp: (() => Promise<unknown>)[] = [() => lock.release(), () => pool.end(), () => queuePool.end()];
  const stop = async (): Promise<void> => {
    stopping.abort();
    const timer = setTimeout(() => cutOff.abort(), options.stopGraceMilliseconds);
    for (const close of cleanUp.splice(0).reverse()) await close();
    clearTimeout(timer);
  };
  try {
    await prepareQueue(queuePool, options.logger);
    await loadFunctions(engine);
    const requeued = await completeQueue(engine);
    const server = await startHttpServer(engine);
    cleanUp.push(() => new Promise((resolve) => server.close(resolve) && server.closeAllConnections()));
    const workers = await startWorkers(engine, queuePool);
    cleanUp.push(() => workers.stop());
    const complain = (task: string) => (error: unknown) =>
      options.logger.error({ err: error, task }, "job engine task failed");
    const sync: SyncState = { last: "", answered: false, problem: "" };
    const syncPause = (): number => (sync.answered ? options.syncIntervalMilliseconds : 500);
    loops.route = startLoop(
      () => routeEvents(engine),
      () => 1000,
      complain("route"),
    );
    loops.sync = startLoop(() => syncFunctions(engine, sync), syncPause, complain("sync"));
    const schedules = startLoop(
      () => runSchedules(engine),
      () => 1000,
      complain("schedules"),
    );
    const repair = startLoop(
      () => completeQueue(engine).then(() => {}),
      () => 60_000,
      complain("repair"),
    );
    for (const loop of [loops.route, loops.sync, schedules, repair]) cleanUp.push(() => loop.stop());
    const url = `http://${options.host}:${(server.address() as AddressInfo).port}`;
    options.logger.info({ url, requeued }, "job engine started");
    return { url, lost: lock.lost, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
