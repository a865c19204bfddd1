/** Published versions are in force once their day has come; until then the version before stays so (P1, P7). */
export const inForce = { status: "published", inForceAt: { not: null } } as const;
export const coming = { status: "published", inForceAt: null } as const;
