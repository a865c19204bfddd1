import { spawn } from "node:child_process";

/** Runs a script, mostly the same under another Node, hands signals on and ends as it ends. */
export function relaunch(node, script, args, flags = []) {
  const child = spawn(node, [...flags, script, ...args], {
    stdio: "inherit",
    env: { ...process.env, PORTAL_RELAUNCHED: "1" },
  });
  // Ctrl-C reaches both, being one group: a second one changes nothing.
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(name, () => child.kill(name));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => resolve(code ?? (signal === "SIGINT" ? 130 : 1)));
  });
}

/** Calls back once when the process that started us is gone; only for those who were started by another script. */
export function onOrphaned(callback) {
  if (!process.env.PORTAL_RELAUNCHED && !process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    callback();
  }, 500);
  timer.unref();
}
