import { uncleanedMark } from "@/lib/audit/check/check-columns";
import type { openMend } from "@/lib/audit/check/mend-columns";
import type { LogHealth } from "@/lib/audit/check/rules";
import { type Actor, mayDo } from "@/lib/platform/auth/actor-types";
import { confirmMendAction, dismissMendAction, proposeMendAction } from "./actions";
import { Proposal } from "./proposal";

type Props = { health: LogHealth; proposal: Awaited<ReturnType<typeof openMend>>; actor: Actor; zone: string };

/** Search columns that hold text uncleaned: what they are, and the way to put them right, by two people (A7). */
export function Mending({ health, proposal, actor, zone }: Props) {
  const found = health.kind === "failed" && health.check.message?.startsWith(uncleanedMark) === true;
  if (!mayDo(actor, "log:close") || (!found && proposal === null)) return null;
  return (
    <Proposal
      title="Put the search columns right"
      lead="The signed events are as they were. Only columns beside them, which make them findable, kept blanks or control characters that the events leave out. Two people can set these columns to what the events say; both names, the reason and every column stand in the trail."
      open={
        proposal && {
          ...proposal,
          what: `it for ${proposal.columns === 1 ? "one column" : `${proposal.columns} columns`}`,
        }
      }
      propose={{
        action: proposeMendAction,
        verb: "Propose putting right",
        pending: "Looking through the log…",
        reason: "What happened",
      }}
      confirm={{
        action: confirmMendAction,
        verb: "Put right",
        question: "Set these columns to what the signed events say?",
        consequence: `No event changes. Your name and ${proposal?.proposedBy}'s stand in the trail.`,
      }}
      dismiss={{
        action: dismissMendAction,
        verb: "Dismiss the proposal",
        consequence: "The columns stay as they are, and checks go on saying so. It can be proposed again.",
      }}
      actor={actor}
      zone={zone}
    />
  );
}
