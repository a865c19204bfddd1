import "server-only";
import type { DataSource } from "@/lib/platform/contribution";
import { inPages } from "./pages";
import { iso } from "./values";

/** Where and when somebody signed in. A session's id is a part of its cookie, so it stays out. */
export const sessions: DataSource = {
  id: "sessions",
  title: "Sign-ins",
  tables: ["session"],
  categories: ["technical"],
  processing: {
    purposes: ["Keeping accounts secure"],
    lawfulBasis: "Legitimate interests, Article 6(1)(f)",
    recipients: ["The operator of the portal"],
    storagePeriod: "One year",
    origin: "Observed when signing in",
  },
  async *collect({ personId }, read) {
    if (!personId) return;
    const rows = inPages((after) =>
      read((tx) =>
        tx.session.findMany({
          where: { personId, id: { gt: after } },
          orderBy: { id: "asc" },
          take: 500,
          select: {
            id: true,
            createdAt: true,
            lastSeenAt: true,
            expiresAt: true,
            revokedAt: true,
            endReason: true,
            ip: true,
            userAgent: true,
          },
        }),
      ),
    );
    for await (const row of rows) {
      yield {
        collection: "sign-ins",
        row: {
          createdAt: iso(row.createdAt),
          lastSeenAt: iso(row.lastSeenAt),
          expiresAt: iso(row.expiresAt),
          revokedAt: iso(row.revokedAt),
          endReason: row.endReason,
          ip: row.ip,
          userAgent: row.userAgent,
        },
      };
    }
  },
};
