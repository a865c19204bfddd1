import "server-only";
import { defineSweep } from "@/lib/platform/jobs/define-sweep";
import { alertsAreDue, sweepAlerts } from "./sweep";

/** Every minute: tells of grave alerts, and escalates those nobody took up. An organisation without any costs one look. */
export const escalateAlerts = defineSweep({
  id: "audit-escalate-alerts",
  name: "Tell of alerts and escalate them",
  isDue: alertsAreDue,
  sweep: sweepAlerts,
});
