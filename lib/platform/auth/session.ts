import "server-only";
import { cookies } from "next/headers";
import { decode, encode } from "next-auth/jwt";
import { env } from "../env";
import { sessionHours } from "./sessions/life";

const maxAge = sessionHours * 60 * 60;

/** Cookies are `Secure` exactly when people reach the portal over TLS, which PUBLIC_URL says; never by a client's header. */
const secure = () => env.PUBLIC_URL.startsWith("https://");
export const sessionCookieName = () => (secure() ? "__Secure-next-auth.session-token" : "next-auth.session-token");
export const organizationCookieName = "portal-organization";

const cookieOptions = () => ({ httpOnly: true, sameSite: "lax" as const, path: "/", secure: secure() });

/** The cookie holds a signed and encrypted pointer to the session row, nothing else. */
export async function writeSessionCookie(personId: string, sessionId: string): Promise<void> {
  const token = await encode({ token: { sub: personId, sid: sessionId }, secret: env.NEXTAUTH_SECRET, maxAge });
  (await cookies()).set(sessionCookieName(), token, { ...cookieOptions(), maxAge });
}

export async function readSessionId(): Promise<string | null> {
  const token = (await cookies()).get(sessionCookieName())?.value;
  if (!token) return null;
  const payload = await decode({ token, secret: env.NEXTAUTH_SECRET }).catch(() => null);
  return typeof payload?.sid === "string" && /^[0-9a-f-]{36}$/.test(payload.sid) ? payload.sid : null;
}

export async function clearSessionCookies(): Promise<void> {
  const jar = await cookies();
  jar.delete(sessionCookieName());
  jar.delete(organizationCookieName);
}

export async function writeOrganizationCookie(organizationId: string): Promise<void> {
  (await cookies()).set(organizationCookieName, organizationId, { ...cookieOptions(), maxAge: 365 * 24 * 60 * 60 });
}
