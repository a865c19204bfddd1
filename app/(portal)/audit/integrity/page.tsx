import type { Metadata } from "next";
import { pageResult } from "@/app/page-errors";
import { LogHealthWords } from "@/components/audit/log-health";
import { Page, PageHead, Section } from "@/components/shell/page";
import { openMend } from "@/lib/audit/check/mend-columns";
import { readLogStatus } from "@/lib/audit/check/queries";
import { installationHealth } from "@/lib/audit/installation/check";
import { readLogHistory } from "@/lib/audit/log/queries";
import { requireSession } from "@/lib/platform/auth/actor";
import { AuditTabs } from "../tabs";
import { CheckCard } from "./check-card";
import { Checkpoints } from "./checkpoints";
import { Closing } from "./closing";
import { CompareCheckpoint } from "./compare-checkpoint";
import { History } from "./history";
import { Mending } from "./mending";
import { OutsideCopies } from "./outside-copies";
import { VerifyPackage } from "./verify-package";

export const metadata: Metadata = { title: "Integrity" };

export default async function IntegrityPage() {
  const { actor, organization } = await requireSession();
  const status = await pageResult(() => readLogStatus(actor, {}));
  const history = await pageResult(() => readLogHistory(actor, {}));
  const mend = await pageResult(() => openMend(actor, {}));
  const installation = await installationHealth(new Date());
  const zone = organization.timeZone;
  return (
    <Page>
      <PageHead
        title="Integrity"
        lead="Whether the trail still says what was signed, who outside could tell, and how to check it without trusting this portal."
      />
      <AuditTabs actor={actor} />
      {status.log?.haltedReason ? (
        <Closing haltedReason={status.log.haltedReason} proposal={history.proposal} actor={actor} zone={zone} />
      ) : null}
      <Mending health={status.health} proposal={mend} actor={actor} zone={zone} />
      <div className="grid gap-6 lg:grid-cols-2 lg:items-start">
        <CheckCard status={status} actor={actor} zone={zone} />
        <OutsideCopies status={status} organizationId={actor.organizationId} zone={zone} />
      </div>
      <Section title="Verify a package">
        <VerifyPackage />
      </Section>
      <Section title="Compare a checkpoint you saved">
        <CompareCheckpoint organizationId={actor.organizationId} vkeys={status.signed?.vkeys ?? []} />
      </Section>
      <Section title="Checkpoints">
        <Checkpoints status={status} organizationId={actor.organizationId} zone={zone} />
      </Section>
      <Section title="Keys and earlier logs">
        <History history={history} actor={actor} zone={zone} />
      </Section>
      <Section title="The installation's own log">
        <p>
          <LogHealthWords health={installation} zone={zone} />
        </p>
        <p className="text-muted-foreground">
          It keeps what belongs to no organisation: unknown people signing in, migrations, keys, backups. It is checked
          like this log; only the operator of the portal reads it.
        </p>
      </Section>
    </Page>
  );
}
