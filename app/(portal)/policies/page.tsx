import type { Metadata } from "next";
import Link from "next/link";
import { pageResult } from "@/app/page-errors";
import { readParams, type Search } from "@/app/read-params";
import { Page, PageHead } from "@/components/shell/page";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { requireSession } from "@/lib/platform/auth/actor";
import { mayDo } from "@/lib/platform/auth/actor-types";
import { policyLibrary } from "@/lib/policies/queries/library";
import { myPolicies } from "@/lib/policies/queries/my-policies";
import { Library } from "./library";
import { MyPoliciesView } from "./my-policies-view";
import { PolicyTabs } from "./policy-tabs";

export const metadata: Metadata = { title: "Policies" };

export default async function PoliciesPage({ searchParams }: { searchParams: Search }) {
  const { actor, organization } = await requireSession();
  const { toRead, receipts } = await pageResult(() => myPolicies(actor, {}));
  if (!mayDo(actor, "policy:library")) {
    return (
      <Page>
        <PageHead title="Policies" lead="What you have to read, and the receipts of what you acknowledged." />
        <PolicyTabs actor={actor} />
        <MyPoliciesView toRead={toRead} receipts={receipts} zone={organization.timeZone} />
      </Page>
    );
  }
  const actions = (
    <span className="flex flex-wrap gap-2">
      <Button asChild variant="secondary">
        <a href="/api/v1/policies/export" download>
          Export all in force
        </a>
      </Button>
      {mayDo(actor, "policy:write") ? (
        <Button asChild>
          <Link href="/policies/new">Draft a policy</Link>
        </Button>
      ) : null}
    </span>
  );
  return (
    <Page>
      <PageHead
        title="Policies"
        lead="Every policy, the version in force and how far it is acknowledged."
        actions={actions}
      />
      <PolicyTabs actor={actor} />
      {toRead.length > 0 ? (
        <Alert tone="info">
          {toRead.length === 1 ? "One policy waits" : `${toRead.length} policies wait`} for you to read.{" "}
          <Link href="/policies/mine">Read and acknowledge</Link>
        </Alert>
      ) : null}
      <Library actor={actor} params={await readParams(policyLibrary, searchParams)} />
    </Page>
  );
}
