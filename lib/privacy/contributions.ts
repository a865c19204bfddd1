import "server-only";
import type { Collector, DataSource } from "@/lib/platform/contribution";
import { requestRegister } from "./requests/register";
import { mails } from "./sources/mails";
import { people } from "./sources/people";
import { requests } from "./sources/requests";
import { sessions } from "./sources/sessions";
import { trail } from "./sources/trail";

/** What the platform and this domain itself keep about people; the other domains bring their own. */
export const dataSources: readonly DataSource[] = [people, requests, mails, sessions, trail];
export const collectors: readonly Collector[] = [requestRegister];
