import "server-only";
import type { NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { now } from "../clock";
import { endSession } from "../db/door";
import { env } from "../env";
import { AppError } from "../errors";
import { originOf } from "../http/origin";
import { emailKey } from "../text";
import { currentSession } from "./actor";
import { sessionHours } from "./sessions/life";
import { signIn, signOut } from "./sign-in";

/**
 * next-auth over the same sign-in as the form: the token points at a session row, which every request reads.
 * @param failed hears of whatever is no plain "not right": too many attempts, a database that is away
 */
export function authOptions(failed: (error: unknown) => void): NextAuthOptions {
  return {
    secret: env.NEXTAUTH_SECRET,
    useSecureCookies: env.PUBLIC_URL.startsWith("https://"),
    session: { strategy: "jwt", maxAge: sessionHours * 60 * 60 },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [
      CredentialsProvider({
        name: "Email and password",
        credentials: { email: { label: "Email", type: "email" }, password: { label: "Password", type: "password" } },
        async authorize(credentials, request) {
          const headers = new Headers((request.headers ?? {}) as Record<string, string>);
          try {
            const email = emailKey(String(credentials?.email ?? "")).slice(0, 254);
            const { personId, sessionId } = await signIn(
              email,
              String(credentials?.password ?? "").slice(0, 1000),
              originOf(headers),
            );
            return { id: personId, sessionId };
          } catch (error) {
            if (!(error instanceof AppError && error.code === "unauthenticated")) failed(error);
            return null;
          }
        },
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user && "sessionId" in user ? { sub: user.id, sid: user.sessionId } : token),
      session: ({ session }) => ({ expires: session.expires }),
    },
    events: {
      signOut: async ({ token }) => {
        const session = await currentSession();
        if (session) await signOut(session.actor, session.actor);
        else if (typeof token?.sid === "string") await endSession(token.sid, now());
      },
    },
  };
}
