import type { Metadata } from "next";
import { headers } from "next/headers";
import { pageResult } from "@/app/page-errors";
import { ActionForm } from "@/components/form/action-form";
import { RadioField } from "@/components/form/choice-field";
import { TextareaField, TextField } from "@/components/form/text-field";
import { WhatHappens } from "@/components/privacy/what-happens";
import { visitorOf } from "@/lib/platform/auth/public-actors";
import { dayInWords } from "@/lib/platform/calendar";
import { privacyCentre } from "@/lib/privacy/requests/public-queries";
import { publicKinds, publicKindWords } from "@/lib/privacy/requests/schema";
import { submitRequestAction } from "./actions";

export const metadata: Metadata = { title: "Privacy centre" };

const choices = publicKinds.map((value) => ({
  value,
  label: publicKindWords[value].title,
  description: publicKindWords[value].line,
}));

export default async function PrivacyCentrePage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params;
  const requestHeaders = await headers();
  const centre = await pageResult(async () => {
    const { actor } = await visitorOf(slug, requestHeaders);
    return privacyCentre(actor, {});
  });
  return (
    <div className="grid gap-8">
      <div className="grid gap-2">
        <h1 className="text-title">Your data, your rights</h1>
        <p className="max-w-[65ch] text-reading text-muted-foreground">
          Ask {centre.name} about the data it holds about you. It is free, and you need no account.
        </p>
      </div>
      <ActionForm
        action={submitRequestAction}
        hidden={{ organization: slug }}
        submitLabel="Send request"
        pendingLabel="Sending…"
        next={<WhatHappens {...centre} due={dayInWords(centre.dueDate)} />}
      >
        <RadioField name="kind" label="What would you like to do?" choices={choices} />
        <TextField name="name" label="Your name" autoComplete="name" maxLength={120} />
        <TextField
          name="email"
          label="Your email address"
          type="email"
          inputMode="email"
          autoComplete="email"
          help="Best the one we know you by. We send a code there, to see that it is yours, and the answer."
        />
        <TextareaField
          name="statement"
          label="Anything that helps us find it"
          help="For example when you were a customer, or what is wrong."
          rows={4}
          maxLength={4000}
          optional
        />
      </ActionForm>
    </div>
  );
}
