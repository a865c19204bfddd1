import { existsSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { folderFor } from "./build.mjs";
import { childrenFile } from "./children-file.mjs";
import { rotate, tailOf } from "./logs.mjs";
import { startPostgres } from "./postgres.mjs";
import { Problem } from "./problem.mjs";
import { jobsMemory, root } from "./settings.mjs";
import { next, supervise, typescript } from "./supervise.mjs";

/** The database of our own, started again on its port when it dies. */
export async function superviseDatabase({ dataFolder, password, settings, say = () => {} }) {
  const logFile = path.join(dataFolder, "logs/database.log");
  rotate(logFile);
  const options = { dataFolder: path.join(dataFolder, "postgres"), password, logFile, settings };
  let server = await startPostgres(options);
  let stopping = false;
  let again = Promise.resolve();
  const watch = () =>
    server.exited.then(() => {
      if (!stopping) again = restart();
    });
  async function restart() {
    for (let wait = 500; !stopping; wait = Math.min(30_000, wait * 2)) {
      say(`database ended; starting it again in ${wait / 1000} s, see ${logFile}`);
      await sleep(wait);
      if (stopping) return;
      try {
        server = await startPostgres({ ...options, port: server.port });
        void watch();
        return;
      } catch (error) {
        say(`database did not start: ${error.message}`);
      }
    }
  }
  void watch();
  return {
    url: server.url,
    dataFolder: server.dataFolder,
    async stop() {
      stopping = true;
      await again;
      await server.stop();
    },
  };
}

/**
 * Web server, job engine and a witness as supervised children.
 * @param {{ env: object, settings: object, dev?: boolean, buildFolder?: string, say?: (line: string) => void }} options
 */
export function startChildren({ env, settings, dev = false, buildFolder = ".next", say }) {
  const logFolder = path.join(settings.dataFolder, "logs");
  const children = childrenFile(settings.dataFolder);
  const child = (name, args, more = {}, health = undefined) =>
    supervise({
      name,
      args,
      health,
      env: { ...env, ...more },
      logFolder,
      say,
      record: (process) => children.record(name, process),
    });
  const address = ["-H", settings.host, "-p", String(settings.port)];
  const started = [
    child(
      "web",
      [next, dev ? "dev" : "start", ...address],
      { NODE_ENV: dev ? "development" : "production", ...folderFor(buildFolder) },
      // While it compiles, a development server may answer nobody for minutes.
      dev ? undefined : { url: `${settings.localUrl}/api/health` },
    ),
  ];
  if (existsSync(path.join(root, "scripts/jobs.ts"))) {
    started.push(child("jobs", [...jobsMemory.flags, ...typescript, "scripts/jobs.ts"], jobsMemory.environment));
  }
  if (existsSync(path.join(root, "scripts/witness.ts"))) {
    started.push(child("witness", [...typescript, "scripts/witness.ts"]));
  }
  return {
    web: started[0],
    jobs: started[1],
    stop: () => Promise.all(started.map((one) => one.stop())),
  };
}

/** Waits until the portal says it is well. @throws {Problem} with the web server's last words when it does not come up */
export async function waitUntilReady(settings, { web }, isStopping = () => false) {
  const end = Date.now() + 120_000;
  let answer = "no answer";
  while (!isStopping()) {
    try {
      const response = await fetch(`${settings.localUrl}/api/health`, { signal: AbortSignal.timeout(10_000) });
      if (response.ok) return;
      answer = `${response.status} ${(await response.text()).slice(0, 500)}`;
    } catch {
      // Not listening yet.
    }
    if (web.failures() >= 3 || Date.now() > end) {
      throw new Problem(
        `The portal did not come up (/api/health: ${answer}).`,
        `The web server said:\n${tailOf(web.log.file)}`,
      );
    }
    await sleep(100);
  }
}
