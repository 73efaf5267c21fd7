/* Reads the shared cases under contract/ and the reviewed catalogue under server/catalogue/. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Catalogue, Kind, Outcome } from "../../src/domain/wire/catalogue";

const root = join(import.meta.dirname, "../../..");

export interface Case {
  file: string;
  title: string;
  /** Absent: both sides answer. */
  for?: "server" | "phone";
}

export function readContract<T>(path: string): T {
  return JSON.parse(readFileSync(join(root, "contract", path), "utf8")) as T;
}

/** A folder's cases that the phone answers, by file name. None at all is an error, not a passed test. */
export function casesForPhone<T extends Case>(folder: string): T[] {
  const cases = readdirSync(join(root, "contract", folder))
    .filter((name) => name.endsWith(".json") && name !== "surroundings.json")
    .sort()
    .map((file) => ({ ...readContract<T>(`${folder}/${file}`), file }))
    .filter((given) => given.for !== "server");
  if (cases.length === 0) throw new Error(`contract/${folder} holds no cases for the phone`);
  return cases;
}

/** The catalogue as the server sends it, every kind from its own file. */
export function reviewedCatalogue(): Catalogue {
  const folder = join(root, "server/catalogue");
  const kinds = readdirSync(join(folder, "kinds"))
    .filter((name) => name.endsWith(".json"))
    .sort()
    .flatMap((name) => {
      const content = JSON.parse(readFileSync(join(folder, "kinds", name), "utf8")) as
        Kind | Kind[];
      return Array.isArray(content) ? content : [content];
    });
  const outcomes = JSON.parse(readFileSync(join(folder, "outcomes.json"), "utf8")) as Outcome[];
  return { digest: "reviewed", kinds, outcomes };
}
