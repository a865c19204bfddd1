import { utf8 } from "@/lib/platform/crypto/bytes";
import { eventColumns, placeOf, pointerPart } from "@/lib/platform/event-columns";

/** A member of an object, and the one that came after it when it was seen last: its name is greater. */
export interface Member {
  readonly name: string;
  /** How the member begins: its name in quotes, and the colon. */
  readonly token: Uint8Array;
  readonly place: Place;
  next: Member | null;
}

/** So many places are kept; of others only those of the leaf that was read last. */
const mostKept = 4_096;

/**
 * A place in leaves, and what was seen there. Leaves are much alike: whoever expects the member that came last time reads a name by
 * comparing it. What is kept changes how fast a leaf is read, never what is found in it.
 */
export class Place {
  /** The first member of the object that was seen here last. */
  first: Member | null = null;
  private readonly members = new Map<string, Member>();
  private readonly items: Place[] = [];

  constructor(
    /** As a JSON Pointer (RFC 6901). */
    readonly path: string,
    private readonly kept: { places: number },
    /** Which of `eventColumns` stands here; -1 for none. */
    readonly column = -1,
  ) {}

  member(name: string, column = -1): Member {
    const known = this.members.get(name);
    if (known !== undefined) return known;
    const place = new Place(this.path + pointerPart(name), this.kept, column);
    const member = { name, token: utf8(`${JSON.stringify(name)}:`), place, next: null };
    if (this.keeps()) this.members.set(name, member);
    return member;
  }

  /** The place of an element of a list. */
  item(i: number): Place {
    const known = this.items[i];
    if (known !== undefined) return known;
    const place = new Place(`${this.path}/${i}`, this.kept);
    if (i === this.items.length && this.keeps()) this.items.push(place);
    return place;
  }

  private keeps(): boolean {
    return this.kept.places < mostKept && ++this.kept.places > 0;
  }
}

/** The place of whole leaves, in which those of the columns are known. */
export function rootPlace(): Place {
  const root = new Place("", { places: 0 });
  for (const [column, name] of eventColumns.entries()) {
    const steps = placeOf[name];
    steps.reduce((place, step, i) => place.member(step, i === steps.length - 1 ? column : -1).place, root);
  }
  return root;
}
