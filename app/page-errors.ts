import "server-only";
import { forbidden, notFound, redirect } from "next/navigation";
import { cache } from "react";
import { requireSession } from "@/lib/platform/auth/actor";
import type { UserActor } from "@/lib/platform/auth/actor-types";
import { AppError } from "@/lib/platform/errors";

/** Runs what a page needs before it streams: what is not visible is 404, what is not allowed 403; the rest is the error page's. */
export async function pageResult<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError) {
      if (error.code === "not_found" || error.code === "invalid") notFound();
      if (error.code === "forbidden") forbidden();
      if (error.code === "unauthenticated") redirect("/sign-in");
    }
    throw error;
  }
}

/** What a page is about, read once in a request: for the page and for the name of its tab (WCAG 2.4.2). */
export function pageLoader<T, Args extends (string | undefined)[]>(
  read: (actor: UserActor, id: string, ...rest: Args) => Promise<T>,
): (id: string, ...rest: Args) => Promise<T> {
  return cache((id, ...rest) => pageResult(async () => read((await requireSession()).actor, id, ...rest)));
}
