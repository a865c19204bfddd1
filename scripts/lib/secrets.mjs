import { hkdfSync, randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Problem } from "./problem.mjs";

const makers = {
  NEXTAUTH_SECRET: () => randomBytes(32).toString("base64"),
  PORTAL_MASTER_KEY: () => randomBytes(32).toString("base64"),
  INNGEST_SIGNING_KEY: () => `signkey-prod-${randomBytes(32).toString("hex")}`,
  INNGEST_EVENT_KEY: () => randomBytes(24).toString("base64url"),
  DEMO_PASSWORD: readablePassword,
  DATABASE_PASSWORD: () => randomBytes(24).toString("base64url"),
};

/** Three groups without letters that look alike: it is read off a screen and typed. */
function readablePassword() {
  const letters = "abcdefghjkmnpqrstuvwxyz23456789";
  const group = () => Array.from(randomBytes(5), (byte) => letters[byte % letters.length]).join("");
  return [group(), group(), group()].join("-");
}

/** The installation's secrets, made at the first start and kept in `secrets.json` (0600). */
export function loadSecrets(dataFolder) {
  const file = path.join(dataFolder, "secrets.json");
  const known = existsSync(file) ? read(file) : {};
  const missing = Object.keys(makers).filter((name) => !known[name]);
  if (missing.length === 0) return known;
  if (missing.length === Object.keys(makers).length && hasData(dataFolder)) {
    throw new Problem(
      `${file} is gone, but there are data that only its keys can open.`,
      "Put it back from your backup, or throw the demo data away with `npm run up -- --fresh`.",
    );
  }
  const secrets = { ...known, ...Object.fromEntries(missing.map((name) => [name, makers[name]()])) };
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, file);
  return secrets;
}

/**
 * The key from which Next makes the ids of server actions, 32 bytes in base64. Drawn anew by each build, it would make a form that
 * was opened before an update unknown after it; derived, it is the same for every build and web server of one installation.
 */
export function actionsKeyOf(masterKey) {
  return Buffer.from(hkdfSync("sha256", Buffer.from(masterKey, "base64"), "", "plinto server actions", 32)).toString(
    "base64",
  );
}

// The database itself may lie elsewhere (root's closed folders): the note of its migrations lies here.
const hasData = (dataFolder) => ["postgres", "migrations.json"].some((name) => existsSync(path.join(dataFolder, name)));

function read(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new Problem(`${file} cannot be read (${error.message}).`, "Put it back from your backup.");
  }
}
