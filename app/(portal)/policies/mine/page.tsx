import type { Metadata } from "next";
import { pageResult } from "@/app/page-errors";
import { Page, PageHead } from "@/components/shell/page";
import { requireSession } from "@/lib/platform/auth/actor";
import { myPolicies } from "@/lib/policies/queries/my-policies";
import { MyPoliciesView } from "../my-policies-view";
import { PolicyTabs } from "../policy-tabs";

export const metadata: Metadata = { title: "To read" };

export default async function MyPoliciesPage() {
  const { actor, organization } = await requireSession();
  const { toRead, receipts } = await pageResult(() => myPolicies(actor, {}));
  return (
    <Page>
      <PageHead title="To read" lead="What you have to read, and the receipts of what you acknowledged." />
      <PolicyTabs actor={actor} />
      <MyPoliciesView toRead={toRead} receipts={receipts} zone={organization.timeZone} />
    </Page>
  );
}
