import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { Problem } from "./problem.mjs";
import { root } from "./settings.mjs";

const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"];

/** Starts and shows a page? A file of that name may be a stub, or lack its libraries. */
function works(file) {
  const result = spawnSync(file, [...flags, "--dump-dom", "data:text/html,<p>well</p>"], {
    encoding: "utf8",
    timeout: 60_000,
  });
  return result.status === 0 && result.stdout.includes("well");
}

/** The shell without windows first: the same engine, at a third of the work. */
const named = [
  "chromium-headless-shell",
  "chrome-headless-shell",
  "chromium",
  "chromium-browser",
  "google-chrome-stable",
  "google-chrome",
];

function onTheMachine() {
  const folders = (process.env.PATH ?? "").split(path.delimiter).filter(path.isAbsolute);
  const files = named.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  files.push("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");
  return files.find((file) => existsSync(file) && works(file));
}

async function playwrights() {
  const { chromium } = await import("playwright-core");
  const usable = () =>
    existsSync(chromium.executablePath()) && works(chromium.executablePath()) ? chromium.executablePath() : undefined;
  const found = usable();
  if (found) return found;
  const cli = path.join(root, "node_modules/playwright/cli.js");
  spawnSync(process.execPath, [cli, "install", "chromium"], { stdio: "ignore", timeout: 240_000 });
  return usable();
}

function fromDebian() {
  if (process.getuid?.() !== 0) return undefined;
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const apt = (...args) => spawnSync("apt-get", args, { stdio: "ignore", env, timeout: 300_000 }).status === 0;
  const install = (name) => apt("install", "-y", "--no-install-recommends", name);
  if (!apt("update") || !(install("chromium-headless-shell") || install("chromium"))) return undefined;
  return onTheMachine();
}

/**
 * Finds a Chromium, or gets one.
 * @returns {Promise<{ file: string, from: string }>}
 */
export async function chooseChromium() {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (works(given)) return { file: given, from: "CHROMIUM_PATH" };
    throw new Problem(
      `CHROMIUM_PATH is ${given}, which does not start.`,
      "Correct it, or unset it: one is looked for then.",
    );
  }
  const ways = [
    ["found on this machine", onTheMachine],
    ["Playwright's own", playwrights],
    ["installed with apt-get", fromDebian],
  ];
  for (const [from, find] of ways) {
    const file = await find();
    if (file) return { file, from };
  }
  throw new Problem(
    "There is no Chromium, and none could be had.",
    "Install one (`apt-get install chromium`), or set CHROMIUM_PATH.",
  );
}
