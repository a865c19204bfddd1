import { randomUUID } from "node:crypto";
import type { Cookie } from "@playwright/test";
import { encode } from "next-auth/jwt";
import { sqlAt } from "./database";

export type SessionCookie = Omit<Cookie, "expires">;

type Environment = Record<string, string | undefined>;

/** A session row and the cookie that points at it, as signing in makes them, without the form's deliberate slowness and its limit. */
export async function makeSession(
  email: string,
  { DATABASE_URL = "", NEXTAUTH_SECRET: secret = "", PORTAL_TEST_URL = "" }: Environment = process.env,
): Promise<{ id: string; cookie: SessionCookie }> {
  const id = randomUUID();
  const [person] = await sqlAt<{ person_id: string }>(
    DATABASE_URL,
    `insert into session (id, person_id, session_version, created_at, last_seen_at, expires_at)
     select $1, id, session_version, now(), now(), now() + interval '8 hours' from person where email = $2 returning person_id`,
    [id, email],
  );
  if (!person) throw new Error(`Nobody has the address ${email}.`);
  const value = await encode({ token: { sub: person.person_id, sid: id }, secret, maxAge: 8 * 60 * 60 });
  const { hostname } = new URL(PORTAL_TEST_URL);
  const cookie = { name: "next-auth.session-token", value, domain: hostname, path: "/" };
  return { id, cookie: { ...cookie, httpOnly: true, secure: false, sameSite: "Lax" } };
}
