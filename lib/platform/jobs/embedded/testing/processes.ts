import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { eventKey } from "./keys";
import { until } from "./portal";

export type Part = "web" | "engine";

/** A web server and an engine as processes of their own, which can be killed. */
export class Processes {
  readonly #folder = mkdtempSync(`${tmpdir()}/job-engine-`);
  readonly #children = new Map<Part, ChildProcess>();
  #ports = { web: 0, engine: 0 };

  constructor(readonly databaseUrl: string) {}

  async start(...parts: Part[]): Promise<void> {
    if (this.#ports.web === 0) this.#ports = { web: await freePort(), engine: await freePort() };
    for (const part of parts) {
      const before = this.lines(part).length;
      this.#children.set(part, this.#spawn(part));
      await until(() => this.lines(part).length > before, 20);
    }
  }

  /** Kills as nothing can prevent or notice: SIGKILL. */
  async kill(part: Part): Promise<void> {
    const child = this.#children.get(part);
    this.#children.delete(part);
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await gone;
  }

  /** Whether it ended by itself. */
  hasEnded(part: Part): boolean {
    const child = this.#children.get(part);
    return !child || child.exitCode !== null || child.signalCode !== null;
  }

  async send(events: { name: string; data: object }[]): Promise<void> {
    const init = { method: "POST", body: JSON.stringify(events) };
    const response = await fetch(`http://127.0.0.1:${this.#ports.engine}/e/${eventKey}`, init);
    if (!response.ok) throw new Error(`The engine answered ${response.status}.`);
  }

  openGate(name: string): void {
    writeFileSync(`${this.#folder}/${name}`, "");
  }

  /** What the functions wrote, in order; only lines that are `text` or begin with it. */
  lines(text: string): string[] {
    const file = `${this.#folder}/log`;
    const all = existsSync(file) ? readFileSync(file, "utf8").split("\n").filter(Boolean) : [];
    return all.filter((line) => line === text || line.startsWith(`${text} `));
  }

  async stop(): Promise<void> {
    for (const part of ["engine", "web"] as const) await this.kill(part);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #spawn(part: Part): ChildProcess {
    const script = fileURLToPath(new URL(`./${part}-process.ts`, import.meta.url));
    const env = {
      PATH: process.env.PATH,
      NODE_ENV: "test" as const,
      DATABASE_URL: this.databaseUrl,
      WEB_PORT: String(this.#ports.web),
      ENGINE_PORT: String(this.#ports.engine),
      WEB_URL: `http://127.0.0.1:${this.#ports.web}`,
      ENGINE_URL: `http://127.0.0.1:${this.#ports.engine}`,
      LOG_FILE: `${this.#folder}/log`,
      GATE_FOLDER: this.#folder,
    };
    const options = ["--conditions=react-server", "--import", "tsx", script];
    return spawn(process.execPath, options, { env, stdio: ["ignore", "ignore", "inherit"] });
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
