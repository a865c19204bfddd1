import { limitedRefusals } from "@/lib/platform/http/limited";
import { serveJobs } from "@/lib/platform/jobs/serve";
import { functions } from "@/lib/portal/functions";

export const dynamic = "force-dynamic";

const jobs = serveJobs(functions);

export const GET = limitedRefusals(jobs.GET);
export const POST = limitedRefusals(jobs.POST);
export const PUT = limitedRefusals(jobs.PUT);
