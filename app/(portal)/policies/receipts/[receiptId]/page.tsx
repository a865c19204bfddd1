import type { Metadata } from "next";
import Link from "next/link";
import { pageResult } from "@/app/page-errors";
import { Page, PageHead } from "@/components/shell/page";
import { Button } from "@/components/ui/button";
import { TextLink } from "@/components/ui/text-link";
import { requireSession } from "@/lib/platform/auth/actor";
import { acknowledgementReceipt } from "@/lib/policies/queries/acknowledgement-receipt";
import { myPolicyWork } from "@/lib/policies/queries/my-policies";
import { PolicyReceipt } from "../../policy-receipt";

export const metadata: Metadata = { title: "Receipt" };

export default async function ReceiptPage({ params }: { params: Promise<{ receiptId: string }> }) {
  const { actor, organization } = await requireSession();
  const { receiptId } = await params;
  const receipt = await pageResult(() => acknowledgementReceipt(actor, { acknowledgementId: receiptId }));
  const { count, items } = await myPolicyWork(actor, {});
  const [next] = items;
  const own = receipt.person.id === actor.personId;
  return (
    <Page width="reading">
      <PageHead
        title={own ? "Your receipt" : "Receipt"}
        reference={receipt.policy.reference}
        lead="It is kept here for good. Download it if you want to keep it yourself."
      />
      <PolicyReceipt receipt={receipt} zone={organization.timeZone} log={receipt.log} own={own} />
      <p className="text-muted-foreground">
        Whoever gets the file can{" "}
        <TextLink href="/verify/receipt" inline>
          check it
        </TextLink>{" "}
        without an account, against the audit log.
      </p>
      <div className="flex flex-wrap items-center gap-3">
        {next ? (
          <>
            <Button asChild>
              <Link href={`/policies/${next.policyId}/read`}>Read the next policy</Link>
            </Button>
            <span className="min-w-0 text-muted-foreground wrap-anywhere">
              {next.title}. {count === 1 ? "It is the last one" : `${count} wait`} for you.
            </span>
          </>
        ) : (
          <Button asChild variant="secondary">
            <Link href="/">Back to My work</Link>
          </Button>
        )}
      </div>
    </Page>
  );
}
