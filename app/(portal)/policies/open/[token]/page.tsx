import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { pageResult } from "@/app/page-errors";
import { requireSession } from "@/lib/platform/auth/actor";
import { AppError } from "@/lib/platform/errors";
import { openMailLink } from "@/lib/policies/meetings/open-link";

export const metadata: Metadata = { title: "Open a policy" };

/** A personal link of a mail: opens the reader once; used up, it leads to the list of what waits. */
export default async function OpenLinkPage({ params }: { params: Promise<{ token: string }> }) {
  const { actor } = await requireSession();
  const { token } = await params;
  const place = await pageResult(() =>
    openMailLink(actor, { token }).catch((error) => {
      if (error instanceof AppError && error.code === "gone") return null;
      throw error;
    }),
  );
  redirect(place ? `/policies/${place.policyId}/read?version=${place.versionId}&via=email` : "/policies/mine");
}
