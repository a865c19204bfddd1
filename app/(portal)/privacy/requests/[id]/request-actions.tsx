import { ActionForm } from "@/components/form/action-form";
import { SelectField } from "@/components/form/choice-field";
import { TextareaField } from "@/components/form/text-field";
import { Section } from "@/components/shell/page";
import { Alert } from "@/components/ui/alert";
import { dayInWords } from "@/lib/platform/calendar";
import type { RequestDetail } from "@/lib/privacy/requests/read";
import { refusalGrounds } from "@/lib/privacy/requests/schema";
import { verificationLevelLabels } from "@/lib/privacy/schema";
import { approveRequestAction, executeRequestAction, extendRequestAction, prepareRefusalAction } from "../../actions";
import { SecondPerson } from "./second-person";

type Props = { request: RequestDetail; organizationId: string };

/** What an officer can do now, and plainly what the portal cannot. */
export function RequestActions({ request, organizationId }: Props) {
  const { can } = request;
  const form = { organizationId, hidden: { requestId: request.id } };
  const nothing = !Object.values(can).some(Boolean);
  if (nothing && request.status !== "approved") return null;
  return (
    <Section title="Decide">
      <ByHand request={request} />
      {can.confirm ? <SecondPerson request={request} organizationId={organizationId} /> : null}
      {can.execute && (request.status === "failed" || !request.automatic) ? (
        <ActionForm
          action={executeRequestAction}
          {...form}
          submitLabel={request.status === "failed" ? "Collect again" : "Start collection"}
          next={
            request.status === "failed"
              ? "What was collected stays; only the sources that failed are asked again."
              : "Automatic collection is switched off on this installation, so you start it."
          }
        />
      ) : null}
      {can.approve ? <Approve {...{ request, form }} /> : null}
      {can.refuse ? (
        <details className="rounded-lg border border-border bg-card p-4">
          <summary className="flex min-h-6 items-center font-medium max-md:min-h-11">Refuse…</summary>
          <ActionForm
            action={prepareRefusalAction}
            {...form}
            className="mt-4"
            submitLabel="Prepare refusal"
            destructive
            next="A second person must confirm it. Then the letter goes out with your words, the ground, its article, the right to complain and to a judicial remedy."
          >
            <SelectField
              name="code"
              label="Ground"
              placeholder="Choose the ground"
              choices={request.grounds.map((value) => ({
                value,
                label: `${refusalGrounds[value].label} (${refusalGrounds[value].article})`,
              }))}
            />
            <TextareaField name="narrative" label="Why, in plain words to the person" rows={5} maxLength={4000} />
          </ActionForm>
        </details>
      ) : null}
      {can.extend ? (
        <details className="rounded-lg border border-border bg-card p-4">
          <summary className="flex min-h-6 items-center font-medium max-md:min-h-11">Extend the time…</summary>
          <ActionForm
            action={extendRequestAction}
            {...form}
            className="mt-4"
            submitLabel="Extend and notify"
            next="Possible once, before the first date, because a request is complex or there are many. The notice is sent at once."
          >
            <SelectField
              name="months"
              label="By how much"
              defaultValue="2"
              choices={
                request.regulation === "ccpa"
                  ? [{ value: "1", label: "45 more days" }]
                  : [
                      { value: "1", label: "One further month" },
                      { value: "2", label: "Two further months" },
                    ]
              }
            />
            <TextareaField name="reason" label="Reason, as the person reads it" rows={3} maxLength={1000} />
          </ActionForm>
        </details>
      ) : null}
    </Section>
  );
}

function ByHand({ request }: { request: RequestDetail }) {
  if (request.executed) return null;
  return (
    <Alert tone="warning" title="The portal does not carry out this right yet">
      You can approve or refuse it here. After an approval, carry it out by hand in each system and answer the person by
      mail by {dayInWords(request.dueDate)}; the portal leaves the request open, because it cannot prove that.
    </Alert>
  );
}

type ApproveProps = { request: RequestDetail; form: { organizationId: string; hidden: { requestId: string } } };

function Approve({ request, form }: ApproveProps) {
  const { identity, secondPerson, executed } = request;
  return (
    <ActionForm
      action={approveRequestAction}
      {...form}
      submitLabel={secondPerson ? "Prepare approval" : "Approve"}
      next={
        secondPerson
          ? "A second person must confirm it."
          : executed
            ? "The portal then collects the data from every source and sends the person a link."
            : undefined
      }
    >
      {identity.enough ? null : (
        <TextareaField
          name="noDoubtReason"
          label="Why there is no reasonable doubt about the identity"
          help={`Proven: ${identity.reached} (${verificationLevelLabels[identity.reached]}). Needed: ${identity.required} (${verificationLevelLabels[identity.required]}). Your reason is recorded.`}
          rows={3}
          maxLength={1000}
        />
      )}
    </ActionForm>
  );
}
