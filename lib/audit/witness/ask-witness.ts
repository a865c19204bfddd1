import "server-only";
import { toBase64 } from "@/lib/platform/crypto/bytes";
import { openNote } from "@/lib/platform/crypto/signed-note";
import type { ConfiguredWitness } from "./configured";

/** What a witness said, in words when it did not cosign. */
export type WitnessWord = { line: string } | { trouble: string; unreachable: boolean };

const patience = 5_000;

/**
 * Asks a witness to cosign a checkpoint (C2SP tlog-witness). Starts at the size it is believed to know, and once more at
 * the size it says it knows.
 */
export async function askWitness(
  witness: ConfiguredWitness,
  checkpoint: { size: bigint; note: string; known: bigint },
  proveFrom: (size: bigint) => Promise<Uint8Array[]>,
): Promise<WitnessWord> {
  let old = checkpoint.known;
  for (let tries = 0; tries < 2; tries++) {
    const proof = old === 0n || old === checkpoint.size ? [] : await proveFrom(old);
    const body = [`old ${old}`, ...proof.map(toBase64), "", checkpoint.note].join("\n");
    let answer: { status: number; text: string };
    try {
      answer = await post(`${witness.url}/add-checkpoint`, body);
    } catch (error) {
      return { trouble: `It cannot be reached. ${reasonOf(error)}`, unreachable: true };
    }
    if (answer.status === 200) return accepted(witness, checkpoint.note, answer.text);
    if (answer.status !== 409) {
      return { trouble: `It answered ${answer.status}: ${answer.text.trim().slice(0, 200)}`, unreachable: false };
    }
    const known = /^(\d{1,20})\n?$/.exec(answer.text)?.[1];
    if (known === undefined) return { trouble: "It answered 409 without a size.", unreachable: false };
    if (BigInt(known) > checkpoint.size) {
      const trouble = `It has seen ${known} events of this log, which has ${checkpoint.size} only.`;
      return { trouble, unreachable: false };
    }
    if (tries > 0 || BigInt(known) === old) break;
    old = BigInt(known);
  }
  return { trouble: `It has seen another log of ${old} events under this name.`, unreachable: false };
}

function accepted(witness: ConfiguredWitness, note: string, text: string): WitnessWord {
  for (const part of text.split("\n")) {
    const line = `${part}\n`;
    try {
      openNote(note + line, [witness.vkey]);
      return { line };
    } catch {
      // Another line of the same answer may be the one.
    }
  }
  return { trouble: "Its answer holds no good signature of its key.", unreachable: false };
}

async function post(url: string, body: string): Promise<{ status: number; text: string }> {
  const response = await fetch(url, {
    method: "POST",
    body,
    redirect: "error",
    signal: AbortSignal.timeout(patience),
    headers: { "content-type": "text/plain; charset=utf-8" },
  });
  return { status: response.status, text: (await response.text()).slice(0, 10_000) };
}

function reasonOf(error: unknown): string {
  const { cause, message } = error as Error;
  return cause instanceof Error ? cause.message : message;
}
