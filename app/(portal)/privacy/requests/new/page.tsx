import type { Metadata } from "next";
import { forbidden } from "next/navigation";
import { ActionForm } from "@/components/form/action-form";
import { SelectField } from "@/components/form/choice-field";
import { TextareaField, TextField } from "@/components/form/text-field";
import { Page, PageHead } from "@/components/shell/page";
import { requireSession } from "@/lib/platform/auth/actor";
import { mayDo } from "@/lib/platform/auth/actor-types";
import { formatLocalDate, localDayOf, zoneOf } from "@/lib/platform/calendar";
import { now } from "@/lib/platform/clock";
import { RequestChannel, RequestKind, requestChannelLabels, requestKindLabels } from "@/lib/privacy/schema";
import { enterRequestAction } from "../../actions";

export const metadata: Metadata = { title: "Enter a request" };

const kinds = RequestKind.options.map((value) => ({ value, label: requestKindLabels[value] }));
const channels = RequestChannel.exclude(["web", "api"]).options.map((value) => ({
  value,
  label: requestChannelLabels[value],
}));

export default async function NewRequestPage() {
  const { actor, organization } = await requireSession();
  if (!mayDo(actor, "request:create:any")) forbidden();
  const today = formatLocalDate(localDayOf(zoneOf(organization.timeZone), now().getTime()));
  return (
    <Page width="form">
      <PageHead
        title="Enter a request"
        lead="For what arrived by letter, telephone, mail or in person. The clock starts on the day it arrived."
      />
      <ActionForm
        action={enterRequestAction}
        organizationId={actor.organizationId}
        submitLabel="Enter request"
        pendingLabel="Entering…"
        next="The person receives an acknowledgement with the due date, and a code to confirm the address."
      >
        <SelectField name="kind" label="What is asked for" choices={kinds} placeholder="Choose one right" />
        <SelectField name="channel" label="How it arrived" choices={channels} placeholder="Choose one" />
        <TextField name="receivedOn" label="Day it arrived" type="date" max={today} defaultValue={today} />
        <TextField name="name" label="Name of the person" autoComplete="off" maxLength={120} />
        <TextField name="email" label="Email address of the person" type="email" autoComplete="off" />
        <TextareaField name="statement" label="What they wrote or said" rows={5} maxLength={4000} optional />
      </ActionForm>
    </Page>
  );
}
