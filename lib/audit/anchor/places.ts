import "server-only";
import { createHmac, randomUUID } from "node:crypto";
import { mkdir, open, rename } from "node:fs/promises";
import path from "node:path";
import { env } from "@/lib/platform/env";
import type { AuditAnchorPlace } from "./schema";

/** A place outside, as configured; what is shown of it holds no secret. */
export interface Place {
  place: AuditAnchorPlace;
  target: string;
}

export interface Anchored {
  origin: string;
  size: bigint;
  note: string;
  at: Date;
}

const patience = 10_000;

/** The places of AUDIT_ANCHOR_FOLDER, AUDIT_ANCHOR_MAIL and AUDIT_ANCHOR_WEBHOOK. */
export function configuredPlaces(): Place[] {
  const places: Place[] = [];
  if (env.AUDIT_ANCHOR_FOLDER) places.push({ place: "folder", target: env.AUDIT_ANCHOR_FOLDER });
  if (env.AUDIT_ANCHOR_MAIL) places.push({ place: "mail", target: env.AUDIT_ANCHOR_MAIL });
  if (env.AUDIT_ANCHOR_WEBHOOK) places.push({ place: "webhook", target: env.AUDIT_ANCHOR_WEBHOOK });
  return places;
}

/** One file per checkpoint, named by its size; an earlier one is never written over. */
export async function pushToFolder(folder: string, { origin, size, note }: Anchored): Promise<void> {
  const inside = path.join(folder, encodeURIComponent(origin));
  await mkdir(inside, { recursive: true });
  const file = path.join(inside, `${`${size}`.padStart(20, "0")}.checkpoint`);
  const draft = `${file}.${randomUUID()}.tmp`;
  const handle = await open(draft, "wx", 0o644);
  try {
    await handle.writeFile(note);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
}

/** Posts a checkpoint, signed as Standard Webhooks say: HMAC-SHA256 over id, time and body. Throws unless it is accepted. */
export async function pushToWebhook(url: string, { origin, size, note, at }: Anchored): Promise<void> {
  const secret = env.AUDIT_ANCHOR_SECRET;
  if (secret === undefined) throw new Error("AUDIT_ANCHOR_SECRET is not set: an unsigned call could be anybody's.");
  const body = JSON.stringify({ type: "audit.checkpoint", origin, size: `${size}`, checkpoint: note });
  const id = `checkpoint-${origin}-${size}`;
  const time = `${Math.floor(at.getTime() / 1000)}`;
  const signature = createHmac("sha256", secret).update(`${id}.${time}.${body}`).digest("base64");
  const response = await fetch(url, {
    method: "POST",
    body,
    redirect: "error",
    signal: AbortSignal.timeout(patience),
    headers: {
      "content-type": "application/json",
      "webhook-id": id,
      "webhook-timestamp": time,
      "webhook-signature": `v1,${signature}`,
    },
  });
  if (!response.ok) throw new Error(`${new URL(url).host} answered ${response.status}.`);
}
