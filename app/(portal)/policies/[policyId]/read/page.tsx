import type { Metadata } from "next";
import { z } from "zod";
import { pageLoader } from "@/app/page-errors";
import { readParams, type Search } from "@/app/read-params";
import { LeftOutLine } from "@/components/shell/left-out-line";
import { PageHead } from "@/components/shell/page";
import { formatDay } from "@/components/status/calendar";
import { DueDate } from "@/components/status/due-date";
import { requireSession } from "@/lib/platform/auth/actor";
import { readingMinutes } from "@/lib/policies/markdown-text";
import { policyReader } from "@/lib/policies/queries/policy-reader";
import { headingsOf } from "@/lib/policies/reading/heading-id";
import { acknowledgementStatement } from "@/lib/policies/schema";
import { acknowledgePolicyAction } from "../../actions";
import { PolicyReceipt } from "../../policy-receipt";
import { ReadingText } from "../../reading-text";
import { AcknowledgeBar } from "./acknowledge-bar";
import { Contents, ContentsSheet } from "./contents";
import { Standing } from "./standing";
import { TextSize } from "./text-size";
import { WhatChanged } from "./what-changed";

type Props = { params: Promise<{ policyId: string }>; searchParams: Search };

const known = z.object({ version: z.uuid(), via: z.string().max(40) });
const load = pageLoader((actor, policyId, versionId?: string) => policyReader(actor, { policyId, versionId }));

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const { version } = await load((await params).policyId, (await readParams(known, searchParams)).version);
  return { title: version.title };
}

export default async function ReaderPage({ params, searchParams }: Props) {
  const { actor, organization } = await requireSession();
  const [{ policyId }, { version: versionId, via }] = [await params, await readParams(known, searchParams)];
  const { policy, version, assignment, receipt, previous, other } = await load(policyId, versionId);
  const zone = organization.timeZone;
  const keeping = { organizationId: actor.organizationId, isDraft: false };
  const headings = headingsOf(version.text);
  const open = assignment !== null && receipt === null && assignment.status !== "exempted";
  const facts = [
    `Version ${version.number}`,
    `${version.inForce ? "effective" : "comes into force on"} ${formatDay(version.effectiveFrom, zone)}`,
    `about ${readingMinutes(version.text)} min to read`,
  ];
  return (
    <div className="mx-auto grid w-full max-w-[1080px] min-w-0 gap-x-10 lg:grid-cols-[14rem_minmax(0,1fr)]">
      <Contents headings={headings} />
      <div className="grid min-w-0 max-w-[720px] gap-6">
        <LeftOutLine />
        <PageHead title={version.title} reference={policy.reference} lead={facts.join(" · ")} />
        {version.description ? <p className="max-w-[70ch] text-reading">{version.description}</p> : null}
        {open ? <DueDate due={assignment.dueOn} why={assignment.dueWhy} zone={zone} /> : null}
        <Standing policyId={policyId} version={version} other={other} round={assignment?.round ?? 1} zone={zone} />
        <ContentsSheet headings={headings} />
        {previous ? (
          <WhatChanged
            {...keeping}
            previous={previous}
            text={version.text}
            note={version.changeNote}
            material={version.material}
          />
        ) : null}
        <TextSize text="policy-text" />
        <article id="policy-text" aria-label={version.title}>
          <ReadingText {...keeping} text={version.text} />
        </article>
        {receipt ? <PolicyReceipt receipt={receipt} zone={zone} /> : null}
        {assignment?.status === "exempted" ? <p>You are exempted from acknowledging this policy.</p> : null}
        {open ? (
          <AcknowledgeBar
            action={acknowledgePolicyAction}
            organizationId={actor.organizationId}
            policyId={policyId}
            versionId={version.id}
            number={version.number}
            statement={acknowledgementStatement}
            via={assignment.attended ? "meeting" : via === "email" ? "email" : undefined}
          />
        ) : null}
      </div>
    </div>
  );
}
