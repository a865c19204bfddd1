import type { Metadata } from "next";
import Link from "next/link";
import { pageResult } from "@/app/page-errors";
import { readParams, type Search } from "@/app/read-params";
import { DestructionStateBadge } from "@/components/audit/destruction-state-badge";
import { Page, PageHead, Section } from "@/components/shell/page";
import { EmptyState } from "@/components/shell/states";
import { RelativeTime } from "@/components/status/relative-time";
import { DataTable } from "@/components/table/data-table";
import { listUrl } from "@/components/table/list-url";
import { Pager } from "@/components/table/pager";
import { Button } from "@/components/ui/button";
import { readKeys } from "@/lib/audit/keys/queries";
import { requireSession } from "@/lib/platform/auth/actor";
import { mayDo } from "@/lib/platform/auth/actor-types";
import { ClassTable } from "./class-table";
import { destructionTitle, keyWords } from "./words";

export const metadata: Metadata = { title: "Keys and erasure" };

const path = "/audit/keys";

export default async function KeysPage({ searchParams }: { searchParams: Search }) {
  const { actor, organization } = await requireSession();
  const params = await readParams(readKeys, searchParams);
  const { classes, destructions, next, country } = await pageResult(() => readKeys(actor, params));
  const propose = mayDo(actor, "subject-key:propose") ? (
    <Button asChild>
      <Link href={`${path}/new`}>Propose an erasure</Link>
    </Button>
  ) : undefined;
  return (
    <Page>
      <PageHead
        title="Keys and erasure"
        lead="Names, addresses and other values about people stand in the trail under keys. A key that is destroyed makes its values unreadable for ever; every proof stays valid."
        actions={propose}
      />
      <Section title="Destructions">
        <DataTable
          caption="Destructions of keys"
          rows={destructions}
          rowKey={(row) => row.id}
          rowHref={(row) => `${path}/${row.id}`}
          empty={
            <EmptyState title="No key was destroyed yet" action={propose}>
              Each quarter the portal proposes classes and months whose time has ended.
            </EmptyState>
          }
          columns={[
            { key: "title", header: "What", cell: (row) => destructionTitle(row) },
            {
              key: "reference",
              header: "Reference",
              className: "whitespace-nowrap",
              from: "lg",
              cell: (row) => row.reference,
            },
            {
              key: "keys",
              header: "Keys",
              align: "right",
              card: true,
              cell: (row) => keyWords(row.state === "done" ? row.destroyed : row.planned),
            },
            { key: "state", header: "State", card: true, cell: (row) => <DestructionStateBadge state={row.state} /> },
            {
              key: "at",
              header: "Proposed",
              align: "right",
              from: "lg",
              cell: (row) => <RelativeTime value={row.proposedAt.toISOString()} zone={organization.timeZone} />,
            },
          ]}
        />
        <Pager
          nextHref={next ? listUrl(path, params, { before: next }) : undefined}
          previousHref={params.before ? listUrl(path, params, { before: undefined }) : undefined}
        />
      </Section>
      <Section title={`Classes and their basis (${country})`}>
        <ClassTable classes={classes} />
      </Section>
    </Page>
  );
}
