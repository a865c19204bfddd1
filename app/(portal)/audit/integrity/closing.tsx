import { Alert } from "@/components/ui/alert";
import type { readLogHistory } from "@/lib/audit/log/queries";
import { type Actor, mayDo } from "@/lib/platform/auth/actor-types";
import { confirmClosingAction, dismissClosingAction, proposeClosingAction } from "./actions";
import { Proposal } from "./proposal";

type Props = {
  haltedReason: string;
  proposal: Awaited<ReturnType<typeof readLogHistory>>["proposal"];
  actor: Actor;
  zone: string;
};

/** A halted log: why, and the way out that needs two people (A9). */
export function Closing({ haltedReason, proposal, actor, zone }: Props) {
  return (
    <div className="grid gap-4">
      <Alert tone="danger" title="The log is not signed any further">
        {haltedReason} Events are still recorded and wait.
      </Alert>
      {mayDo(actor, "log:close") ? (
        <Proposal
          title="If it cannot be mended"
          lead="First try to bring back the right database or the right files; the log then goes on by itself. If that is impossible, close it: a successor opens whose first event carries the last checkpoint, the reason and two people's names. Waiting events go there. What was signed stays verifiable, and everybody who checks is told where the log ended."
          open={proposal && { ...proposal, what: "closing" }}
          propose={{
            action: proposeClosingAction,
            verb: "Propose closing",
            pending: "Proposing…",
            reason: "What happened, and why it cannot be mended",
          }}
          confirm={{
            action: confirmClosingAction,
            verb: "Close the log",
            question: "Close this log for good?",
            consequence: `It is never signed again. Its successor opens at once; your name and ${proposal?.proposedBy}'s stand in its first event.`,
          }}
          dismiss={{
            action: dismissClosingAction,
            verb: "Dismiss the proposal",
            consequence: "The log stays halted. It can be proposed again.",
          }}
          actor={actor}
          zone={zone}
        />
      ) : null}
    </div>
  );
}
