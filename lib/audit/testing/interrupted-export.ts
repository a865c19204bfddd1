import { inTenant } from "@/lib/platform/db/tenant";
import { buildPackage } from "../export/build-package";
import { startExport } from "../export/build-steps";
import { sweepSpool } from "../export/run-export";
import { SealedSpool } from "../export/sealed-spool";

/** A build in a process of its own that stands still once all events are put aside, to be killed there. */
const [organizationId = "", exportId = ""] = process.argv.slice(2);
const actor = { kind: "system", name: "test", organizationId, requestId: crypto.randomUUID() } as const;

const { request } = await startExport(actor, { exportId });
await sweepSpool(exportId);
const spool = await SealedSpool.create(`${process.env.DATA_EXPORT_PATH}/spool`, exportId);
await buildPackage((work) => inTenant(organizationId, "read", work), request, spool);
await spool.settled();
process.send?.("reached");
setInterval(() => undefined, 1_000);
