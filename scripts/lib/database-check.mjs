import { Problem } from "./problem.mjs";

/** Can the portal live in the database DATABASE_URL names? @throws {Problem} saying what is wrong with it and how to mend it */
export async function checkDatabase(url) {
  const shown = withoutPassword(url);
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 8_000 });
  client.on("error", () => {});
  try {
    await client.connect();
    const { rows } = await client.query(
      "select current_setting('server_version_num')::int / 10000 as major, current_setting('server_version') as version",
    );
    if (rows[0].major >= 16) return;
    throw new Problem(`${shown} is PostgreSQL ${rows[0].version}.`, "The portal needs 16 or newer.");
  } catch (error) {
    throw error instanceof Problem ? error : new Problem(whatOf(error, shown), mendOf(error));
  } finally {
    await client.end().catch(() => {});
  }
}

/** The address without its password, for showing. */
function withoutPassword(text) {
  let url;
  try {
    url = new URL(text);
  } catch {
    url = null;
  }
  if (!url || !/^postgres(ql)?:$/.test(url.protocol)) {
    throw new Problem(
      "DATABASE_URL is not the address of a PostgreSQL database.",
      "It looks like postgresql://user:password@host:5432/database. Unset it, and `npm run up` starts a PostgreSQL of its own.",
    );
  }
  if (url.password) url.password = "…";
  return decodeURIComponent(url.href);
}

const whatOf = (error, shown) =>
  `The database at ${shown} cannot be used: ${error.message || error.code || "no answer"}.`.replace("..", ".");

function mendOf(error) {
  const mend = {
    ECONNREFUSED: "Nothing listens there. Start PostgreSQL, or correct host and port in DATABASE_URL.",
    ENOTFOUND: "There is no such host. Correct DATABASE_URL.",
    EAI_AGAIN: "The host's name cannot be looked up just now. Correct DATABASE_URL, or try again.",
    "28P01": "Correct user and password in DATABASE_URL (special characters are written as %40, %2F …).",
    28000: "This user may not sign in from here. Correct DATABASE_URL, or the server's pg_hba.conf.",
    "3D000": "Make the database first (`createdb …`), or correct its name in DATABASE_URL.",
  }[error.code];
  return mend ?? "Correct DATABASE_URL, or unset it, and `npm run up` starts a PostgreSQL of its own.";
}
