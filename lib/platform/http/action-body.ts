import "server-only";

/** More than any form of ours has; what is nested or repeated beyond costs the decoder more than it costs its sender. */
const most = { depth: 16, values: 5_000, fields: 5_000 };

/**
 * Is this a server action's call as React writes it for a form of ours? Next answers 500 to what its decoder cannot read, and the
 * decoder follows references (`$1:a:b`) that a form never needs: what is not known here is refused. Forms post multipart, with a
 * script as arguments in the field "0" (the form among them as "$K…", its fields as "_1_name"), without one as bound arguments in the
 * fields "$ACTION_1:0", "$ACTION_1:1" and so on.
 */
export function isReadableAction(request: Request, form: FormData | null): boolean {
  const calledByScript = request.headers.has("next-action");
  if (!isMultipart(request)) return !calledByScript;
  if (form === null) return false;
  const fields = [...form];
  const names = new Set<string>();
  return (
    fields.length <= most.fields &&
    fields.every(([name, value]) => {
      const own = calledByScript ? !/^_\d{1,8}_/.test(name) : name.startsWith("$");
      if (!own) return true;
      const again = names.has(name);
      names.add(name);
      return !again && (calledByScript ? name === "0" && takesForm(parsed(value)) : isActionField(name, value));
    }) &&
    (!calledByScript || names.has("0"))
  );
}

const takesForm = (given: unknown) =>
  Array.isArray(given) && /^\$K[0-9a-f]{1,8}$/.test(String(given.at(-1))) && isPlain(given.slice(0, -1));

function isActionField(name: string, value: FormDataEntryValue): boolean {
  if (/^\$ACTION_(REF_\d{1,8}|ID_[0-9a-f]{1,100}|KEY)$/.test(name)) return String(value).length <= 200;
  const argument = /^\$ACTION_\d{1,8}:(\d{1,8})$/.exec(name)?.[1];
  if (argument === undefined) return false;
  const given = parsed(value);
  if (argument !== "0") return Array.isArray(given) && isPlain(given);
  const { id, bound, ...more } = (given ?? {}) as Record<string, unknown>;
  const isBound = bound === null || /^\$@\d{1,8}$/.test(String(bound));
  return typeof id === "string" && isBound && Object.keys(more).length === 0;
}

/** Values that stand for themselves; of what React writes with a dollar, only what carries no reference to other fields. */
const literal = /^\$(\$|undefined$|-0$|NaN$|-?Infinity$|n-?\d{1,40}$|D[\dT:.Z+-]{1,40}$)/;
/** The same object a second time, by its way through the arguments. */
const sameAgain = /^\$0(:[\w.-]{1,100}){1,8}$/;
const inherited = new Set(["__proto__", "prototype", "constructor", "then"]);

function isPlain(root: unknown): boolean {
  let level = [root];
  let seen = 0;
  for (let depth = 0; level.length > 0; depth += 1) {
    seen += level.length;
    if (depth > most.depth || seen > most.values || !level.every(isAllowed)) return false;
    level = level.flatMap((value) => (value !== null && typeof value === "object" ? Object.values(value) : []));
  }
  return true;
}

function isAllowed(value: unknown): boolean {
  if (typeof value === "string") {
    if (!value.startsWith("$") || literal.test(value)) return true;
    return sameAgain.test(value) && !value.split(":").some((part) => inherited.has(part));
  }
  return value === null || typeof value !== "object" || !Object.keys(value).some((key) => inherited.has(key));
}

const isMultipart = (request: Request) => /^multipart\/form-data\b/i.test(request.headers.get("content-type") ?? "");

/** The form in the body, or null where there is none or it cannot be read. */
export async function postedForm(request: Request): Promise<FormData | null> {
  return isMultipart(request) ? request.formData().catch(() => null) : null;
}

function parsed(value: FormDataEntryValue | null): unknown {
  try {
    return JSON.parse(String(value));
  } catch {
    return undefined;
  }
}
