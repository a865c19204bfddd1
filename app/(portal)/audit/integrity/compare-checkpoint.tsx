"use client";

import { useId, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Label } from "@/components/ui/label";
import { Textarea } from "@/components/ui/textarea";
import type { Compared } from "./compare-checkpoints";

type State = { kind: "idle" | "busy" } | { kind: "done"; found: Compared };

/** Takes a checkpoint saved earlier, asks for the proof that the log only grew since, and checks it here, in the browser (A10). */
export function CompareCheckpoint({ organizationId, vkeys }: { organizationId: string; vkeys: string[] }) {
  const [state, setState] = useState<State>({ kind: "idle" });
  const [saved, setSaved] = useState("");
  const id = useId();

  async function compare() {
    setState({ kind: "busy" });
    const note = `${saved.replaceAll("\r\n", "\n").trim()}\n`;
    setState({ kind: "done", found: await ask(organizationId, note, vkeys) });
  }

  return (
    <form
      className="grid min-w-0 gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void compare();
      }}
    >
      <p className="max-w-[65ch] text-muted-foreground">
        However old it is: your browser checks that every event of then still stands where it stood. The keys come with
        this page; compare them with those you got elsewhere.
      </p>
      <div className="grid min-w-0 gap-1.5">
        <Label htmlFor={id}>Checkpoint with its signature lines</Label>
        <Textarea
          id={id}
          rows={6}
          required
          spellCheck={false}
          className="font-mono"
          value={saved}
          onChange={(event) => setSaved(event.target.value)}
        />
      </div>
      <div>
        <Button type="submit" variant="secondary" loading={state.kind === "busy"}>
          Compare in your browser
        </Button>
      </div>
      {state.kind === "done" ? (
        <Alert
          live="polite"
          tone={state.found.good ? "success" : "danger"}
          title={state.found.good ? "The log only grew since then" : "Not shown that the log only grew"}
        >
          {state.found.words}
        </Alert>
      ) : null}
    </form>
  );
}

async function ask(organizationId: string, note: string, vkeys: string[]): Promise<Compared> {
  const { compareCheckpoints, readSaved } = await import("./compare-checkpoints");
  let first: ReturnType<typeof readSaved>;
  try {
    first = readSaved(note, vkeys);
  } catch (error) {
    return { good: false, words: `This is no checkpoint of this log. ${(error as Error).message}` };
  }
  const search = new URLSearchParams({ first: `${first.size}`, origin: first.origin });
  try {
    const response = await fetch(`/api/v1/audit/log/${organizationId}/consistency?${search}`);
    const answer = await response.json();
    if (!response.ok) {
      const why = String(answer.detail ?? "The portal gave no proof.");
      return { good: false, words: `Your checkpoint is signed by a key of this log. ${why}` };
    }
    return compareCheckpoints(note, answer, vkeys);
  } catch {
    return { good: false, words: "The portal could not be reached. Nothing was compared: try again." };
  }
}
