import type { Metadata } from "next";
import { headers } from "next/headers";
import Link from "next/link";
import type { ReactNode } from "react";
import { pageResult } from "@/app/page-errors";
import { PublicShell } from "@/components/shell/public-shell";
import { visitorOf } from "@/lib/platform/auth/public-actors";

/**
 * Links on these pages are personal: no search engine, no referrer to anybody else. Not `no-referrer`: under it browsers
 * send forms without JavaScript with `Origin: null`, which is refused as another site's.
 */
export const metadata: Metadata = { referrer: "same-origin", robots: { index: false, follow: false } };

export default async function PublicLayout({
  children,
  params,
}: {
  children: ReactNode;
  params: Promise<{ slug: string }>;
}) {
  const { slug } = await params;
  const requestHeaders = await headers();
  const { organization } = await pageResult(() => visitorOf(slug, requestHeaders));
  return (
    <PublicShell
      organisationName={organization.name}
      footer={
        <Link href={`/p/${slug}`} className="text-primary-text underline underline-offset-2">
          Privacy centre of {organization.name}
        </Link>
      }
    >
      {children}
    </PublicShell>
  );
}
