import "server-only";

/**
 * Can Next read this server action's call? What it cannot read it answers with 500. Forms of ours post multipart, with a
 * script as arguments in the field "0" (React writes a form among them as "$K…"), without one as bound arguments in the fields "$ACTION_1:0", "$ACTION_1:1" and so on.
 */
export function isReadableAction(request: Request, form: FormData | null): boolean {
  const calledByScript = request.headers.has("next-action");
  if (!isMultipart(request)) return !calledByScript;
  if (form === null) return false;
  if (calledByScript) return takesForm(parsed(form.get("0")));
  return [...form].every(([name, value]) => {
    const argument = /^\$ACTION_\d+:(\d+)$/.exec(name)?.[1];
    if (argument === undefined) return true;
    return argument === "0" ? typeof parsed(value) === "object" : Array.isArray(parsed(value));
  });
}

const isMultipart = (request: Request) => /^multipart\/form-data\b/i.test(request.headers.get("content-type") ?? "");

/** The form in the body, or null where there is none or it cannot be read. */
export async function postedForm(request: Request): Promise<FormData | null> {
  return isMultipart(request) ? request.formData().catch(() => null) : null;
}

const takesForm = (given: unknown) => Array.isArray(given) && String(given.at(-1)).startsWith("$K");

function parsed(value: FormDataEntryValue | null): unknown {
  try {
    return JSON.parse(String(value));
  } catch {
    return undefined;
  }
}
