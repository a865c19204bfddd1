import "server-only";
import { headers } from "next/headers";
import { pageResult } from "@/app/page-errors";
import { type OpenedLink, subjectOf, visitorOf } from "@/lib/platform/auth/public-actors";
import { AppError, notFound } from "@/lib/platform/errors";
import { attempt } from "@/lib/platform/limits/limit";

type Organization = Awaited<ReturnType<typeof visitorOf>>["organization"];
type Opened<T> = { over: null; result: T; organization: Organization } | { over: string; organization: Organization };

/** What a personal link of this organisation opens: unknown is 404, over or used up says so in words. */
export function openLink<T>(
  slug: string,
  token: string,
  kind: "request" | "package",
  read: (link: OpenedLink) => Promise<T>,
): Promise<Opened<T>> {
  return pageResult(async () => {
    const requestHeaders = await headers();
    const { actor: visitor, organization } = await visitorOf(slug, requestHeaders);
    try {
      const link = await attempt("link:open", [visitor.ip ?? ""], async () => {
        const opened = await subjectOf(token, requestHeaders);
        if (opened.kind !== kind || opened.actor.organizationId !== organization.id) throw notFound("This link");
        return opened;
      });
      return { over: null, result: await read(link), organization };
    } catch (error) {
      if (error instanceof AppError && (error.code === "gone" || error.code === "rate_limited")) {
        return { over: error.message, organization };
      }
      throw error;
    }
  });
}
