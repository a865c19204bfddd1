import { spawn } from "node:child_process";
import { report } from "./problem.mjs";
import { root } from "./settings.mjs";
import { typescript } from "./supervise.mjs";
import { withDatabase } from "./with-database.mjs";

/** Runs a script of ours with the settings, secrets and database of the portal of this folder, and ends as it ended. */
export async function runWithDatabase(script, options) {
  try {
    process.exitCode = await withDatabase(options, (env) => run(script, env));
  } catch (error) {
    report(error);
    process.exitCode = 1;
  }
}

function run(script, env) {
  return new Promise((resolve, reject) => {
    const args = [...typescript, `scripts/${script}`, ...process.argv.slice(2)];
    const child = spawn(process.execPath, args, { cwd: root, env, stdio: "inherit" });
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? 1));
  });
}
