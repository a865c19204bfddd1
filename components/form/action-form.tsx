"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { type FormEvent, type ReactNode, useEffect, useId, useRef } from "react";
import type { ActionState } from "@/lib/platform/http/action-state";
import { CopyButton } from "../status/copy-button";
import { Alert } from "../ui/alert";
import { cn } from "../ui/cn";
import { DraftLine } from "./draft-line";
import { ErrorSummary } from "./error-summary";
import { FormContext, fieldId } from "./form-context";
import { objectOf, placeOf } from "./form-object";
import { ReloadButton } from "./reload-button";
import { SubmitButton } from "./submit-button";
import { useDraft } from "./use-draft";
import { type FormAction, useServerForm } from "./use-server-form";

type Props = {
  action: FormAction;
  /** The organisation the page was rendered for; posted so that a switch in another tab is noticed. */
  organizationId?: string;
  hidden?: Record<string, string | number>;
  children?: ReactNode;
  /** The verb on the button; leave it out to place a `SubmitButton` yourself. */
  submitLabel?: string;
  pendingLabel?: string;
  /** The verb once the person has seen what would happen; for actions that ask to be confirmed. */
  confirmLabel?: string;
  destructive?: boolean;
  /** One way among others: the button does not stand out. */
  quiet?: boolean;
  submitDisabled?: boolean;
  /** What happens next, said above the button. */
  next?: ReactNode;
  /** Beside the button: a cancel link. */
  secondary?: ReactNode;
  onSuccess?: (state: ActionState) => void;
  /** Which of the forms about the same thing this is, to keep its draft by; the button's words unless given. `false` keeps none. */
  draft?: string | false;
  className?: string;
};

/**
 * A form around a server action. Posts and answers without JavaScript too; keeps what was typed on an error;
 * moves the focus to the summary, or to the one field that is wrong. Keeps what is typed until it is sent.
 */
export function ActionForm(props: Props) {
  return <OneForm key={objectOf(props.hidden)} {...props} />;
}

function OneForm({
  action,
  organizationId,
  hidden,
  children,
  submitLabel,
  pendingLabel,
  confirmLabel,
  destructive,
  quiet,
  submitDisabled,
  next,
  secondary,
  onSuccess,
  draft = submitLabel ?? "",
  className,
}: Props) {
  const form = useRef<HTMLFormElement>(null);
  const page = `${usePathname()}?${useSearchParams()}`;
  const kept = useDraft(form, draft === false ? null : placeOf(hidden, page, draft));
  const [state, submit, pending] = useServerForm(action, {
    isKept: kept.isKept,
    onSent: kept.forget,
    onLost: kept.keep,
  });
  const id = useId();
  const top = useRef<HTMLDivElement>(null);
  const errors = state.fieldErrors ?? {};
  const names = Object.keys(errors);
  const failed = state.status === "error" || state.status === "conflict";
  const asked = state.status === "confirm";
  const count = names.reduce((sum, name) => sum + (errors[name]?.length ?? 0), 0);

  const succeeded = useRef(onSuccess);
  succeeded.current = onSuccess;
  useEffect(() => {
    if (state.status === "success") succeeded.current?.(state);
    if (state.status !== "error" && state.status !== "conflict" && state.status !== "confirm") return;
    const wrong = Object.keys(state.fieldErrors ?? {});
    const field = wrong.length === 1 && wrong[0] ? document.getElementById(fieldId(id, wrong[0])) : null;
    (field ?? top.current)?.focus();
  }, [state, id]);

  return (
    <FormContext value={{ id, errors, values: failed || asked ? state.values : undefined, lost: state.lost }}>
      <form
        ref={form}
        action={submit}
        noValidate={failed || undefined}
        onSubmit={(event: FormEvent) => {
          if (pending) event.preventDefault();
        }}
        className={cn("grid base:max-w-[560px] base:gap-5", className)}
      >
        {organizationId ? <input type="hidden" name="organizationId" value={organizationId} /> : null}
        {Object.entries(hidden ?? {}).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {asked && state.confirmed ? <input type="hidden" name="confirmed" value={state.confirmed} /> : null}
        {count >= 2 ? (
          <ErrorSummary
            anchor={top}
            formId={id}
            message={state.message ?? "Nothing was saved. Please check these fields."}
            fieldErrors={errors}
          />
        ) : (
          <FormMessage state={state} anchor={top} />
        )}
        {kept.since ? <DraftLine since={kept.since} zone={kept.zone} onDiscard={kept.discard} /> : null}
        {children}
        {submitLabel ? (
          <div className="grid gap-3">
            {next ? <div className="text-muted-foreground">{next}</div> : null}
            <div className="flex flex-wrap items-center gap-3">
              <SubmitButton
                variant={destructive ? "destructive" : quiet ? "secondary" : "primary"}
                pendingLabel={pendingLabel}
                disabled={submitDisabled}
              >
                {asked && confirmLabel ? confirmLabel : submitLabel}
              </SubmitButton>
              {secondary}
            </div>
          </div>
        ) : null}
      </form>
    </FormContext>
  );
}

const tones = { success: "success", conflict: "warning", confirm: "info", error: "danger" } as const;

function FormMessage({ state, anchor }: { state: ActionState; anchor: React.RefObject<HTMLDivElement | null> }) {
  if (!state.message || state.status === "idle") return null;
  const tone = tones[state.status];
  return (
    <div ref={anchor} tabIndex={-1} className="rounded-lg">
      <Alert
        tone={tone}
        live={state.status === "success" ? "polite" : "assertive"}
        action={state.lost ? <ReloadButton /> : undefined}
      >
        {state.message}
        {state.lines && state.lines.length > 0 ? (
          <ul className="mt-2 list-disc pl-5">
            {state.lines.map((line) => (
              <li key={line} className="wrap-anywhere">
                {line}
              </li>
            ))}
          </ul>
        ) : null}
        {Object.entries(state.shown ?? {}).map(([name, value]) => (
          <span key={name} className="mt-2 flex flex-wrap items-center gap-2">
            <code className="rounded-md bg-card px-2 py-1 text-xs wrap-anywhere text-foreground">{value}</code>
            <CopyButton value={value} label="Copy it" showLabel />
          </span>
        ))}
      </Alert>
    </div>
  );
}
