import { ActionForm } from "@/components/form/action-form";
import { TextField } from "@/components/form/text-field";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { TextLink } from "@/components/ui/text-link";
import { acknowledgementStatement } from "@/lib/policies/schema";
import type { WaitingPolicy } from "@/lib/policies/training/passed-policies";
import { acknowledgePolicyAction } from "../actions";

/** The policies a passed course belongs to: their statement, and the button that acknowledges (P15). */
export function PassedPolicies({
  policies,
  organizationId,
}: {
  policies: readonly WaitingPolicy[];
  organizationId: string;
}) {
  return policies.map(({ policyId, versionId, reference, number, title }) => (
    <Card key={versionId}>
      <CardHeader>
        <CardTitle as="h2">{`${reference} ${title}`}</CardTitle>
      </CardHeader>
      <CardContent className="grid gap-4">
        <p>
          You passed the course of this policy. Read its text, then say that you will follow it.{" "}
          <TextLink inline href={`/policies/${policyId}/read?version=${versionId}`}>
            {`Read version ${number}`}
            <span className="sr-only">{` of ${title}`}</span>
          </TextLink>
        </p>
        <ActionForm
          action={acknowledgePolicyAction}
          organizationId={organizationId}
          hidden={{ policyId, versionId, via: "training" }}
          submitLabel={`Acknowledge version ${number}`}
          pendingLabel="Saving …"
          next={<span className="font-medium text-foreground">{acknowledgementStatement}</span>}
        >
          <TextField name="typedName" label="Your name" autoComplete="name" maxLength={200} />
        </ActionForm>
      </CardContent>
    </Card>
  ));
}
