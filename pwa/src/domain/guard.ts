/*
 * Looks for what could identify a person in free text, before it is saved: personal and coordination
 * numbers, mobile numbers, e-mail addresses and registration plates. Names cannot be found this way, and the
 * screen says so. The server looks with the same rules; contract/guard/ holds the cases both must pass.
 */

export type GuardKind =
  "email" | "mobile_number" | "personal_number" | "coordination_number" | "registration_plate";

export interface GuardHit {
  kind: GuardKind;
  /** Strong stops the saving; weak asks whether it is what it looks like. */
  strength: "strong" | "weak";
  /** Where in the text, in UTF-16 units. */
  start: number;
  end: number;
}

/** Where two hits lie over one another and are equally strong, long and early, the first of these stands. */
const KINDS_IN_ORDER: readonly GuardKind[] = [
  "email",
  "mobile_number",
  "personal_number",
  "coordination_number",
  "registration_plate",
];

/** Hyphen-minus, plus, the Unicode hyphens, dashes and minus, and every kind of space people paste. */
const SEPARATOR = "[-+\\u2010-\\u2015\\u2212 \\u00a0\\u2007\\u2009\\u202f]";

const NUMBER = new RegExp(
  `(?<![0-9])(18|19|20)?([0-9]{2})(0[1-9]|1[0-2])([0-9]{2})${SEPARATOR}{0,3}([0-9]{4})(?![0-9])`,
  "g",
);
const MOBILE = new RegExp(
  `(?<![0-9+])(?:(?:\\+|00)46${SEPARATOR}{0,2}(?:\\(0\\)${SEPARATOR}{0,2})?|0)7[02369](?:${SEPARATOR}{0,2}[0-9]){7}(?![0-9])`,
  "g",
);
const LETTERS = "A-Za-z\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u00ff";
const EMAIL = new RegExp(
  `(?<![${LETTERS}0-9._%+-])[${LETTERS}0-9._%+-]{1,64}@(?:[${LETTERS}0-9-]{1,63}\\.){1,8}[A-Za-z]{2,24}(?![${LETTERS}0-9])`,
  "g",
);
/**
 * Three of the 23 letters in use (no I, Q, V, Å, Ä, Ö), two digits, then a digit or a letter that is not O.
 * Lower case only when written together: "och 100" is not a plate.
 */
const PLATE = new RegExp(
  `(?<![${LETTERS}0-9])(?:[A-HJ-PR-UW-Z]{3}[ \\u00a0-]?[0-9]{2}[0-9A-HJ-NPR-UW-Z]|[a-hj-pr-uw-z]{3}[0-9]{2}[0-9a-hj-npr-uw-z])(?![${LETTERS}0-9])`,
  "g",
);

/** Modulus 10 with weights 2 and 1, over the ten last digits. */
function passesLuhn(tenDigits: string): boolean {
  let sum = 0;
  for (let index = 0; index < 10; index += 1) {
    const product = Number(tenDigits[index]) * (index % 2 === 0 ? 2 : 1);
    sum += product > 9 ? product - 9 : product;
  }
  return sum % 10 === 0;
}

/** Without a century both are tried, so that 29 February stands in any leap year. */
function isDate(century: string | undefined, year: string, month: number, day: number): boolean {
  const centuries = century === undefined ? ["19", "20"] : [century];
  return centuries.some((hundred) => {
    const date = new Date(Date.UTC(Number(hundred + year), month - 1, day));
    return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  });
}

/** "261024-1800" is a day and a clock time of this product's life rather than a child's number. */
function readsAsDayAndTime(century: string | undefined, year: string, last: string): boolean {
  const hour = Number(last.slice(0, 2));
  const minute = Number(last.slice(2));
  return (
    (century === undefined || century === "20") &&
    Number(year) >= 20 &&
    Number(year) <= 39 &&
    hour < 24 &&
    minute < 60 &&
    minute % 5 === 0
  );
}

function numberHits(text: string): GuardHit[] {
  return [...text.matchAll(NUMBER)].flatMap((match) => {
    const [whole, century, year = "", month = "", dayText = "", last = ""] = match;
    const written = Number(dayText);
    const isCoordination = written > 60;
    const day = isCoordination ? written - 60 : written;
    if (!isDate(century, year, Number(month), day)) return [];
    const passes = passesLuhn(year + month + dayText + last);
    const mayBeTime = !isCoordination && readsAsDayAndTime(century, year, last);
    if (mayBeTime && !passes) return [];
    return {
      kind: isCoordination ? ("coordination_number" as const) : ("personal_number" as const),
      strength: passes && !mayBeTime ? ("strong" as const) : ("weak" as const),
      start: match.index,
      end: match.index + whole.length,
    };
  });
}

function plainHits(
  text: string,
  pattern: RegExp,
  kind: GuardKind,
  strength: GuardHit["strength"],
): GuardHit[] {
  return [...text.matchAll(pattern)].map((match) => ({
    kind,
    strength,
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** "SOS 112" is the alarm number, not a plate. */
function isAlarmNumber(text: string, hit: GuardHit): boolean {
  return /^SOS[ \u00a0-]?112$/i.test(text.slice(hit.start, hit.end));
}

function outranks(a: GuardHit, b: GuardHit): number {
  if (a.strength !== b.strength) return a.strength === "strong" ? -1 : 1;
  if (a.start !== b.start) return a.start - b.start;
  if (a.end !== b.end) return b.end - a.end;
  return KINDS_IN_ORDER.indexOf(a.kind) - KINDS_IN_ORDER.indexOf(b.kind);
}

/** Every hit, in the order they stand; of hits that lie over one another only the one that outranks. */
export function guard(text: string): GuardHit[] {
  const candidates = [
    ...plainHits(text, EMAIL, "email", "strong"),
    ...plainHits(text, MOBILE, "mobile_number", "strong"),
    ...numberHits(text),
    ...plainHits(text, PLATE, "registration_plate", "weak").filter(
      (hit) => !isAlarmNumber(text, hit),
    ),
  ].sort(outranks);
  const kept: GuardHit[] = [];
  for (const hit of candidates) {
    if (kept.every((other) => hit.end <= other.start || other.end <= hit.start)) kept.push(hit);
  }
  return kept.sort((a, b) => a.start - b.start);
}

const WORDS: Readonly<Record<GuardKind, string>> = {
  email: "en e-postadress",
  mobile_number: "ett mobilnummer",
  personal_number: "ett personnummer",
  coordination_number: "ett samordningsnummer",
  registration_plate: "ett registreringsnummer",
};

/** What the screen says about a hit. */
export function guardSentence(hit: Pick<GuardHit, "kind" | "strength">): string {
  return hit.strength === "strong"
    ? `Texten ser ut att innehålla ${WORDS[hit.kind]}. Ta bort det.`
    : `Kan det här vara ${WORDS[hit.kind]}? Ta bort det i så fall.`;
}
