import { serveJobs } from "@/lib/platform/jobs/serve";
import { functions } from "@/lib/portal/functions";

export const dynamic = "force-dynamic";

export const { GET, POST, PUT } = serveJobs(functions);
