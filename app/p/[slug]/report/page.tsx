import type { Metadata } from "next";
import { pageResult } from "@/app/page-errors";
import { ActionForm } from "@/components/form/action-form";
import { ViolationFields } from "@/components/policies/violation-fields";
import { TextLink } from "@/components/ui/text-link";
import { anonymousOf } from "@/lib/platform/auth/public-actors";
import { reportAnonymouslyAction } from "./actions";

export const metadata: Metadata = { title: "Report something anonymously", referrer: "same-origin" };

export default async function AnonymousReportPage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params;
  const { organization } = await pageResult(() => anonymousOf(slug));
  return (
    <div className="grid gap-8">
      <div className="grid gap-2">
        <h1 className="text-title">Report something anonymously</h1>
        <p className="max-w-[65ch] text-reading text-muted-foreground">
          Tell {organization.name} about broken rules. You need no account and no proof, only an honest concern.
        </p>
        <ul className="grid max-w-[65ch] list-disc gap-1 pl-5 text-muted-foreground">
          <li>We store what you type, the hour, and nothing about you, your device or your connection.</li>
          <li>Leave out of the text what only you could know, unless it matters.</li>
          <li>Within 7 days you find here that we received it, within 3 months after that what was done.</li>
        </ul>
        <TextLink href={`/p/${slug}/report/follow`}>I have a key and want to follow my report</TextLink>
      </div>
      <ActionForm
        action={reportAnonymouslyAction}
        hidden={{ organization: slug }}
        submitLabel="Send report"
        pendingLabel="Sending…"
        next="You then see a key, once. Without it nobody can open your report again, not even you."
      >
        <ViolationFields />
      </ActionForm>
    </div>
  );
}
