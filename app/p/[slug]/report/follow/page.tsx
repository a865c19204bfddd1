import type { Metadata } from "next";
import { pageResult } from "@/app/page-errors";
import { TextLink } from "@/components/ui/text-link";
import { anonymousOf } from "@/lib/platform/auth/public-actors";
import { addToReportAction, followReportAction } from "../actions";
import { FollowForm } from "./follow-form";

export const metadata: Metadata = { title: "Follow your report", referrer: "same-origin" };

export default async function FollowReportPage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params;
  await pageResult(() => anonymousOf(slug));
  return (
    <div className="grid max-w-[560px] gap-6">
      <div className="grid gap-2">
        <h1 className="text-title">Follow your report</h1>
        <p className="text-muted-foreground">The key opens your report until you leave this page. Nothing is kept.</p>
        <TextLink href={`/p/${slug}/report`}>I want to report something</TextLink>
      </div>
      <FollowForm slug={slug} follow={followReportAction} add={addToReportAction} />
    </div>
  );
}
