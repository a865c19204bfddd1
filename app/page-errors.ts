import "server-only";
import { forbidden, notFound, redirect } from "next/navigation";
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
