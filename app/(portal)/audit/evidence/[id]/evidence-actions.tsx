import Link from "next/link";
import { ActionForm } from "@/components/form/action-form";
import { TextareaField } from "@/components/form/text-field";
import { Section } from "@/components/shell/page";
import { Button } from "@/components/ui/button";
import { mayDo, type UserActor } from "@/lib/platform/auth/actor-types";
import { approveEvidenceAction, rejectEvidenceAction, submitEvidenceAction } from "../actions";
import type { ReadEvidence } from "./evidence-facts";

const card = "rounded-lg border border-border bg-card p-4";

/** What this person can do about the newest version now; the table of steps decides, and so does the second pair of eyes (E3). */
export function EvidenceActions({ evidence, actor }: { evidence: ReadEvidence; actor: UserActor }) {
  const newest = evidence.versions[0];
  if (!newest || evidence.status === "disposed") return null;
  // A reason typed about one version never stands under the next.
  const form = { organizationId: actor.organizationId, hidden: { id: evidence.id, version: newest.number } };
  const own = [evidence.collectorId, newest.collectedById, newest.submittedById].includes(actor.personId);
  const collects = mayDo(actor, "evidence:collect");
  const decides = mayDo(actor, "evidence:approve") && evidence.status === "submitted";
  if (!collects && !decides) return null;
  return (
    <Section title="What you can do">
      {collects && evidence.status === "draft" ? (
        <div className={card}>
          <ActionForm
            action={submitEvidenceAction}
            {...form}
            submitLabel="Submit for approval"
            pendingLabel="Submitting…"
            next="Somebody else looks at it. Its facts do not change any more; another file is a new version."
          />
        </div>
      ) : null}
      {decides && own ? (
        <p className="text-muted-foreground">
          You collected or handed in this version, so somebody else decides about it.
        </p>
      ) : null}
      {decides && !own ? (
        <div className="grid gap-4 lg:grid-cols-2 lg:items-start">
          <div key={`approve ${newest.number}`} className={card}>
            <ActionForm
              action={approveEvidenceAction}
              {...form}
              draft={`approve ${newest.number}`}
              submitLabel="Approve"
              pendingLabel="Approving…"
              next={
                newest.redacts
                  ? "The content of every earlier version is destroyed for good. Their names, hashes and custody stay."
                  : undefined
              }
            >
              <TextareaField name="comment" label="Comment" optional rows={3} maxLength={2000} />
            </ActionForm>
          </div>
          <div key={`reject ${newest.number}`} className={card}>
            <ActionForm
              action={rejectEvidenceAction}
              {...form}
              draft={`reject ${newest.number}`}
              submitLabel="Reject"
              pendingLabel="Rejecting…"
            >
              <TextareaField name="reason" label="Why it is rejected" rows={3} maxLength={2000} />
            </ActionForm>
          </div>
        </div>
      ) : null}
      <MoreActions evidence={evidence} actor={actor} />
    </Section>
  );
}

function MoreActions({ evidence, actor }: { evidence: ReadEvidence; actor: UserActor }) {
  const undecided = evidence.versions.every(({ decidedById }) => decidedById === null);
  const path = `/audit/evidence/${evidence.id}`;
  const links = [
    {
      label: "Correct the facts",
      href: `${path}/edit`,
      shown: evidence.status === "draft" && undecided && mayDo(actor, "evidence:collect"),
    },
    {
      label: "Add a version",
      href: `${path}/version`,
      shown: evidence.status !== "submitted" && mayDo(actor, "evidence:collect"),
    },
    { label: "Keep it longer", href: `${path}/retention`, shown: mayDo(actor, "evidence:retain") },
    {
      label: "Place a hold",
      href: `/audit/holds/new?references=${evidence.reference}`,
      shown: mayDo(actor, "hold:place"),
    },
  ].filter(({ shown }) => shown);
  return (
    <div className="flex flex-wrap gap-2">
      {links.map(({ label, href }) => (
        <Button key={href} asChild variant="secondary">
          <Link href={href}>{label}</Link>
        </Button>
      ))}
    </div>
  );
}
