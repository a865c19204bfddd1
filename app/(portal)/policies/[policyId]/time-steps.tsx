import { FileUpload } from "@/components/audit/file-upload";
import { ActionForm } from "@/components/form/action-form";
import { TextareaField, TextField } from "@/components/form/text-field";
import { Section } from "@/components/shell/page";
import { formatDay, formatExact } from "@/components/status/calendar";
import { Alert } from "@/components/ui/alert";
import type { DetailVersion, PolicyDetail } from "@/lib/policies/queries/policy-detail";
import {
  confirmEmergencyAction,
  publishEmergencyAction,
  recordMeetingAction,
  retirePolicyAction,
  reviewPolicyAction,
} from "../officer-actions";

type Props = { policy: PolicyDetail; version: DetailVersion; organizationId: string; zone: string };

/** An emergency publication stands out until its second person has decided, and afterwards stays visible (P4). */
export function EmergencyStanding({ policy, version, organizationId, zone }: Props) {
  const { emergency } = version;
  const reason = emergency ? (
    <span className="whitespace-pre-wrap wrap-anywhere">Reason: {emergency.reason}</span>
  ) : null;
  if (!emergency) return <Coming version={version} zone={zone} />;
  if (emergency.lapsedAt) {
    return (
      <Alert
        tone="danger"
        title={`Nobody confirmed this emergency publication by ${formatExact(emergency.until, zone)}`}
      >
        The version before is back in force. Acknowledgements given stay, marked as given for this version. {reason}
      </Alert>
    );
  }
  if (emergency.confirmedAt) {
    return (
      <Alert tone="info" title={`Published in an emergency, confirmed by ${emergency.confirmedBy}`}>
        {reason}
      </Alert>
    );
  }
  return (
    <Alert tone="danger" title={`Published in an emergency: to be confirmed by ${formatExact(emergency.until, zone)}`}>
      <div className="grid gap-3">
        <p>Without a second person by then the version before is back in force. {reason}</p>
        {policy.may.confirmEmergency && !version.myHandIsInIt && !emergency.mine ? (
          <ActionForm
            action={confirmEmergencyAction}
            organizationId={organizationId}
            hidden={{ versionId: version.id }}
            submitLabel={`Confirm version ${version.number}`}
          />
        ) : policy.may.confirmEmergency ? (
          <p>You wrote, edited or published it: somebody else confirms it.</p>
        ) : null}
      </div>
    </Alert>
  );
}

function Coming({ version, zone }: { version: DetailVersion; zone: string }) {
  if (version.status !== "published" || version.inForceAt || !version.effectiveFrom) return null;
  return (
    <Alert tone="info" title={`Comes into force on ${formatDay(version.effectiveFrom, zone)}`}>
      It is published and can be acknowledged; until that day the version before stays in force.
    </Alert>
  );
}

/** What can be done outside the ordinary way, folded away: emergency, review, meeting, retiring. */
export function TimeSteps({ policy, version, organizationId }: Props) {
  const { may } = policy;
  const inForce = version.status === "published" && version.inForceAt !== null;
  const emergency = may.publishEmergency && ["draft", "in_review"].includes(version.status);
  const published = version.status === "published";
  if (!emergency && !(may.review && inForce) && !((may.meeting || may.publish) && published)) return null;
  return (
    <Section title="Seldom needed">
      {emergency ? (
        <Fold title="Publish in an emergency">
          <ActionForm
            action={publishEmergencyAction}
            organizationId={organizationId}
            hidden={{ versionId: version.id }}
            submitLabel={`Publish version ${version.number} now`}
            destructive
            next="It is in force at once. A second person confirms it within 72 hours, or the version before is back and a violation is opened."
          >
            <TextareaField name="reason" label="What cannot wait for an approval" rows={3} />
          </ActionForm>
        </Fold>
      ) : null}
      {may.review && inForce ? (
        <Fold title="Record a review without a change">
          <ActionForm
            action={reviewPolicyAction}
            organizationId={organizationId}
            hidden={{ policyId: policy.id }}
            submitLabel="Record the review"
          >
            <TextareaField name="note" label="What you looked at, and why it stays" rows={3} />
            <TextField name="nextReviewDate" label="Next review" type="date" />
          </ActionForm>
        </Fold>
      ) : null}
      {may.meeting && published ? (
        <Fold title="Record a meeting">
          <ActionForm
            action={recordMeetingAction}
            organizationId={organizationId}
            hidden={{ versionId: version.id }}
            submitLabel="Record the meeting"
            next="It acknowledges nothing for anybody: each of them confirms with one click."
          >
            <TextField name="heldOn" label="Held on" type="date" />
            <TextareaField name="emails" label="Who was there (email addresses)" rows={3} />
            <FileUpload
              url="/api/v1/policies/meetings/files"
              label="Signed list"
              help="If there is one: a PDF or a photograph, at most 20 MiB."
              largest={20 * 1024 * 1024}
            />
            <TextareaField name="note" label="Note" optional rows={2} />
          </ActionForm>
        </Fold>
      ) : null}
      {may.publish && published ? (
        <Fold title="Retire this policy">
          <ActionForm
            action={retirePolicyAction}
            organizationId={organizationId}
            hidden={{ policyId: policy.id }}
            submitLabel={`Retire ${policy.reference}`}
            destructive
            next="Nobody is asked about it any longer. Its versions and receipts stay."
          >
            <TextareaField name="reason" label="Why it is no longer needed" rows={2} />
          </ActionForm>
        </Fold>
      ) : null}
    </Section>
  );
}

function Fold({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <details className="rounded-lg border border-border bg-card">
      <summary className="min-h-11 px-4 py-3 font-medium">{title}</summary>
      <div className="border-t border-border px-4 py-4">{children}</div>
    </details>
  );
}
