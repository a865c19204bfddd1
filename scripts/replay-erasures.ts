import "server-only";
import path from "node:path";
import { erasureEntries } from "@/lib/audit/keys/erasure-list";
import { replayErasures } from "@/lib/audit/keys/replay-list";
import { disconnect } from "@/lib/platform/db/client";
import { env } from "@/lib/platform/env";
import { fileStore, objectStore } from "@/lib/platform/storage/object-store";

/** Before the portal answers: a database put back by whatever means must not know what was erased since. */
const lists = [objectStore(), ...(env.BACKUP_FOLDER ? [fileStore(path.join(env.BACKUP_FOLDER, "erasure-list"))] : [])];
try {
  let destroyed = 0;
  for (const list of lists) destroyed += await replayErasures(erasureEntries(list));
  console.log(`${destroyed} keys were destroyed again`);
} finally {
  await disconnect();
}
