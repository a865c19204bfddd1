"use client";

import { Check, CircleAlert, LoaderCircle } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { formatTime } from "@/components/status/calendar";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { draftBody } from "./draft-body";

type State =
  | { kind: "idle" }
  | { kind: "waiting" }
  | { kind: "saving" }
  | { kind: "saved"; at: string }
  | { kind: "unsaved"; why: string }
  | { kind: "conflict"; why: string };

type Props = { policyId: string; versionId: string; revision: number; zone: string };
const pause = 2500;
const again = 10_000;
type Answer = { revision?: number; saved_at?: string; detail?: string };

/**
 * Saves the form it stands in a moment after the last change and says when. Carries the revision the page knows, so that
 * somebody else's saving in between is noticed and nothing of theirs is overwritten; then it stops until the author decides.
 */
export function Autosave({ policyId, versionId, revision, zone }: Props) {
  const [state, setState] = useState<State>({ kind: "idle" });
  const [known, setKnown] = useState(revision);
  const anchor = useRef<HTMLInputElement>(null);
  const work = useRef({ revision, last: "", timer: 0, running: false, stopped: false, submit: false });

  useEffect(() => {
    const form = anchor.current?.form;
    if (!form) return;
    const own = work.current;
    const content = () => JSON.stringify(draftBody(new FormData(form), 0));
    own.last = content();

    const plan = (after: number) => {
      window.clearTimeout(own.timer);
      own.timer = window.setTimeout(save, after);
    };
    async function save() {
      if (!form || own.running || own.stopped) return;
      const now = content();
      if (now === own.last) return setState((before) => (before.kind === "waiting" ? { kind: "idle" } : before));
      own.running = true;
      setState({ kind: "saving" });
      let next = 0;
      try {
        const response = await fetch(`/api/v1/policies/drafts/${versionId}`, {
          method: "PUT",
          headers: { "content-type": "application/json" },
          body: JSON.stringify(draftBody(new FormData(form), own.revision)),
        });
        const answer = (await response.json().catch(() => ({}))) as Answer;
        if (response.ok && answer.revision && answer.saved_at) {
          own.last = now;
          own.revision = answer.revision;
          setKnown(answer.revision);
          setState({ kind: "saved", at: answer.saved_at });
          if (content() !== now) next = pause;
        } else if (response.status === 409) {
          own.stopped = true;
          setState({ kind: "conflict", why: answer.detail ?? "Somebody else saved this draft." });
        } else {
          setState({ kind: "unsaved", why: answer.detail ?? "The portal refused it." });
          if (response.status >= 500) next = again;
        }
      } catch {
        setState({ kind: "unsaved", why: "No connection. It is tried again." });
        next = again;
      }
      own.running = false;
      if (own.submit) {
        own.submit = false;
        // The field with the new revision is in the page by the next frame.
        requestAnimationFrame(() => form.requestSubmit());
      } else if (next > 0) plan(next);
    }
    const changed = (event: Event) => {
      if ((event.target as HTMLElement | null)?.dataset.autosave === "off" || own.stopped) return;
      if (content() === own.last) return;
      setState((before) => (before.kind === "unsaved" ? before : { kind: "waiting" }));
      plan(pause);
    };
    const submitted = (event: Event) => {
      window.clearTimeout(own.timer);
      if (own.running) {
        event.preventDefault();
        event.stopImmediatePropagation();
        own.submit = true;
      } else own.last = content();
    };
    const leaving = (event: BeforeUnloadEvent) => {
      if (!own.stopped && content() !== own.last) event.preventDefault();
    };
    form.addEventListener("input", changed);
    form.addEventListener("change", changed);
    form.addEventListener("submit", submitted, true);
    window.addEventListener("beforeunload", leaving);
    return () => {
      window.clearTimeout(own.timer);
      form.removeEventListener("input", changed);
      form.removeEventListener("change", changed);
      form.removeEventListener("submit", submitted, true);
      window.removeEventListener("beforeunload", leaving);
    };
  }, [versionId]);

  return (
    <div
      className={cn(
        "grid gap-2",
        state.kind !== "idle" && "sticky bottom-0 z-10 border-t border-border bg-background py-2",
      )}
    >
      <input ref={anchor} type="hidden" name="revision" value={known} readOnly />
      {state.kind === "conflict" ? (
        <Alert tone="warning" live="assertive" title="Somebody else saved this draft">
          <p>{state.why} What you wrote is still here, and saving by itself has stopped.</p>
          <span className="mt-2 flex flex-wrap gap-2">
            <Button asChild variant="secondary" size="sm">
              <a href={`/policies/${policyId}?version=${versionId}`} target="_blank" rel="noreferrer">
                Open what was saved in a new tab
              </a>
            </Button>
            <Button type="button" variant="ghost" size="sm" onClick={() => window.location.reload()}>
              Leave mine and reload
            </Button>
          </span>
        </Alert>
      ) : null}
      <Status state={state} zone={zone} />
    </div>
  );
}

function Status({ state, zone }: { state: State; zone: string }) {
  const time = (at: string) => formatTime(at, zone);
  return (
    <p role="status" className="flex min-h-6 items-center gap-1.5 text-muted-foreground">
      {state.kind === "saving" ? (
        <>
          <LoaderCircle aria-hidden="true" className="size-4 animate-spin" />
          <span>Saving</span>
        </>
      ) : null}
      {state.kind === "saved" ? (
        <>
          <Check aria-hidden="true" className="size-4" />
          <span>Saved {time(state.at)}</span>
        </>
      ) : null}
      {state.kind === "unsaved" ? (
        <span className="flex items-center gap-1.5 text-danger-text">
          <CircleAlert aria-hidden="true" className="size-4" /> Not saved: {state.why}
        </span>
      ) : null}
      {state.kind === "waiting" ? "Changes are saved in a moment" : null}
    </p>
  );
}
