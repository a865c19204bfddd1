import "server-only";
import { startDelivery } from "../delivery";

/** A process that delivers until it is killed. */
startDelivery({ pollMs: 50 });
