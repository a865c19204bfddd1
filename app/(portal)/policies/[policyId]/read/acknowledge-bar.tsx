"use client";

import { useEffect, useId, useRef } from "react";
import { FormContext } from "@/components/form/form-context";
import { ReloadButton } from "@/components/form/reload-button";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { type FormAction, useServerForm } from "@/components/form/use-server-form";
import { Alert } from "@/components/ui/alert";
import { cn } from "@/components/ui/cn";
import { Progress } from "@/components/ui/progress";
import { useReading } from "./use-reading";

type Props = {
  action: FormAction;
  organizationId: string;
  policyId: string;
  versionId: string;
  number: number;
  statement: string;
  /** From a mail's personal link, or explained at a meeting: then one click confirms. */
  via?: "email" | "meeting";
};

/**
 * The bar at the bottom of the reader: opens once the end of the text was on the screen (P14). Without JavaScript nothing is
 * measured and the plain form works as it stands.
 */
export function AcknowledgeBar({ action, organizationId, policyId, versionId, number, statement, via }: Props) {
  const end = useRef<HTMLButtonElement>(null);
  const reading = useReading("policy-text", end);
  const { percent, seconds, measured } = reading;
  // Who heard it explained at a meeting need not scroll through it again.
  const finished = reading.finished || via === "meeting";
  const [state, submit, pending] = useServerForm(action);
  const id = useId();
  const message = useRef<HTMLDivElement>(null);
  const failed = state.status === "error" || state.status === "conflict";
  useEffect(() => {
    if (failed) message.current?.focus();
  }, [failed]);

  return (
    <>
      <button
        ref={end}
        type="button"
        className="inline-flex min-h-11 cursor-default items-center self-start rounded-md text-sm text-muted-foreground noscript:hidden"
        onClick={() => document.getElementById(`${id}-typedName`)?.focus()}
      >
        End of the text. Go on to acknowledge
      </button>
      <section
        aria-label="Acknowledge this policy"
        className="sticky bottom-0 z-30 -mx-4 -mb-6 border-t border-border bg-card px-4 py-3 shadow-float md:-mx-6 md:-mb-8 md:px-6 lg:bottom-4 lg:mx-0 lg:mb-0 lg:rounded-lg lg:border print:hidden"
      >
        <FormContext value={{ id, errors: state.fieldErrors ?? {}, values: failed ? state.values : undefined }}>
          <form
            action={submit}
            className="grid gap-3"
            onSubmit={(event) => {
              if (pending || (measured && !finished)) event.preventDefault();
            }}
          >
            <input type="hidden" name="organizationId" value={organizationId} />
            <input type="hidden" name="policyId" value={policyId} />
            <input type="hidden" name="versionId" value={versionId} />
            {via ? <input type="hidden" name="via" value={via} /> : null}
            {seconds > 0 ? <input type="hidden" name="readPercent" value={percent} /> : null}
            {seconds > 0 ? <input type="hidden" name="visibleSeconds" value={seconds} /> : null}
            {failed && state.message ? (
              <div ref={message} tabIndex={-1} className="rounded-lg">
                <Alert
                  tone={state.status === "conflict" ? "warning" : "danger"}
                  live="assertive"
                  action={state.lost ? <ReloadButton /> : undefined}
                >
                  {state.message}{" "}
                  {state.status === "conflict" ? (
                    <a href={`/policies/${policyId}/read`}>Open the version in force</a>
                  ) : null}
                </Alert>
              </div>
            ) : null}
            <div className="noscript:hidden">
              <Progress
                label={finished ? "You have reached the end" : "Read to the end to acknowledge"}
                value={percent}
                max={100}
              />
            </div>
            <p className="hidden text-muted-foreground noscript:block">
              Read the text to its end, then type your name and send.
            </p>
            <p role="status" className="sr-only">
              {finished ? "You have reached the end of the text. You can acknowledge it now." : ""}
            </p>
            <div className={cn("grid gap-3", !finished && "max-md:hidden noscript:max-md:grid")}>
              <p className="font-medium">{statement}</p>
              <div className="flex flex-wrap items-end gap-3">
                {via === "meeting" ? (
                  <p className="min-w-0 flex-1 basis-48 text-muted-foreground">
                    It was explained to you at a meeting. One click confirms it.
                  </p>
                ) : (
                  <TextField
                    name="typedName"
                    label="Your name"
                    autoComplete="name"
                    maxLength={200}
                    className="min-w-0 flex-1 basis-48"
                  />
                )}
                <SubmitButton pendingLabel="Saving …" disabled={measured && !finished}>
                  {via === "meeting" ? "Confirm" : "Acknowledge"} version {number}
                </SubmitButton>
              </div>
            </div>
          </form>
        </FormContext>
      </section>
    </>
  );
}
