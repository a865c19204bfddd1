import Link from "next/link";
import { ActionForm } from "@/components/form/action-form";
import { CheckboxField } from "@/components/form/choice-field";
import { ConfirmDialog } from "@/components/form/confirm-dialog";
import { TextareaField } from "@/components/form/text-field";
import { countWords } from "@/components/table/list-url";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import type { DetailVersion, PolicyDetail } from "@/lib/policies/queries/policy-detail";
import {
  approveVersionAction,
  publishVersionAction,
  revisePolicyAction,
  sendBackVersionAction,
  submitVersionAction,
} from "../actions";
import { EmergencyStanding } from "./time-steps";

type Props = { policy: PolicyDetail; version: DetailVersion; people: number; organizationId: string; zone: string };

/** What this person may do next with this version, or why not. */
export function NextStep(props: Props) {
  return (
    <>
      <EmergencyStanding {...props} />
      <OrdinaryStep {...props} />
    </>
  );
}

function OrdinaryStep({ policy, version, people, organizationId }: Props) {
  const hidden = { versionId: version.id };
  const { may } = policy;
  if (version.status === "draft" && may.write) {
    return (
      <Step title="Draft">
        <Returned version={version} />
        <ActionForm
          action={submitVersionAction}
          organizationId={organizationId}
          hidden={hidden}
          submitLabel="Hand in for review"
          next="The text is fixed once it is handed in. Somebody else approves it or sends it back."
          secondary={
            <Button asChild variant="secondary">
              <Link href={`/policies/${policy.id}/edit`}>Edit the draft</Link>
            </Button>
          }
        />
      </Step>
    );
  }
  if (version.status === "in_review" && may.approve)
    return <Review version={version} organizationId={organizationId} />;
  if (version.status === "in_review")
    return <Alert tone="info">Handed in. An approver approves it or sends it back.</Alert>;
  if (version.status === "approved" && may.publish) {
    return (
      <Step title="Approved">
        <ConfirmDialog
          verb={`Publish version ${version.number}`}
          title={`Publish ${policy.reference} version ${version.number}?`}
          action={publishVersionAction}
          organizationId={organizationId}
          hidden={hidden}
          variant="primary"
        >
          {version.material ? (
            <p>
              <strong>{countWords(people, "person", "people")}</strong> {people === 1 ? "is" : "are"} asked to
              acknowledge it within {countWords(version.dueDays, "day")}. Acknowledgements of earlier versions are kept.
            </p>
          ) : (
            <p>An editorial change: acknowledgements carry over, and whoever has not acknowledged keeps their date.</p>
          )}
        </ConfirmDialog>
      </Step>
    );
  }
  if (version.status === "approved") return <Alert tone="info">Approved. An approver publishes it.</Alert>;
  const isNewest = policy.versions[0]?.id === version.id;
  if (version.status === "published" && isNewest && version.inForceAt && may.write) {
    return (
      <Step title="In force">
        <ActionForm
          action={revisePolicyAction}
          organizationId={organizationId}
          hidden={{ policyId: policy.id }}
          submitLabel={`Begin version ${version.number + 1}`}
          next="Begins with this text. This version stays in force until its successor is published."
        />
      </Step>
    );
  }
  return null;
}

function Step({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <Card>
      <CardHeader>
        <CardTitle as="h2">{title}</CardTitle>
      </CardHeader>
      <CardContent className="grid gap-4">{children}</CardContent>
    </Card>
  );
}

function Returned({ version }: { version: DetailVersion }) {
  const last = version.approvals.at(-1);
  if (last?.decision !== "returned") return null;
  return (
    <Alert tone="warning" title={`${last.approver} sent it back`}>
      <span className="whitespace-pre-wrap wrap-anywhere">{last.comment}</span>
    </Alert>
  );
}

function Review({ version, organizationId }: { version: DetailVersion; organizationId: string }) {
  if (version.myHandIsInIt) {
    return (
      <Alert tone="info" title="Somebody else decides">
        You wrote or edited the text of version {version.number}, so you can neither approve it nor send it back.
      </Alert>
    );
  }
  const kind = version.material ? "material" : "editorial";
  const hidden = { versionId: version.id };
  return (
    <Step title="Your decision">
      <ActionForm
        action={approveVersionAction}
        organizationId={organizationId}
        hidden={hidden}
        submitLabel={`Approve version ${version.number}`}
      >
        <CheckboxField
          name="material"
          value={String(version.material)}
          label={`I confirm that this is ${version.material ? "a" : "an"} ${kind} change`}
          help={
            version.material
              ? "Everybody in the audience acknowledges again."
              : "Acknowledgements carry over to this version."
          }
        />
        <TextareaField name="comment" label="Comment" optional rows={2} />
      </ActionForm>
      <details className="border-t border-border pt-4">
        <summary className="min-h-6 font-medium underline underline-offset-2 max-md:min-h-11">
          Send back instead
        </summary>
        <ActionForm
          className="mt-4"
          action={sendBackVersionAction}
          organizationId={organizationId}
          hidden={hidden}
          submitLabel="Send back"
        >
          <TextareaField
            name="comment"
            label="What should change"
            rows={4}
            help="The author sees it and can edit the text again."
          />
        </ActionForm>
      </details>
    </Step>
  );
}
