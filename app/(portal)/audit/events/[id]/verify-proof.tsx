"use client";

import { CircleAlert, CircleCheck } from "lucide-react";
import { useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { TextLink } from "@/components/ui/text-link";
import type { ProofMaterial, ProofStepFound } from "./check-proof";

type State = { kind: "idle" | "busy" } | { kind: "done"; steps: ProofStepFound[] };

/** Recomputes the proof on this very machine, from the signed bytes up; the server is not asked. */
export function VerifyProof(material: ProofMaterial) {
  const [state, setState] = useState<State>({ kind: "idle" });
  async function verify() {
    setState({ kind: "busy" });
    const { checkProof } = await import("./check-proof");
    setState({ kind: "done", steps: checkProof(material) });
  }
  const steps = state.kind === "done" ? state.steps : [];
  const good = steps.every((step) => step.good);
  return (
    <div className="grid gap-3">
      <div>
        <Button type="button" variant="secondary" loading={state.kind === "busy"} onClick={() => void verify()}>
          Verify in your browser
        </Button>
      </div>
      {state.kind === "done" ? (
        <Alert
          live="polite"
          tone={good ? "success" : "danger"}
          title={good ? "Verified in your browser" : "Not verified: this event is not what was signed"}
        >
          <ul className="grid gap-1">
            {steps.map(({ good: held, words }) => (
              <li key={words} className="flex items-start gap-2">
                {held ? (
                  <CircleCheck aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
                ) : (
                  <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
                )}
                <span>
                  <span className="sr-only">{held ? "Holds: " : "Does not hold: "}</span>
                  {words}
                </span>
              </li>
            ))}
          </ul>
          <p className="mt-2">
            The key came with this page: compare it with one you got elsewhere, under{" "}
            <TextLink inline href="/audit/integrity">
              Integrity
            </TextLink>
            .
          </p>
        </Alert>
      ) : null}
    </div>
  );
}
