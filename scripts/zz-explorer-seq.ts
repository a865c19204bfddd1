import { startSequencer } from "/work/main/lib/audit/log/sequencer";
import { objectStore } from "/work/main/lib/platform/storage/object-store";
startSequencer({ databaseUrl: process.env.DATABASE_URL as string, store: objectStore() });
